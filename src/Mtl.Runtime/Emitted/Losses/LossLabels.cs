using TorchSharp;

namespace Mtl.Emitted;

/// <summary>The labels of a task: class indices and ranks as integers, all others as numbers.</summary>
/// <param name="values"><c>int64 [rows]</c>, <c>float32 [rows]</c> or <c>float32 [rows, columns]</c>.</param>
/// <param name="present">Which of them exist, <c>float32 [rows]</c> or, where every number can be missing by itself, <c>[rows, columns]</c>.</param>
internal readonly ref struct LossLabels(torch.Tensor values, torch.Tensor present)
{
    /// <summary>The indices of all rows; none where labels are numbers.</summary>
    public ReadOnlySpan<long> Indices { get; } = values.dtype == torch.ScalarType.Int64 ? TensorSpans.Longs(values) : default;

    /// <summary>Which labels exist, row by row.</summary>
    public ReadOnlySpan<float> Present { get; } = TensorSpans.Floats(present);

    /// <summary>Copies one column of the numbers.</summary>
    public void CopyNumbers(int column, int columns, Span<float> numbers) => Rows(values, columns).CopyColumn(column, numbers);

    /// <summary>Copies which numbers of one column exist.</summary>
    public void CopyPresent(int column, int columns, Span<float> exists) => Rows(present, columns).CopyColumn(column, exists);

    private static StepRows Rows(torch.Tensor numbers, int columns) => new(TensorSpans.Floats(numbers), columns, 0, columns);
}
