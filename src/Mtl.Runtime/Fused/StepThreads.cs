using Mtl.Kernels;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>The number of threads of a training run, an evaluation or a prediction.</summary>
internal static class StepThreads
{
    /// <summary>Requires a number of threads of at least 1, or null.</summary>
    /// <param name="threads">The number of threads.</param>
    /// <param name="name">The option or parameter, for the message.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public static int? Require(int? threads, string name) => threads is null or >= 1
        ? threads
        : throw new ArgumentOutOfRangeException(
            name, threads, $"{name} must be at least 1, or null for the number of libtorch's threads, but is {threads}.");

    /// <summary>
    /// Sets the number of threads of the operations of the current thread until the result is disposed of. More threads than processors
    /// would only wait for each other, and are not used.
    /// </summary>
    /// <param name="threads">The number; null for that of libtorch, which is that of the physical cores unless it was set.</param>
    public static ThreadTeam.Usage Use(int? threads) =>
        ThreadTeam.Use(Math.Min(threads ?? torch.get_num_threads(), Environment.ProcessorCount));
}
