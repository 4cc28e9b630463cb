namespace Mtl.CompilerServices;

/// <summary>Columns of numbers that losses need on the way, for as many rows as a batch has had.</summary>
internal sealed class LossScratch
{
    private float[] _numbers = [];

    /// <summary>Makes room.</summary>
    /// <param name="columns">How many columns there are.</param>
    /// <param name="rows">How many numbers each has.</param>
    public Span<float> Columns(int columns, int rows)
    {
        if (_numbers.Length < columns * rows)
            _numbers = new float[columns * rows];
        return _numbers.AsSpan(0, columns * rows);
    }
}
