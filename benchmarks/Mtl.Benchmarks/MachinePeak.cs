using System.Diagnostics;
using static TorchSharp.torch;

namespace Mtl.Benchmarks;

/// <summary>Measures the peak of one thread of this machine in large matrix products, to which training steps are compared.</summary>
internal static class MachinePeak
{
    public static double MeasureGigaflops()
    {
        const int size = 768;
        using var scope = NewDisposeScope();
        var (a, b, c) = (randn(size, size), randn(size, size), zeros(size, size));
        var best = 0.0;
        for (var round = 0; round < 12; round++)
        {
            var start = Stopwatch.GetTimestamp();
            c.addmm_(a, b, 0, 1);
            best = Math.Max(best, 2.0 * size * size * size / Stopwatch.GetElapsedTime(start).TotalSeconds / 1e9);
        }
        return best;
    }
}
