using TorchSharp;

namespace Mtl;

/// <summary>A task that predicts a number, or several. Its outputs are the numbers.</summary>
/// <remarks>
/// With several outputs, the output is <c>[batch, outputs]</c> and labels have a presence for every single number: the loss is the
/// mean over all numbers that are labeled.
/// </remarks>
public class RegressionHead : NumberHead<RegressionPrediction, RegressionMetrics>
{
    private readonly RegressionLoss _loss;
    private readonly long[] _rowShape;

    /// <summary>Builds the layers.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="inputs">The number of features that the head is fed with; at least 1.</param>
    /// <param name="hidden">The sizes of the hidden layers, from the trunk to the output; each at least 1.</param>
    /// <param name="normalization">What follows every hidden layer.</param>
    /// <param name="outputs">How many numbers are predicted; at least 1.</param>
    /// <param name="loss">The squared error, the absolute error or Huber's loss; by default the first.</param>
    /// <param name="huberDelta">The error from which on Huber's loss is linear; finite and positive.</param>
    /// <param name="standardize">Whether the task's loss is that of standardized labels.</param>
    /// <exception cref="ArgumentException"><paramref name="task"/> is empty, or the loss does not suit numbers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or <paramref name="huberDelta"/> not positive.</exception>
    public RegressionHead(
        string task, long inputs, ReadOnlySpan<long> hidden = default, HiddenNormalization normalization = HiddenNormalization.None, int outputs = 1,
        Loss loss = default, double huberDelta = 1, bool standardize = false)
        : base(task, inputs, hidden, normalization, outputs, RowShapeOf(outputs), standardize)
    {
        _loss = new(task, loss, huberDelta);
        _rowShape = RowShapeOf(outputs);
        Outputs = outputs;
    }

    /// <summary>How many numbers are predicted.</summary>
    public int Outputs { get; }

    /// <inheritdoc/>
    protected override ReadOnlySpan<long> RowShape => _rowShape;

    /// <inheritdoc/>
    protected override ReadOnlySpan<long> LossShape => _rowShape;

    /// <inheritdoc/>
    public override IReadOnlyList<RegressionPrediction> Predict(torch.Tensor output)
    {
        RequireShape(output);
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
        GetType() == typeof(RegressionHead) ? _loss.NewStep(output, Standardization) : null;

    /// <inheritdoc/>
    private protected override torch.Tensor ForOutputs(torch.Tensor values) => values;

    /// <inheritdoc/>
    protected override torch.Tensor RowLosses(torch.Tensor output, torch.Tensor values) =>
        _loss.Elements(Standardized(output), Standardized(values));

    private static long[] RowShapeOf(int outputs) => outputs == 1 ? [] : [outputs];
}
