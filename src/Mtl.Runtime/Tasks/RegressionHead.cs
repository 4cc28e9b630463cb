using TorchSharp;

namespace Mtl;

/// <summary>The head of a task that predicts one or several numbers. Its outputs are the numbers.</summary>
/// <remarks>
/// With several outputs, the output is <c>[batch, outputs]</c> and labels have a presence for every single number: the loss is the
/// mean over all labeled numbers.
/// </remarks>
public class RegressionHead : NumberHead<RegressionPrediction, RegressionMetrics>
{
    private readonly RegressionLoss _loss;
    private readonly long[] _rowShape;

    /// <summary>Creates the layers.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="inputs">The number of input features; at least 1.</param>
    /// <param name="hidden">The sizes of the hidden layers, from the trunk to the output; each at least 1.</param>
    /// <param name="normalization">The normalization after every hidden layer.</param>
    /// <param name="outputs">The number of predicted numbers; at least 1.</param>
    /// <param name="loss">The squared error, which is the default, the absolute error or the Huber loss.</param>
    /// <param name="huberDelta">The error above which the Huber loss is linear; finite and positive.</param>
    /// <param name="standardize">Whether labels are standardized in the loss.</param>
    /// <exception cref="ArgumentException"><paramref name="task"/> is empty, or the loss is not one of this head.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or <paramref name="huberDelta"/> is not positive.</exception>
    public RegressionHead(
        string task, long inputs, ReadOnlySpan<long> hidden = default, HiddenNormalization normalization = HiddenNormalization.None,
        int outputs = 1, Loss loss = default, double huberDelta = 1, bool standardize = false)
        : base(task, inputs, hidden, normalization, outputs, RowShapeOf(outputs), standardize)
    {
        _loss = new(task, loss, huberDelta);
        _rowShape = RowShapeOf(outputs);
        Outputs = outputs;
    }

    /// <summary>The number of predicted numbers.</summary>
    public int Outputs { get; }

    /// <inheritdoc/>
    protected override ReadOnlySpan<long> RowShape => _rowShape;

    /// <inheritdoc/>
    protected override ReadOnlySpan<long> LossShape => _rowShape;

    /// <inheritdoc/>
    public override IReadOnlyList<RegressionPrediction> Predict(torch.Tensor output)
    {
        RequireShape(output);
        RequireUnit();
        double[] values = TensorValues.Read<double>(output);
        return Outputs == 1
            ? Array.ConvertAll(values, value => new RegressionPrediction(value))
            : [.. values.Chunk(Outputs).Select(row => new RegressionPrediction(row))];
    }

    /// <inheritdoc/>
    public override IMeter<RegressionMetrics> NewMeter() => new RegressionMeter(Outputs, LabeledLosses);

    /// <inheritdoc/>
    private protected override LabelForm NewLabelForm() => LabelForm.OfNumbers(TaskName, _rowShape, Standardization is not null);

    /// <inheritdoc/>
    private protected override LossOp? FusedLossOp(StepValue output) =>
        GetType() == typeof(RegressionHead) ? _loss.NewOp(output, Standardization) : null;

    /// <inheritdoc/>
    private protected override torch.Tensor ForOutputs(torch.Tensor values) => values;

    /// <inheritdoc/>
    protected override torch.Tensor RowLosses(torch.Tensor output, torch.Tensor values) =>
        _loss.Elements(Standardized(output), Standardized(values));

    private static long[] RowShapeOf(int outputs) => outputs == 1 ? [] : [outputs];
}
