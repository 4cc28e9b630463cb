using System.ComponentModel;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>Tasks with a prediction at every step of a sequence.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PerPosition
{
    /// <summary>Groups predictions by row.</summary>
    /// <typeparam name="TPrediction">The type of a prediction.</typeparam>
    /// <param name="answers">The predictions for all steps of all rows, concatenated.</param>
    /// <param name="steps">The number of steps per row; at least 1.</param>
    /// <returns>For every row its predictions in the order of the steps.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is below 1.</exception>
    public static IReadOnlyList<IReadOnlyList<TPrediction>> ByRow<TPrediction>(IReadOnlyList<TPrediction> answers, int steps)
        => [.. answers.Chunk(steps)];

    /// <summary>Groups predictions by row, and removes those for padding.</summary>
    /// <typeparam name="TPrediction">The type of a prediction.</typeparam>
    /// <param name="answers">The predictions for all steps of all rows, including padding, concatenated.</param>
    /// <param name="lengths">The number of real steps of every row, <c>int64 [rows]</c>.</param>
    /// <returns>For every row its predictions, one for each real step in order.</returns>
    public static IReadOnlyList<IReadOnlyList<TPrediction>> ByRow<TPrediction>(IReadOnlyList<TPrediction> answers, torch.Tensor lengths)
    {
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(lengths);
        long[] real = TensorValues.Read<long>(lengths);
        return [.. answers.Chunk(answers.Count / Math.Max(real.Length, 1)).Select((row, index) => row[..(int)real[index]])];
    }
}
