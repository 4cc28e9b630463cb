using TorchSharp;

namespace Mtl;

/// <summary>
/// A task that predicts quantiles of a number, and with them an interval for it: a quantile regression (Koenker and Bassett 1978). It has
/// an output for every quantile; the loss of a row is the mean of their pinball losses.
/// </summary>
/// <remarks>
/// The pinball loss of the quantile τ is <c>max(τ·u, (τ − 1)·u)</c> with u the label minus the output: its minimum over many labels is the
/// number that a share of τ of them is below. Nothing keeps the outputs of two quantiles from crossing; predictions and metrics put them in
/// rising order, losses do not.
/// </remarks>
public class QuantileHead : NumberHead<QuantilePrediction, QuantileMetrics>
{
    private readonly double[] _quantiles;
    private readonly long[] _rowShape;

    /// <summary>Builds the layers.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="inputs">The number of features that the head is fed with; at least 1.</param>
    /// <param name="hidden">The sizes of the hidden layers, from the trunk to the output; each at least 1.</param>
    /// <param name="normalization">What follows every hidden layer.</param>
    /// <param name="quantiles">The quantiles, above 0, below 1 and rising; by default 0.1, 0.5 and 0.9.</param>
    /// <param name="standardize">Whether the task's loss is that of standardized labels.</param>
    /// <exception cref="ArgumentException"><paramref name="task"/> is empty, or the quantiles do not rise from 0 to 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public QuantileHead(
        string task, long inputs, ReadOnlySpan<long> hidden = default, HiddenNormalization normalization = HiddenNormalization.None,
        ReadOnlySpan<double> quantiles = default, bool standardize = false)
        : base(task, inputs, hidden, normalization, CountOf(quantiles), [CountOf(quantiles)], standardize)
    {
        _quantiles = quantiles.IsEmpty ? [0.1, 0.5, 0.9] : LossArguments.RequireQuantiles(task, quantiles);
        _rowShape = [_quantiles.Length];
    }

    /// <summary>The quantiles, in rising order.</summary>
    public IReadOnlyList<double> Quantiles => _quantiles;

    /// <inheritdoc/>
    protected override ReadOnlySpan<long> RowShape => _rowShape;

    /// <summary>Which of the quantiles is the predicted number: the one that is closest to the median.</summary>
    private int Middle => Array.IndexOf(_quantiles, _quantiles.MinBy(quantile => Math.Abs(quantile - 0.5)));

    /// <inheritdoc/>
    public override IReadOnlyList<QuantilePrediction> Predict(torch.Tensor output)
    {
        RequireShape(output);
        int middle = Middle;
        return [.. TensorValues.Read<double>(output).Chunk(_quantiles.Length).Select(Prediction)];

        QuantilePrediction Prediction(double[] numbers)
        {
            Array.Sort(numbers);
            return new(numbers, middle);
        }
    }

    /// <inheritdoc/>
    public override IMeter<QuantileMetrics> NewMeter() => new QuantileMeter(_quantiles, Middle, LabeledLosses);

    /// <inheritdoc/>
    private protected override LabelForm NewLabelForm() => LabelForm.OfNumbers(TaskName, [], Standardization is not null);

    /// <inheritdoc/>
    private protected override LossOp? FusedLossOp(StepValue output) =>
        GetType() == typeof(QuantileHead) ? new QuantileLossStep(output, _quantiles, Standardization) : null;

    /// <inheritdoc/>
    private protected override torch.Tensor ForOutputs(torch.Tensor values) => values.unsqueeze(-1).expand(-1, _quantiles.Length);

    /// <inheritdoc/>
    protected override torch.Tensor RowLosses(torch.Tensor output, torch.Tensor values)
    {
        var errors = Standardized(ForOutputs(values)) - Standardized(output);
        var quantiles = torch.tensor(_quantiles, errors.dtype, errors.device);
        return torch.maximum(quantiles * errors, (quantiles - torch.ones_like(quantiles)) * errors).mean([1]);
    }

    private static int CountOf(ReadOnlySpan<double> quantiles) => quantiles.IsEmpty ? 3 : quantiles.Length;
}
