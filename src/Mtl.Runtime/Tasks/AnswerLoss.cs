using Mtl.Emitted;
using TorchSharp;

namespace Mtl;

/// <summary>The losses over logits of yes-or-no answers, element by element: binary cross-entropy and focal loss.</summary>
internal sealed class AnswerLoss
{
    private readonly Loss _loss;
    private readonly double _labelSmoothing;
    private readonly double _focalGamma;

    public AnswerLoss(string task, Loss loss, double labelSmoothing, double focalGamma)
    {
        _loss = LossArguments.Resolve(task, loss, Loss.CrossEntropy, Loss.Focal);
        _labelSmoothing = LossArguments.RequireSmoothing(labelSmoothing, _loss);
        _focalGamma = LossArguments.RequireGamma(focalGamma);
    }

    /// <summary>From logits and answers (1 or 0) of one shape to losses of that shape.</summary>
    public torch.Tensor Elements(torch.Tensor logits, torch.Tensor answers)
    {
        var targets = _labelSmoothing == 0 ? answers : (answers * (1 - _labelSmoothing)) + (_labelSmoothing / 2);
        var losses = torch.nn.functional.binary_cross_entropy_with_logits(logits, targets, reduction: torch.nn.Reduction.None);
        return _loss == Loss.Focal ? losses * (_focalGamma * LogOfOther(logits, answers)).exp() : losses;
    }

    /// <summary>Loss and derivative as a part of an emitted step.</summary>
    public LossStep NewStep(StepValue output, (float No, float Yes)[] weights) =>
        new AnswerLossStep(output, _labelSmoothing, weights, _loss == Loss.Focal ? _focalGamma : null);

    /// <summary><c>log(1 − p)</c> for the probability p of the answer: <c>log σ(−z)</c> for yes, <c>log σ(z)</c> for no.</summary>
    private static torch.Tensor LogOfOther(torch.Tensor logits, torch.Tensor answers)
        => torch.nn.functional.logsigmoid(logits * (1 - (2 * answers)));
}
