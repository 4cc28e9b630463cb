using System.Numerics.Tensors;

namespace Mtl;

/// <summary>Derives predictions from probabilities. Predictions and metrics both use it, so that they always agree.</summary>
internal static class Decision
{
    /// <summary>Whether the prediction is true: its probability, as it is displayed, is above one half.</summary>
    public static bool IsYes(float probability) => probability > 0.5f;

    /// <summary>The most probable class; the first of equally probable ones.</summary>
    public static int Class(ReadOnlySpan<float> probabilities) => TensorPrimitives.IndexOfMax(probabilities);

    /// <summary>The median rank: the number of ranks that are exceeded with a probability above one half.</summary>
    /// <param name="above">The probability of a rank above 0, above 1, and so on.</param>
    public static int Rank(ReadOnlySpan<float> above)
    {
        int rank = 0;
        foreach (float probability in above)
            rank += IsYes(probability) ? 1 : 0;
        return rank;
    }
}
