using TorchSharp;

namespace Mtl;

/// <summary>The losses over logits of yes-or-no answers, element by element: binary cross-entropy and focal loss.</summary>
internal sealed class BinaryLoss
{
    private readonly Loss _loss;
    private readonly double _focalGamma;
    private readonly BinaryTarget[] _no;
    private readonly BinaryTarget[] _yes;
    private readonly bool _isSmoothed;
    private readonly bool _isWeighted;

    /// <summary>Checks what describes the loss.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="loss">The loss, or the default.</param>
    /// <param name="labelSmoothing">The share of a label that is spread over yes and no.</param>
    /// <param name="weights">For every answer of a row the factors of the loss of no and of yes.</param>
    /// <param name="focalGamma">The exponent of the focal loss.</param>
    public BinaryLoss(string task, Loss loss, double labelSmoothing, IEnumerable<(double No, double Yes)> weights, double focalGamma)
    {
        _loss = LossArguments.Resolve(task, loss, Loss.CrossEntropy, Loss.Focal);
        _focalGamma = LossArguments.RequireGamma(focalGamma);
        double smoothing = LossArguments.RequireSmoothing(labelSmoothing, _loss);
        (double No, double Yes)[] all = [.. weights];
        _no = Array.ConvertAll(all, weight => BinaryTarget.Of(label: false, weight.No, weight.Yes, smoothing));
        _yes = Array.ConvertAll(all, weight => BinaryTarget.Of(label: true, weight.No, weight.Yes, smoothing));
        _isSmoothed = smoothing > 0;
        _isWeighted = Array.Exists(all, weight => weight != (1, 1));
    }

    /// <summary>From logits and answers (1 or 0) of one shape to losses of that shape, weighted.</summary>
    public torch.Tensor Elements(torch.Tensor logits, torch.Tensor answers)
    {
        var targets = _isSmoothed ? Choose(answers, target => target.Target) : answers;
        var losses = torch.nn.functional.binary_cross_entropy_with_logits(logits, targets, reduction: torch.nn.Reduction.None);
        if (_loss == Loss.Focal)
            losses *= (_focalGamma * LogOfOther(logits, answers)).exp();
        return _isWeighted ? losses * Choose(answers, target => target.Weight) : losses;
    }

    /// <summary>Loss and derivative as a part of a fused step.</summary>
    public LossOp NewStep(StepValue output) => new BinaryLossOp(output, _no, _yes, _loss == Loss.Focal ? _focalGamma : null);

    /// <summary>A number of the target of every answer; it is linear in the answer, which is 1 or 0.</summary>
    private torch.Tensor Choose(torch.Tensor answers, Func<BinaryTarget, double> number)
    {
        var no = torch.tensor(Array.ConvertAll(_no, target => number(target)), answers.dtype, answers.device);
        var yes = torch.tensor(Array.ConvertAll(_yes, target => number(target)), answers.dtype, answers.device);
        return no + ((yes - no) * answers);
    }

    /// <summary><c>log(1 − p)</c> for the probability p of the answer: <c>log σ(−z)</c> for yes, <c>log σ(z)</c> for no.</summary>
    private static torch.Tensor LogOfOther(torch.Tensor logits, torch.Tensor answers)
        => torch.nn.functional.logsigmoid(logits * (1 - (2 * answers)));
}
