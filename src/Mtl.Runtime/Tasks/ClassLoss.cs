using TorchSharp;

namespace Mtl;

/// <summary>The losses of one logit per class, row by row: cross-entropy and focal loss.</summary>
internal sealed class ClassLoss
{
    private readonly Loss _loss;
    private readonly double _labelSmoothing;
    private readonly double[]? _weights;
    private readonly double _focalGamma;

    public ClassLoss(
        string task, int classes, Loss loss, double labelSmoothing, ReadOnlySpan<double> classWeights, double focalGamma)
    {
        _loss = LossArguments.Resolve(task, loss, Loss.CrossEntropy, Loss.Focal);
        _labelSmoothing = LossArguments.RequireSmoothing(labelSmoothing, _loss);
        _weights = LossArguments.RequireWeights(task, classWeights, classes);
        _focalGamma = LossArguments.RequireGamma(focalGamma);
    }

    /// <summary>Computes the losses <c>[batch]</c> from logits <c>[batch, classes]</c> and class indices <c>[batch]</c>.</summary>
    public torch.Tensor Rows(torch.Tensor logits, torch.Tensor classes)
    {
        var losses = torch.nn.functional.cross_entropy(
            logits,
            classes,
            ClassWeights.ToTensor(_weights, logits),
            reduction: torch.nn.Reduction.None,
            label_smoothing: _labelSmoothing);
        return _loss == Loss.Focal ? losses * LogOfOthers(logits, classes).Times(_focalGamma).exp() : losses;
    }

    /// <summary>Creates the loss for a fused step.</summary>
    public LossOp NewOp(StepValue output) => new ClassLossOp(output, _labelSmoothing, _weights, _loss == Loss.Focal ? _focalGamma : null);

    /// <summary>
    /// <c>log(1 − p)</c> for the probability p of the label, computed as a sum over the other classes. The difference would cancel, and its
    /// derivative would be infinite for p = 1.
    /// </summary>
    private static torch.Tensor LogOfOthers(torch.Tensor logits, torch.Tensor classes)
    {
        var isLabel = torch.nn.functional.one_hot(classes, logits.shape[1]).to_type(torch.ScalarType.Bool);
        return logits.FillWhere(isLabel, double.NegativeInfinity).logsumexp(1) - logits.logsumexp(1);
    }
}
