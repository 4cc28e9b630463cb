using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Mtl;

/// <summary>
/// Computes for columns the count, the mean and the sum of squares around the mean, from chunks of rows. NaN is not counted.
/// </summary>
/// <remarks>
/// A chunk is read twice and should fit into the processor's caches. Chunks are merged with the method of Chan, Golub and LeVeque (1979):
/// a mean is subtracted before anything is squared. All distances are from the first number of the column, so that a large common offset
/// costs no precision, and the sum of squares of equal numbers is exactly 0.
/// </remarks>
internal sealed class ColumnMoments
{
    /// <summary>The number of columns that are read at once, so that their sums stay in the first-level cache.</summary>
    private const int Together = 256;

    private readonly long[] _counts;
    private readonly double[] _firsts;
    private readonly double[] _distances;
    private readonly double[] _squares;

    // For the columns that are read at once. Vector elements after the last column are 0 and not used.
    private readonly Vector<double>[] _row = new Vector<double>[VectorsOf(Together)];
    private readonly Vector<double>[] _origins = new Vector<double>[VectorsOf(Together)];
    private readonly Vector<double>[] _sums = new Vector<double>[VectorsOf(Together)];
    private readonly Vector<double>[] _spreads = new Vector<double>[VectorsOf(Together)];
    private readonly Vector<long>[] _present = new Vector<long>[VectorsOf(Together)];

    /// <summary>Creates empty columns.</summary>
    /// <param name="columns">The number of columns.</param>
    public ColumnMoments(int columns)
    {
        _counts = new long[columns];
        _firsts = new double[columns];
        _distances = new double[columns];
        _squares = new double[columns];
        Array.Fill(_firsts, double.NaN);
    }

    /// <summary>The number of numbers in every column.</summary>
    public ReadOnlySpan<long> Counts => _counts;

    /// <summary>The sums of the squared distances from the mean.</summary>
    public ReadOnlySpan<double> Squares => _squares;

    /// <summary>The means; 0 for a column without a number.</summary>
    public double[] ToMeans() => [.. _firsts.Zip(_distances, (first, distance) => double.IsNaN(first) ? 0 : first + distance)];

    /// <summary>Adds numbers to some of the columns.</summary>
    /// <param name="rows">Rows of <paramref name="width"/> numbers.</param>
    /// <param name="width">The number of numbers per row.</param>
    /// <param name="start">The index in a row of the first column's number.</param>
    /// <param name="first">The first of the columns.</param>
    /// <param name="count">The number of consecutive columns.</param>
    public void Add<T>(ReadOnlySpan<T> rows, int width, int start, int first, int count)
        where T : struct, INumberBase<T>
    {
        for (int done = 0; done < count; done += Together)
            AddTogether(rows, width, start + done, first + done, Math.Min(Together, count - done));
    }

    /// <summary>The first column with an infinite number, or with numbers so far apart that their squares are infinite.</summary>
    /// <returns>−1 if there is none.</returns>
    public int FirstInfinite() =>
        TensorPrimitives.IsFiniteAll<double>(_squares) ? -1 : Array.FindIndex(_squares, squares => !double.IsFinite(squares));

    private void AddTogether<T>(ReadOnlySpan<T> rows, int width, int start, int first, int count)
        where T : struct, INumberBase<T>
    {
        int vectors = VectorsOf(count);
        var row = _row.AsSpan(0, vectors);
        var origins = _origins.AsSpan(0, vectors);
        var sums = _sums.AsSpan(0, vectors);
        var spreads = _spreads.AsSpan(0, vectors);
        var present = _present.AsSpan(0, vectors);
        var numbers = MemoryMarshal.Cast<Vector<double>, double>(row);
        row.Clear();
        origins.Clear();
        sums.Clear();
        spreads.Clear();
        present.Clear();

        var firsts = _firsts.AsSpan(first, count);
        firsts.CopyTo(MemoryMarshal.Cast<Vector<double>, double>(origins));
        for (int at = start; at < rows.Length && HasNaN(origins); at += width)
        {
            TensorPrimitives.ConvertTruncating(rows.Slice(at, count), numbers);
            for (int i = 0; i < row.Length; i++)
                origins[i] = Vector.ConditionalSelect(IsNumber(origins[i]), origins[i], row[i]);
        }

        MemoryMarshal.Cast<Vector<double>, double>(origins)[..count].CopyTo(firsts);
        for (int at = start; at < rows.Length; at += width)
        {
            TensorPrimitives.ConvertTruncating(rows.Slice(at, count), numbers);
            for (int i = 0; i < row.Length; i++)
            {
                var isPresent = IsNumber(row[i]);
                present[i] -= isPresent; // True is −1.
                sums[i] += Vector.ConditionalSelect(isPresent, row[i] - origins[i], Vector<double>.Zero);
            }
        }

        var means = sums;
        for (int i = 0; i < row.Length; i++)
            means[i] /= Vector.Max(Vector.ConvertToDouble(present[i]), Vector<double>.One);

        for (int at = start; at < rows.Length; at += width)
        {
            TensorPrimitives.ConvertTruncating(rows.Slice(at, count), numbers);
            for (int i = 0; i < row.Length; i++)
            {
                var distance = row[i] - origins[i] - means[i];
                spreads[i] += Vector.ConditionalSelect(IsNumber(row[i]), distance * distance, Vector<double>.Zero);
            }
        }

        for (int i = 0; i < count; i++)
        {
            var (vector, lane) = Math.DivRem(i, Vector<double>.Count);
            Merge(first + i, present[vector][lane], means[vector][lane], spreads[vector][lane]);
        }
    }

    /// <summary>Merges a chunk into a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="count">The number of numbers in the chunk.</param>
    /// <param name="distance">The distance of their mean from the first number of the column.</param>
    /// <param name="squares">The sum of their squared distances from their mean.</param>
    private void Merge(int column, long count, double distance, double squares)
    {
        if (count == 0)
            return;
        long before = _counts[column];
        double weight = count / (double)(before + count);
        double change = distance - _distances[column];
        _counts[column] = before + count;
        _distances[column] += change * weight;
        _squares[column] += squares + (change * change * before * weight);
    }

    private static int VectorsOf(int columns) => (columns + Vector<double>.Count - 1) / Vector<double>.Count;

    /// <summary>Only NaN is not equal to itself.</summary>
    private static Vector<long> IsNumber(Vector<double> numbers) => Vector.Equals(numbers, numbers);

    private static bool HasNaN(ReadOnlySpan<Vector<double>> numbers)
    {
        foreach (var vector in numbers)
        {
            if (!Vector.EqualsAll(vector, vector))
                return true;
        }

        return false;
    }
}
