using System.ComponentModel;
using TorchSharp;
using static TorchSharp.torch;

namespace Mtl;

/// <summary>Mean and deviation of some training data, before a <see cref="Standardization"/> takes them over.</summary>
/// <remarks>Generated models measure everything first, so that nothing is fitted where one part of the data is refused.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StandardizationFit : IDisposable
{
    /// <summary>So many numbers are measured at once: they stay in the processor's caches, and need next to no memory.</summary>
    private const long AtOnce = 1 << 18;

    private readonly Standardization _standardization;
    private readonly long[] _places;
    private readonly long _rows;
    private readonly Tensor _place;
    private Tensor _counts;
    private Tensor _mean;
    private Tensor _squares;

    private StandardizationFit(Standardization standardization, long rows, long[] places)
    {
        _standardization = standardization;
        _places = places;
        _rows = rows;
        var device = standardization.Mean.device;
        _place = tensor(places, device: device).DetachFromDisposeScope();
        _counts = Zeros();
        _mean = Zeros();
        _squares = Zeros();

        Tensor Zeros() => zeros(places.Length, ScalarType.Float64, device).DetachFromDisposeScope();
    }

    /// <summary>Measures some numbers of every row.</summary>
    /// <param name="standardization">For whom.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="places">Which numbers of a row, laid out as a vector.</param>
    /// <param name="read">Reads so many rows from a first one on: <c>[…, …shape]</c>.</param>
    /// <param name="rowLength">How many times a row has these numbers.</param>
    internal static StandardizationFit Of(
        Standardization standardization, long rows, long[] places, Func<long, long, Tensor> read, long rowLength = 1)
    {
        var fit = new StandardizationFit(standardization, rows, places);
        long step = Math.Max(AtOnce / Math.Max(places.Length * rowLength, 1), 1);
        try
        {
            for (long start = 0; start < rows && places.Length > 0; start += step)
            {
                using var scope = NewDisposeScope();
                using var noGrad = no_grad();
                fit.Add(fit.Select(read(start, Math.Min(step, rows - start))));
            }

            return fit;
        }
        catch
        {
            fit.Dispose();
            throw;
        }
    }

    /// <summary>Lets the standardisation take over what was measured; numbers without a value stay as they are.</summary>
    internal void Apply()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var deviation = (_squares / _counts.clamp_min(1)).sqrt();
        deviation = where(deviation > 0, deviation, ones_like(deviation));
        _standardization.Store(_place, _mean, deviation, _counts.to(ScalarType.Int64), _rows);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _place.Dispose();
        _counts.Dispose();
        _mean.Dispose();
        _squares.Dispose();
    }

    /// <summary>The numbers at the places, <c>float64 [rows, places]</c>.</summary>
    private Tensor Select(Tensor rows)
    {
        var numbers = rows.reshape(-1, _standardization.Mean.numel());
        bool areTogether = _places[^1] - _places[0] == _places.Length - 1;
        var selected = areTogether ? numbers.narrow(1, _places[0], _places.Length) : numbers.index_select(1, _place.to(rows.device));
        return selected.contiguous().to(ScalarType.Float64).to(_mean.device); // Columns of wide rows lie far apart: they are read once.
    }

    /// <summary>
    /// Adds rows (Chan, Golub and LeVeque 1979): nothing is squared before a mean was subtracted, and equal numbers have exactly the
    /// deviation 0.
    /// </summary>
    private void Add(Tensor numbers)
    {
        var isMissing = numbers.isnan();
        var count = isMissing.logical_not().sum([0], type: ScalarType.Float64);
        var any = count.gt(0);
        // The least number stands for all: the distances from it are small, and exactly 0 where all are equal.
        var least = where(any, numbers.nan_to_num(double.PositiveInfinity).amin([0]), zeros_like(_mean));
        var distance = (numbers - least).nan_to_num(0);
        var meanDistance = distance.sum([0]) / count.clamp_min(1);
        var squares = (distance - meanDistance).masked_fill(isMissing, 0).square().sum([0]);
        var mean = least + meanDistance;

        var all = _counts + count;
        var weight = count / all.clamp_min(1);
        var change = mean - _mean;
        var between = where(_counts.gt(0), change.square() * _counts * weight, zeros_like(_mean)); // The square may be infinite.
        Replace(ref _squares, _squares + squares + between);
        Replace(ref _mean, where(any, _mean + (change * weight), _mean));
        Replace(ref _counts, all);
    }

    private static void Replace(ref Tensor old, Tensor sum)
    {
        old.Dispose();
        old = sum.DetachFromDisposeScope();
    }
}
