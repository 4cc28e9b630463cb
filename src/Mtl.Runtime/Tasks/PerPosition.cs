using System.ComponentModel;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>Tasks that have an answer at every step of a sequence.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PerPosition
{
    /// <summary>Puts answers that follow each other, row by row and step by step, together by rows.</summary>
    /// <typeparam name="TPrediction">The type of an answer.</typeparam>
    /// <param name="answers">The answers of all rows.</param>
    /// <param name="steps">How many of them a row has; at least 1.</param>
    /// <returns>For every row its answers in the order of the steps.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is below 1.</exception>
    public static IReadOnlyList<IReadOnlyList<TPrediction>> ByRow<TPrediction>(IReadOnlyList<TPrediction> answers, int steps)
        => [.. answers.Chunk(steps)];

    /// <summary>Puts answers that follow each other, row by row and step by step, together by rows, and leaves out padding.</summary>
    /// <typeparam name="TPrediction">The type of an answer.</typeparam>
    /// <param name="answers">The answers of all rows, those to padding too.</param>
    /// <param name="lengths">The number of real steps of every row, <c>int64 [rows]</c>.</param>
    /// <returns>For every row its answers, one for each real step in order.</returns>
    public static IReadOnlyList<IReadOnlyList<TPrediction>> ByRow<TPrediction>(IReadOnlyList<TPrediction> answers, torch.Tensor lengths)
    {
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(lengths);
        long[] real = TensorValues.Read<long>(lengths);
        return [.. answers.Chunk(answers.Count / Math.Max(real.Length, 1)).Select((row, index) => row[..(int)real[index]])];
    }
}
