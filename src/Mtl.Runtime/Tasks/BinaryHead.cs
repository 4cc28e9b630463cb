using TorchSharp;

namespace Mtl;

/// <summary>The head of a binary task. Its output is one logit.</summary>
public class BinaryHead : TaskHead<bool, BinaryPrediction, BinaryMetrics>
{
    private readonly BinaryLoss _loss;

    /// <summary>Creates the layers.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="inputs">The number of input features; at least 1.</param>
    /// <param name="hidden">The sizes of the hidden layers, from the trunk to the output; each at least 1.</param>
    /// <param name="normalization">The normalization after every hidden layer.</param>
    /// <param name="loss">The binary cross-entropy, which is the default, or the focal loss.</param>
    /// <param name="labelSmoothing">The fraction of a label that is distributed over both classes, in [0, 1).</param>
    /// <param name="classWeights">The weights of <c>−log p</c> for false and for true; none for 1 and 1.</param>
    /// <param name="focalGamma">The exponent of the focal loss; not negative.</param>
    /// <exception cref="ArgumentException"><paramref name="task"/> is empty, or the loss is not one of this head.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or an argument of the loss is out of range.</exception>
    public BinaryHead(
        string task, long inputs, ReadOnlySpan<long> hidden = default, HiddenNormalization normalization = HiddenNormalization.None,
        Loss loss = default, double labelSmoothing = 0, ReadOnlySpan<double> classWeights = default, double focalGamma = 2)
        : base(task, inputs, hidden, normalization, outputs: 1)
    {
        var weights = LossArguments.RequireWeights(task, classWeights, 2) is [var no, var yes] ? (no, yes) : (1, 1);
        _loss = new(task, loss, labelSmoothing, [weights], focalGamma);
    }

    /// <inheritdoc/>
    protected override ReadOnlySpan<long> RowShape => [];

    /// <inheritdoc/>
    public override IReadOnlyList<BinaryPrediction> Predict(torch.Tensor output)
    {
        RequireShape(output);
        using var scope = torch.NewDisposeScope();
        float[] probabilities = TensorValues.Read<float>(output.sigmoid());
        return Array.ConvertAll(probabilities, probability => new BinaryPrediction(Decision.IsYes(probability), probability));
    }

    /// <inheritdoc/>
    public override IMeter<BinaryMetrics> NewMeter() => new BinaryMeter(LabeledLosses);

    /// <inheritdoc/>
    private protected override LabelForm NewLabelForm() => LabelForm.OfBinary(TaskName, []);

    /// <inheritdoc/>
    private protected override LossOp? FusedLossOp(StepValue output) =>
        GetType() == typeof(BinaryHead) ? _loss.NewOp(output) : null;

    /// <inheritdoc/>
    protected override torch.Tensor RowLosses(torch.Tensor output, torch.Tensor values) => _loss.Elements(output, values);
}
