using TorchSharp;

namespace Mtl;

/// <summary>
/// The head of a task that predicts quantiles of a number, and so an interval for it: quantile regression (Koenker and Bassett 1978). It
/// has one output per quantile. The loss of a row is the mean of their pinball losses.
/// </summary>
/// <remarks>
/// The pinball loss of the quantile τ is <c>max(τ·u, (τ − 1)·u)</c>, where u is the label minus the output. Over many labels it is smallest
/// at the number that a fraction τ of them is below. Outputs of two quantiles can cross: predictions and metrics sort them, losses do not.
/// </remarks>
public class QuantileHead : NumberHead<QuantilePrediction, QuantileMetrics>
{
    private readonly double[] _quantiles;
    private readonly long[] _rowShape;
    private readonly CentralValue _central;

    /// <summary>Creates the layers.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="inputs">The number of input features; at least 1.</param>
    /// <param name="hidden">The sizes of the hidden layers, from the trunk to the output; each at least 1.</param>
    /// <param name="normalization">The normalization after every hidden layer.</param>
    /// <param name="quantiles">The quantiles, above 0, below 1 and in ascending order; 0.1, 0.5 and 0.9 by default.</param>
    /// <param name="standardize">Whether labels are standardized in the loss.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="task"/> is empty, or the quantiles are not between 0 and 1 in ascending order.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public QuantileHead(
        string task, long inputs, ReadOnlySpan<long> hidden = default, HiddenNormalization normalization = HiddenNormalization.None,
        ReadOnlySpan<double> quantiles = default, bool standardize = false)
        : base(task, inputs, hidden, normalization, CountOf(quantiles), [CountOf(quantiles)], standardize)
    {
        _quantiles = quantiles.IsEmpty ? [0.1, 0.5, 0.9] : LossArguments.RequireQuantiles(task, quantiles);
        _rowShape = [_quantiles.Length];
        _central = new(_quantiles);
    }

    /// <summary>The quantiles, in ascending order.</summary>
    public IReadOnlyList<double> Quantiles => _quantiles;

    /// <inheritdoc/>
    protected override ReadOnlySpan<long> RowShape => _rowShape;

    /// <inheritdoc/>
    public override IReadOnlyList<QuantilePrediction> Predict(torch.Tensor output)
    {
        RequireShape(output);
        RequireUnit();
        return [.. TensorValues.Read<double>(output).Chunk(_quantiles.Length).Select(Prediction)];

        QuantilePrediction Prediction(double[] numbers)
        {
            Array.Sort(numbers);
            return new(_central.Of(numbers), numbers);
        }
    }

    /// <inheritdoc/>
    public override IMeter<QuantileMetrics> NewMeter() => new QuantileMeter(_quantiles, _central, LabeledLosses);

    /// <inheritdoc/>
    private protected override LabelForm NewLabelForm() => LabelForm.OfNumbers(TaskName, [], Standardization is not null);

    /// <inheritdoc/>
    private protected override LossOp? FusedLossOp(StepValue output) =>
        GetType() == typeof(QuantileHead) ? new QuantileLossOp(output, _quantiles, Standardization) : null;

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
