namespace Mtl;

/// <summary>Tasks that have an answer at every step of a sequence.</summary>
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
}
