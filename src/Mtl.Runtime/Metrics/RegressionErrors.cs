namespace Mtl;

/// <summary>
/// Sums the errors of one output, and the squared deviations of the labels with Welford's method (Technometrics 1962), which avoids
/// cancellation.
/// </summary>
internal sealed class RegressionErrors
{
    private long _count;
    private double _squaredErrors;
    private double _absoluteErrors;
    private double _labelMean;
    private double _labelSpread;
    private LossSum _loss;

    public void Add(double output, double label, double loss)
    {
        double error = output - label;
        _squaredErrors += error * error;
        _absoluteErrors += Math.Abs(error);
        _loss.Add(loss);

        _count++;
        double distance = label - _labelMean;
        _labelMean += distance / _count;
        _labelSpread += distance * (label - _labelMean);
    }

    public RegressionMetrics Result() => new(_count, _loss.Mean)
    {
        MeanSquaredError = _squaredErrors / _count,
        MeanAbsoluteError = _absoluteErrors / _count,
        R2 = _labelSpread == 0 ? double.NaN : 1 - (_squaredErrors / _labelSpread),
    };
}
