namespace Mtl.Generator.Graph;

/// <summary>The windows of a convolution or pooling over the time steps of a sequence of varying length.</summary>
/// <param name="Kernel">The time steps in a window.</param>
/// <param name="Stride">The time steps between the starts of two windows.</param>
/// <param name="Padding">The empty time steps on both sides of every row.</param>
internal sealed record SlidingWindows(int Kernel, int Stride, int Padding)
{
    /// <summary>Whether every row has as many windows as time steps.</summary>
    public bool KeepSteps => Stride == 1 && 2.0 * Padding == Kernel - 1;

    /// <summary>The minimum number of time steps in a row for one window.</summary>
    public int Minimum => (int)Math.Max(Kernel - (2.0 * Padding), 1);

    /// <summary>
    /// The number of windows: libtorch's ⌊(steps + 2·padding − kernel) / stride⌋ + 1, and one for a row that is too short, which is read
    /// as if it were padded to the size of the kernel.
    /// </summary>
    public int Count(int steps) => Math.Max(Shape.Size(Math.Floor((steps + (2.0 * Padding) - Kernel) / Stride) + 1), 1);
}

/// <summary>The input of a convolution or pooling over a sequence of varying length.</summary>
/// <param name="Sequence">The sequence whose lengths the rows have.</param>
/// <param name="Windows">The windows.</param>
internal sealed record WindowedSequence(string Sequence, SlidingWindows Windows);
