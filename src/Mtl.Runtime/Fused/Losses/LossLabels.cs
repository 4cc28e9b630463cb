using System.Numerics;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>The labels of a task: class indices and ranks as integers, all others as floating-point numbers.</summary>
/// <param name="values"><c>int64 [rows]</c>; or <c>float32</c> or <c>float64</c>, <c>[rows]</c> or <c>[rows, columns]</c>.</param>
/// <param name="present">
/// Which of them exist, <c>float32 [rows]</c> or, if single numbers of a row can be missing, <c>[rows, columns]</c>.
/// </param>
internal readonly ref struct LossLabels(torch.Tensor values, torch.Tensor present)
{
    private readonly torch.ScalarType _type = values.dtype;
    private readonly Span<byte> _bytes = values.bytes;
    private readonly bool _areConverted;
    private readonly bool _isPresenceConverted;

    private LossLabels(torch.Tensor values, torch.Tensor present, bool areConverted, bool isPresenceConverted)
        : this(values, present) => (_areConverted, _isPresenceConverted) = (areConverted, isPresenceConverted);

    /// <summary>The labels as a tensor.</summary>
    public torch.Tensor Values => values;

    /// <summary>Which labels exist, as a tensor.</summary>
    public torch.Tensor Presence => present;

    /// <summary>The class indices or ranks of all rows, if the labels are integers.</summary>
    public ReadOnlySpan<long> Indices => MemoryMarshal.Cast<byte, long>(_bytes);

    /// <summary>Which labels exist, row by row.</summary>
    public ReadOnlySpan<float> Present { get; } = TensorSpans.Floats(present);

    private ReadOnlySpan<float> Floats => MemoryMarshal.Cast<byte, float>(_bytes);

    private ReadOnlySpan<double> Doubles => MemoryMarshal.Cast<byte, double>(_bytes);

    /// <summary>Labels in an element type, contiguous, and their presence as <c>float32</c>; copies where they must be converted.</summary>
    public static LossLabels Converted(TaskLabels labels, torch.ScalarType type)
    {
        var values = TensorSpans.Converted(labels.Values, type);
        var present = TensorSpans.Converted(labels.Present, torch.ScalarType.Float32);
        return new(values ?? labels.Values, present ?? labels.Present, values is not null, present is not null);
    }

    /// <summary>Frees the copies of a conversion.</summary>
    public void Dispose()
    {
        if (_areConverted)
            values.Dispose();
        if (_isPresenceConverted)
            present.Dispose();
    }

    /// <summary>Whether all present labels are in a range.</summary>
    public bool AreIn(LabelRange range) => _type switch
    {
        torch.ScalarType.Int64 => AreIn(range, Indices),
        torch.ScalarType.Float64 => AreIn(range, Doubles),
        _ => AreIn(range, Floats),
    };

    /// <summary>
    /// Copies one column of the numbers, standardized as <c>(y − mean) / deviation</c> before they are rounded to <c>float32</c>.
    /// </summary>
    public void CopyNumbers(int column, int columns, Span<float> numbers, double mean = 0, double deviation = 1)
    {
        if (_type == torch.ScalarType.Float64)
            Copy(Doubles[column..], columns, numbers, mean, deviation);
        else if (mean == 0 && deviation == 1)
            Copy(Floats, column, columns, numbers);
        else
            Copy(Floats[column..], columns, numbers, mean, deviation);
    }

    /// <summary>Copies one column of the numbers; a row without labels gets 0, because its values are undefined.</summary>
    public void CopyKnownNumbers(int column, int columns, Span<float> numbers)
    {
        CopyNumbers(column, columns, numbers);
        if (!Present.Contains(0f))
            return;
        for (int row = 0; row < numbers.Length; row++)
            numbers[row] = Present[row] == 0 ? 0 : numbers[row];
    }

    /// <summary>Copies which numbers of one column exist.</summary>
    public void CopyPresent(int column, int columns, Span<float> exists) =>
        Copy(Present, column, columns, exists);

    /// <summary>All labels are checked at once first: those that are missing are mostly 0, which is a label of most tasks.</summary>
    private bool AreIn<T>(LabelRange range, ReadOnlySpan<T> labels)
        where T : struct, INumber<T> => range.ContainsAll(labels) || range.FirstOutside(labels, Present) < 0;

    private static void Copy(ReadOnlySpan<float> from, int column, int columns, Span<float> numbers)
    {
        if (columns == 1)
        {
            from.CopyTo(numbers);
            return;
        }

        for (int row = 0; row < numbers.Length; row++)
            numbers[row] = from[(row * columns) + column];
    }

    private static void Copy<T>(ReadOnlySpan<T> from, int stride, Span<float> numbers, double mean, double deviation)
        where T : struct, INumber<T>
    {
        for (int row = 0; row < numbers.Length; row++)
            numbers[row] = (float)((double.CreateTruncating(from[row * stride]) - mean) / deviation);
    }
}
