using System.Diagnostics;
using static TorchSharp.torch;

namespace Mtl.Benchmarks;

/// <summary>A hundred thousand training steps, in which the memory of the process must not grow.</summary>
internal static class Soak
{
    private const int Steps = 100_000;
    private static readonly int[] s_rows = [32, 7, 64];

    /// <summary>Trains, with predictions in between, and writes the memory after every tenth of the steps.</summary>
    public static void Run()
    {
        using var model = new Small(seed: 1);
        Small.Batch[] batches =
            [.. s_rows.Select(rows => new Small.Batch(randn(rows, 16), Labels.Kinds(rows), Labels.Numbers(rows)))];
        using var step = TrainingStep.Begin<Small, Small.Batch, Small.Metrics>(model);
        for (var i = 1; i <= Steps; i++)
        {
            step.Run(batches[i % batches.Length]);
            if (i % 100 == 0)
            {
                using var scope = NewDisposeScope();
                model.Predict(batches[0].Input);
            }
            if (i % (Steps / 10) == 0)
            {
                GC.Collect();
                using var process = Process.GetCurrentProcess();
                Console.WriteLine($"{i,7} steps: {process.WorkingSet64 >> 20} MB in memory, {GC.GetTotalMemory(true) >> 10} KB managed");
            }
        }
    }
}
