namespace Mtl.EndToEnd.Tests.ProcessSafety;

/// <summary>The calls that are tried.</summary>
internal static class BadCallTables
{
    public static IReadOnlyList<BadCall> All { get; } =
    [
        .. Table("a fused step", FusedCalls.All()),
        .. Table("images", ImageCalls.All()),
        .. Table("words", WordCalls.All()),
        .. Table("sequences", SequenceCalls.All()),
        .. Table("optimizers", OptimizerCalls.All()),
        .. Table("layers of one's own", LayerCalls.All()),
        .. Table("models", ModelCalls.All()),
        .. Table("balancing", BalancingCalls.All()),
        .. Table("threads", ThreadCalls.All()),
    ];

    private static IEnumerable<BadCall> Table(string name, IEnumerable<BadCall> calls) =>
        calls.Select(call => call with { Name = $"{name}: {call.Name}" });
}
