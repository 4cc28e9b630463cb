using TorchSharp;

namespace Mtl;

/// <summary>
/// Adds up pinball losses and how many labels lie in the intervals. Quantiles that cross are put in order first. A single quantile is no
/// interval, so that nothing can lie in it.
/// </summary>
internal sealed class QuantileMeter(double[] quantiles, CentralValue central, RowLosses rowLosses) : IMeter<QuantileMetrics>
{
    private double _pinball;
    private double _absoluteErrors;
    private long _covered;
    private LossSum _loss;

    public void Add(torch.Tensor output, TaskLabels labels)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var scope = torch.NewDisposeScope();
        double[] losses = TensorValues.Read<double>(rowLosses(output, labels));
        double[] predictions = TensorValues.Read<double>(output);
        double[] values = TensorValues.Read<double>(labels.Values);
        float[] present = TensorValues.Read<float>(labels.Present);
        for (int row = 0; row < present.Length; row++)
        {
            if (present[row] != 0)
                Add(predictions.AsSpan(row * quantiles.Length, quantiles.Length), values[row], losses[row]);
        }
    }

    public QuantileMetrics Result()
    {
        double coverage = quantiles.Length > 1 ? (double)_covered / _loss.Count : double.NaN;
        return new(_loss.Count, _loss.Mean)
        {
            MeanPinballLoss = _pinball / _loss.Count,
            Coverage = coverage,
            CoverageError = Math.Abs(coverage - (quantiles[^1] - quantiles[0])),
            MeanAbsoluteError = _absoluteErrors / _loss.Count,
        };
    }

    private void Add(Span<double> predicted, double label, double loss)
    {
        predicted.Sort();
        _loss.Add(loss);
        _absoluteErrors += Math.Abs(central.Of(predicted) - label);
        _covered += predicted[0] <= label && label <= predicted[^1] ? 1 : 0;
        for (int i = 0; i < quantiles.Length; i++)
            _pinball += Pinball(quantiles[i], label - predicted[i]) / quantiles.Length;
    }

    private static double Pinball(double quantile, double error) => Math.Max(quantile * error, (quantile - 1) * error);
}
