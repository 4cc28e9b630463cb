using System.Numerics;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>The labels of a task: class indices and ranks as integers, all others as floating-point numbers.</summary>
/// <param name="values"><c>int64 [rows]</c>; or <c>float32</c> or <c>float64</c>, <c>[rows]</c> or <c>[rows, columns]</c>.</param>
/// <param name="present">
/// Which of them exist, <c>float32 [rows]</c> or, if single numbers of a row can be missing, <c>[rows, columns]</c>.
/// </param>
internal readonly ref struct LossLabels(torch.Tensor values, torch.Tensor present)
{
    /// <summary>The class indices or ranks of all rows; empty if the labels are floating-point numbers.</summary>
    public ReadOnlySpan<long> Indices { get; } = values.dtype == torch.ScalarType.Int64 ? TensorSpans.Longs(values) : default;

    /// <summary>Which labels exist, row by row.</summary>
    public ReadOnlySpan<float> Present { get; } = TensorSpans.Floats(present);

    /// <summary>
    /// Copies one column of the numbers, standardized as <c>(y − mean) / deviation</c> before they are rounded to <c>float32</c>.
    /// </summary>
    public void CopyNumbers(int column, int columns, Span<float> numbers, double mean = 0, double deviation = 1)
    {
        if (values.dtype == torch.ScalarType.Float64)
            Copy(TensorSpans.Doubles(values)[column..], columns, numbers, mean, deviation);
        else
            Copy(TensorSpans.Floats(values)[column..], columns, numbers, mean, deviation);
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
        new StepRows(TensorSpans.Floats(present), columns, 0, columns).CopyColumn(column, exists);

    private static void Copy<T>(ReadOnlySpan<T> from, int stride, Span<float> numbers, double mean, double deviation)
        where T : struct, INumber<T>
    {
        for (int row = 0; row < numbers.Length; row++)
            numbers[row] = (float)((double.CreateTruncating(from[row * stride]) - mean) / deviation);
    }
}
