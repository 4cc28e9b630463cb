using System.Numerics.Tensors;

namespace Mtl;

/// <summary>How probabilities become an answer: the same way in predictions and in metrics, so that the metrics are those of the predictions.</summary>
internal static class Decision
{
    /// <summary>Whether the answer is yes: its probability is above one half, as the prediction shows it.</summary>
    public static bool IsYes(float probability) => probability > 0.5f;

    /// <summary>The most probable class; of several the first.</summary>
    public static int Class(ReadOnlySpan<float> probabilities) => TensorPrimitives.IndexOfMax(probabilities);

    /// <summary>The median rank: how many ranks are exceeded with a probability above one half.</summary>
    /// <param name="above">The probability of a rank above 0, above 1, and so on.</param>
    public static int Rank(ReadOnlySpan<float> above)
    {
        int rank = 0;
        foreach (float probability in above)
            rank += IsYes(probability) ? 1 : 0;
        return rank;
    }
}
