using System.ComponentModel;
using System.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.CompilerServices;

/// <summary>Mean and deviation of training data that are not yet set in a <see cref="Standardization"/>.</summary>
/// <remarks>Generated models compute all results first, so that nothing is fitted if some of the data is invalid.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StandardizationFit
{
    /// <summary>The number of fitted numbers in a chunk, which fits into the processor's caches.</summary>
    private const long AtOnce = 1 << 16;

    /// <summary>The minimum number of rows in a chunk: with fewer, the overhead per chunk would dominate.</summary>
    private const long MinAtOnce = 128;

    /// <summary>The maximum number of numbers in a chunk, fitted or not, so that a span can contain it.</summary>
    private const long MaxAtOnce = 1 << 27;

    private readonly Standardization _standardization;
    private readonly long _rows;
    private readonly long[] _places;
    private readonly bool _areSteps;
    private readonly ColumnMoments _moments;

    private StandardizationFit(Standardization standardization, long rows, long[] places, bool areSteps)
    {
        _standardization = standardization;
        _rows = rows;
        _places = places;
        _areSteps = areSteps;
        _moments = new(places.Length);
    }

    /// <summary>Computes mean and deviation of some numbers over all rows.</summary>
    /// <param name="standardization">The standardization.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="places">The indices of the numbers in a flattened row, in ascending order.</param>
    /// <param name="read">Reads rows, given the first one and their number: <c>[…, …shape]</c>.</param>
    /// <param name="steps">The number of steps per row; null if rows are not sequences.</param>
    /// <exception cref="ArgumentException">A number is infinite, or the numbers are too far apart.</exception>
    internal static StandardizationFit Of(
        Standardization standardization, long rows, long[] places, Func<long, long, Tensor> read, long? steps = null)
    {
        var fit = new StandardizationFit(standardization, rows, places, areSteps: steps is not null);
        long width = standardization.Mean.numel();
        long rowLength = Math.Max(steps ?? 1, 1);
        long atOnce = Math.Max(AtOnce / Math.Max(places.Length, 1), MinAtOnce) / rowLength;
        long step = Math.Max(Math.Min(atOnce, MaxAtOnce / (width * rowLength)), 1);
        for (long start = 0; start < rows && places.Length > 0; start += step)
        {
            using var scope = NewDisposeScope();
            using var noGrad = no_grad();
            fit.Add(start, read(start, Math.Min(step, rows - start)).reshape(-1, width));
        }

        return fit;
    }

    /// <summary>Sets mean and deviation in the standardization; numbers without a value get mean 0, deviation 1 and count 0.</summary>
    internal void Apply()
    {
        double[] deviations = new double[_places.Length];
        for (int i = 0; i < deviations.Length; i++)
        {
            double deviation = Math.Sqrt(_moments.Squares[i] / Math.Max(_moments.Counts[i], 1));
            deviations[i] = deviation > 0 ? deviation : 1;
        }

        _standardization.Store(_places, _moments.ToMeans(), deviations, _moments.Counts.ToArray(), _rows);
    }

    /// <summary>Adds rows. Contiguous numbers in the memory of the CPU are read directly; others are copied first.</summary>
    private void Add(long start, Tensor rows)
    {
        bool isInPlace = rows.device_type == DeviceType.CPU && rows.is_contiguous() && IsReadable(rows.dtype);
        var numbers = isInPlace ? rows : Copied(rows);
        if (numbers.dtype == ScalarType.Float32)
            Add<float>(start, TensorSpans.Floats(numbers), isInPlace);
        else
            Add<double>(start, TensorSpans.Doubles(numbers), isInPlace);
    }

    private void Add<T>(long start, ReadOnlySpan<T> numbers, bool isInPlace)
        where T : struct, INumberBase<T>
    {
        int width = isInPlace ? (int)_standardization.Mean.numel() : _places.Length;
        for (int first = 0, end; first < _places.Length; first = end)
        {
            end = isInPlace ? EndOfRange(first) : _places.Length;
            _moments.Add(numbers, width, isInPlace ? (int)_places[first] : 0, first, end - first);
        }

        int infinite = _moments.FirstInfinite();
        if (infinite >= 0)
            throw Refusal(start, numbers, width, isInPlace ? (int)_places[infinite] : infinite, _places[infinite]);
    }

    /// <summary>The end of the range of consecutive places that starts at a place.</summary>
    private int EndOfRange(int first)
    {
        int end = first + 1;
        while (end < _places.Length && _places[end] == _places[end - 1] + 1)
            end++;
        return end;
    }

    /// <summary>Copies the numbers at the places, <c>[rows, places]</c>, to contiguous memory of the CPU.</summary>
    private Tensor Copied(Tensor rows)
    {
        var selected = _places.Length == rows.shape[1] ? rows : rows.index_select(1, tensor(_places, device: rows.device));
        return (IsReadable(selected.dtype) ? selected : selected.to(ScalarType.Float64)).cpu().contiguous();
    }

    private static bool IsReadable(ScalarType type) => type is ScalarType.Float32 or ScalarType.Float64;

    private ArgumentException Refusal<T>(long start, ReadOnlySpan<T> numbers, int width, int column, long place)
        where T : struct, INumberBase<T>
    {
        string name = _standardization.GetName();
        string where = _standardization.Mean.dim() == 0 ? "" : $", column {place}";
        int infinite = column;
        while (infinite < numbers.Length && !T.IsInfinity(numbers[infinite]))
            infinite += width;
        if (infinite >= numbers.Length)
        {
            return new(
                $"{nameof(Standardization)}: the numbers of '{name}'{where} are too far apart: their deviation is no finite 64-bit number. "
                + "Divide them by a constant first.");
        }

        string row = _areSteps ? "a step" : $"row {start + (infinite / width)}";
        string found = FormattableString.Invariant($"{nameof(Standardization)}: '{name}' is {numbers[infinite]} in {row}{where}");
        return new($"{found}; a finite number was expected, or NaN for a missing one.");
    }
}
