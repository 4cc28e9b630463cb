namespace Mtl;

/// <summary>
/// The number that stands for several predicted quantiles: the median if it is predicted; else the linear interpolation of the two
/// quantiles around 0.5; if all are on one side of 0.5, the nearest.
/// </summary>
internal sealed class CentralValue
{
    private readonly int _low;
    private readonly int _high;
    private readonly double _shareOfHigh;

    /// <summary>Finds the quantiles that determine the number.</summary>
    /// <param name="quantiles">The quantiles, in ascending order; at least one.</param>
    public CentralValue(double[] quantiles)
    {
        int above = Array.FindIndex(quantiles, quantile => quantile >= 0.5);
        _high = above < 0 ? quantiles.Length - 1 : above;
        bool isBetween = above > 0 && quantiles[above] > 0.5;
        _low = isBetween ? above - 1 : _high;
        _shareOfHigh = isBetween ? (0.5 - quantiles[_low]) / (quantiles[_high] - quantiles[_low]) : 0;
    }

    /// <summary>Computes the number.</summary>
    /// <param name="numbers">The number of every quantile, in ascending order.</param>
    public double Of(ReadOnlySpan<double> numbers) =>
        _low == _high ? numbers[_low] : double.Lerp(numbers[_low], numbers[_high], _shareOfHigh);
}
