using System.ComponentModel;
using TorchSharp;

namespace Mtl;

/// <summary>A task that predicts a number, or several. Its outputs are the numbers.</summary>
/// <remarks>
/// With several outputs, the output is <c>[batch, outputs]</c> and labels have a presence for every single number: the loss is the
/// mean over all numbers that are labeled.
/// </remarks>
public class RegressionHead : TaskHead<float, RegressionPrediction, RegressionMetrics>
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
        : base(task, inputs, hidden, normalization, outputs)
    {
        _loss = new(task, loss, huberDelta);
        _rowShape = outputs == 1 ? [] : [outputs];
        Outputs = outputs;
        if (standardize)
        {
            Standardization = new(task, _rowShape);
            register_module(nameof(Standardization), Standardization);
        }
    }

    /// <summary>Mean and deviation of the labels in the training data; null where labels are not standardized.</summary>
    public Standardization? Standardization { get; }

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

    /// <summary>Takes mean and deviation of the labels that have none yet; without standardization it does nothing.</summary>
    /// <param name="labels">The labels of the training data.</param>
    /// <exception cref="ArgumentException">
    /// The labels or their presence have another shape, are sparse, or are no labels of the task, as for
    /// <see cref="TaskHead{TLabel, TPrediction, TMetrics}.Loss"/>; or they are too far apart for a finite deviation.
    /// </exception>
    public void EnsureFitted(TaskLabels labels)
    {
        if (Standardization is not null)
            Standardization.Fit(Measure(labels));
    }

    /// <summary>Measures mean and deviation of the labels that have none yet, and changes nothing.</summary>
    /// <param name="labels">The labels of the training data.</param>
    /// <returns>What <see cref="Mtl.Standardization.Fit"/> takes over.</returns>
    /// <exception cref="ArgumentException">
    /// The labels or their presence have another shape, are sparse, or are no labels of the task, as for
    /// <see cref="TaskHead{TLabel, TPrediction, TMetrics}.Loss"/>; or they are too far apart for a finite deviation.
    /// </exception>
    /// <exception cref="InvalidOperationException">The head does not standardize.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public StandardizationFit Measure(TaskLabels labels)
    {
        if (Standardization is null)
            throw new InvalidOperationException($"{TaskName} does not standardize its labels.");
        TensorShape.RequireDense(TaskName, ("labels", labels.Values), ("presence of labels", labels.Present));
        RequireLabels(labels);
        using var scope = torch.NewDisposeScope();
        return Standardization.Measure(labels.Values.to(torch.ScalarType.Float64).masked_fill(labels.Present.eq(0), double.NaN));
    }

    /// <summary>Turns standardized numbers, which the output layer computes, into numbers in the label's own unit.</summary>
    /// <param name="standardized"><c>[batch]</c>, or <c>[batch, outputs]</c> for several.</param>
    /// <returns>The head's output, of the same shape; <c>float64</c> where labels are standardized.</returns>
    public torch.Tensor Destandardize(torch.Tensor standardized) => Standardization?.Destandardize(standardized) ?? standardized;

    /// <inheritdoc/>
    private protected override LabelForm NewLabelForm() => LabelForm.OfNumbers(TaskName, _rowShape, Standardization is not null);

    /// <inheritdoc/>
    private protected override LossOp? FusedLossOp(StepValue output) =>
        GetType() == typeof(RegressionHead) ? _loss.NewStep(output, Standardization) : null;

    /// <inheritdoc/>
    private protected override torch.Tensor InUnit(torch.Tensor computed) => Destandardize(computed);

    /// <inheritdoc/>
    protected override torch.Tensor RowLosses(torch.Tensor output, torch.Tensor values) => Standardization is null
        ? _loss.Elements(output, values)
        : _loss.Elements(Standardization.call(output), Standardization.call(values));
}
