namespace Mtl.Emitted;

/// <summary>The rows of a matrix, or of some columns of one.</summary>
internal readonly ref struct StepRows(Span<float> matrix, int stride, int start, int width)
{
    private readonly Span<float> _matrix = matrix;

    public int Count => _matrix.Length / stride;

    public Span<float> this[int row] => _matrix.Slice((row * stride) + start, width);

    /// <summary>All numbers at once, or nothing where the rows do not follow each other.</summary>
    public Span<float> All => stride == width ? _matrix : default;
}
