using TorchSharp;

namespace Mtl;

/// <summary>The losses of binary logits, element by element: binary cross-entropy and focal loss.</summary>
internal sealed class BinaryLoss
{
    private readonly Loss _loss;
    private readonly double _focalGamma;
    private readonly BinaryTarget[] _no;
    private readonly BinaryTarget[] _yes;
    private readonly bool _isSmoothed;
    private readonly bool _isWeighted;

    /// <summary>Checks the arguments and computes the targets.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="loss">The loss, or the default.</param>
    /// <param name="labelSmoothing">The fraction of a label that is distributed over both classes.</param>
    /// <param name="weights">For every label of a row, the weights of the loss for the labels 0 and 1.</param>
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

    /// <summary>Computes the weighted loss of every element from logits and labels (0 or 1) of the same shape.</summary>
    public torch.Tensor Elements(torch.Tensor logits, torch.Tensor labels)
    {
        var targets = _isSmoothed ? Choose(labels, target => target.Target) : labels;
        var losses = torch.nn.functional.binary_cross_entropy_with_logits(logits, targets, reduction: torch.nn.Reduction.None);
        if (_loss == Loss.Focal)
            losses *= (_focalGamma * LogOfOther(logits, labels)).exp();
        return _isWeighted ? losses * Choose(labels, target => target.Weight) : losses;
    }

    /// <summary>Creates the loss for a fused step.</summary>
    public LossOp NewOp(StepValue output) => new BinaryLossOp(output, _no, _yes, _loss == Loss.Focal ? _focalGamma : null);

    /// <summary>Computes <c>no + label·(yes − no)</c>: the number for the label 0 or that for the label 1.</summary>
    private torch.Tensor Choose(torch.Tensor labels, Func<BinaryTarget, double> number)
    {
        var no = torch.tensor(Array.ConvertAll(_no, target => number(target)), labels.dtype, labels.device);
        var yes = torch.tensor(Array.ConvertAll(_yes, target => number(target)), labels.dtype, labels.device);
        return no + ((yes - no) * labels);
    }

    /// <summary><c>log(1 − p)</c> for the probability p of the label: <c>log σ(−z)</c> for 1, <c>log σ(z)</c> for 0.</summary>
    private static torch.Tensor LogOfOther(torch.Tensor logits, torch.Tensor labels)
        => torch.nn.functional.logsigmoid(logits * (1 - (2 * labels)));
}
