using Mtl.Generator.Model;

namespace Mtl.Generator.Tests;

/// <summary>Which layers suit what they read, and arguments for them: of every kind that there is.</summary>
internal static class RandomArguments
{
    /// <summary>Whether a kind can read numbers with so many sizes after the batch dimension, or, below 0, indices.</summary>
    public static bool Suits(LayerKind kind, int rank) =>
        kind.ReadsIndices == rank < 0 && (kind.Input?.Rank ?? rank) == rank && (kind != LayerKind.Linear || rank < 3);

    /// <summary>Some of the named arguments that the kind reads.</summary>
    public static IEnumerable<string> Of(LayerKind kind, Random random) => kind.Arguments
        .Where(_ => random.Next(2) == 0)
        .Select(argument => $"{argument} = {Value(argument, random)}");

    private static string Value(string argument, Random random) => argument switch
    {
        "Kernel" or "FeedForward" => $"{random.Next(1, 5)}",
        "Stride" or "Heads" => $"{random.Next(1, 4)}",
        "Padding" => $"{random.Next(0, 3)}",
        "Stack" => $"{random.Next(1, 3)}",
        "Bidirectional" => "true",
        "Positions" => random.Next(2) == 0 ? "Positions.Sinusoidal" : "Positions.Learned",
        _ => throw new ArgumentOutOfRangeException(nameof(argument), argument, "There is no random value of this argument."),
    };
}
