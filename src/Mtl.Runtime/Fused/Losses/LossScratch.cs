namespace Mtl.CompilerServices;

/// <summary>A buffer for intermediate results of losses. It grows to the size of the largest batch.</summary>
internal sealed class LossScratch
{
    private float[] _numbers = [];

    /// <summary>Returns columns with undefined content.</summary>
    /// <param name="columns">The number of columns.</param>
    /// <param name="rows">The number of rows in each.</param>
    public Span<float> Columns(int columns, int rows)
    {
        if (_numbers.Length < columns * rows)
            _numbers = new float[columns * rows];
        return _numbers.AsSpan(0, columns * rows);
    }
}
