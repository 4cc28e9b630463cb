namespace Mtl.Generator.Graph;

/// <summary>Windows that slide along the steps of a sequence whose length varies: of a convolution, or of a pooling.</summary>
/// <param name="Kernel">The steps of a window.</param>
/// <param name="Stride">The steps from one window to the next.</param>
/// <param name="Padding">The steps on both sides of every row that hold nothing.</param>
internal sealed record SlidingWindows(int Kernel, int Stride, int Padding)
{
    /// <summary>Whether every row has as many windows as steps.</summary>
    public bool KeepSteps => Stride == 1 && 2.0 * Padding == Kernel - 1;

    /// <summary>How many steps one window needs of the row.</summary>
    public int Minimum => (int)Math.Max(Kernel - (2.0 * Padding), 1);

    /// <summary>
    /// How many windows so many steps have: libtorch's ⌊(steps + 2·padding − kernel) / stride⌋ + 1, and one for a row that is too short,
    /// which is read as if nothing followed up to the kernel's size.
    /// </summary>
    public int Count(int steps) => Math.Max(Shape.Size(Math.Floor((steps + (2.0 * Padding) - Kernel) / Stride) + 1), 1);
}

/// <summary>What a convolution or pooling over a sequence of varying length knows of its rows.</summary>
/// <param name="Sequence">Whose lengths the rows have that it reads.</param>
/// <param name="Windows">The windows.</param>
internal sealed record WindowedSequence(string Sequence, SlidingWindows Windows);
