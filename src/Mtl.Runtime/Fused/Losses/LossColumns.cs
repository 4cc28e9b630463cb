namespace Mtl.CompilerServices;

/// <summary>
/// The outputs of a task and the derivatives of its loss with respect to them, in column-major order: a column of a batch is long enough
/// for vector instructions, a row of a few outputs is not.
/// </summary>
/// <param name="outputs">The outputs, one column after the other; losses may overwrite them.</param>
/// <param name="slopes">Receives the derivatives in the same order.</param>
/// <param name="rows">The number of rows in the batch.</param>
internal readonly ref struct LossColumns(Span<float> outputs, Span<float> slopes, int rows)
{
    /// <summary>All outputs.</summary>
    public Span<float> Outputs { get; } = outputs;

    /// <summary>All derivatives.</summary>
    public Span<float> Slopes { get; } = slopes;

    /// <summary>The number of rows in the batch.</summary>
    public int Rows => rows;

    /// <summary>The outputs of all rows in one column.</summary>
    public Span<float> Output(int column) => Outputs.Slice(column * rows, rows);

    /// <summary>The derivatives with respect to <see cref="Output"/>.</summary>
    public Span<float> Slope(int column) => Slopes.Slice(column * rows, rows);

    /// <summary>A range of columns.</summary>
    public LossColumns Part(int first, int count) =>
        new(Outputs.Slice(first * rows, count * rows), Slopes.Slice(first * rows, count * rows), rows);
}
