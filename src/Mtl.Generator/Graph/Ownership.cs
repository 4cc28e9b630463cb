using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>
/// Finds the blocks that are task-specific: those that only the output of one task depends on. A layer that is declared as shared is
/// shared in any case.
/// </summary>
internal static class Ownership
{
    /// <summary>Sets the owners of blocks.</summary>
    /// <param name="blocks">Blocks in the order of computation.</param>
    public static EquatableArray<Block> Assign(IReadOnlyList<Block> blocks)
    {
        if (!blocks.Any(CanBeOwned))
            return blocks.ToEquatableArray();
        var owners = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var block in blocks.Reverse())
        {
            var reader = block.Owner ?? OwnerOf(block);
            foreach (var source in block.Sources.Blocks)
                owners[source] = owners.TryGetValue(source, out var other) && other != reader ? null : reader;
        }
        return blocks.Select(block => CanBeOwned(block) ? block with { Owner = OwnerOf(block) } : block).ToEquatableArray();

        string? OwnerOf(Block block) => CanBeOwned(block) && owners.TryGetValue(block.Name, out var owner) ? owner : null;
    }

    /// <summary>Whether the owner is found here; that of a task is set when it is created.</summary>
    private static bool CanBeOwned(Block block) =>
        block is not (InputBlock or CategoryBlock or TaskBlock or LayerBlock { IsSharedAsDeclared: true });
}
