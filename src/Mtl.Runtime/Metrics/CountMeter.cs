using TorchSharp;

namespace Mtl;

/// <summary>Sums the errors and deviances of predicted rates.</summary>
internal sealed class CountMeter(RowLosses rowLosses) : IMeter<CountMetrics>
{
    private double _absoluteErrors;
    private double _deviances;
    private LossSum _loss;

    public void Add(torch.Tensor output, TaskLabels labels)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var scope = torch.NewDisposeScope();
        double[] losses = TensorValues.Read<double>(rowLosses(output, labels));
        double[] logRates = TensorValues.Read<double>(output);
        double[] counts = TensorValues.Read<double>(labels.Values);
        float[] present = TensorValues.Read<float>(labels.Present);
        for (int row = 0; row < present.Length; row++)
        {
            if (present[row] == 0)
                continue;
            _loss.Add(losses[row]);
            _absoluteErrors += Math.Abs(Math.Exp(logRates[row]) - counts[row]);
            _deviances += Deviance(counts[row], logRates[row]);
        }
    }

    public CountMetrics Result() => new(_loss.Count, _loss.Mean)
    {
        MeanAbsoluteError = _absoluteErrors / _loss.Count,
        MeanDeviance = _deviances / _loss.Count,
    };

    /// <summary>Computes <c>2·(y·log(y/λ) − (y − λ))</c>, where <c>y·log y</c> is 0 for y = 0.</summary>
    private static double Deviance(double count, double logRate)
        => 2 * ((count == 0 ? 0 : count * (Math.Log(count) - logRate)) - (count - Math.Exp(logRate)));
}
