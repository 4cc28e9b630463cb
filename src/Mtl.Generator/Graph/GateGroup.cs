using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>Gates with the same sources, which are computed as one matrix product.</summary>
/// <param name="Sources">The sources.</param>
/// <param name="Gates">The gates, two or more.</param>
internal sealed record GateGroup(Sources Sources, IReadOnlyList<GateBlock> Gates)
{
    /// <summary>The task that all gates belong to; null where they are shared or belong to several tasks.</summary>
    public string? Owner => Gates.All(gate => gate.Owner == Gates[0].Owner) ? Gates[0].Owner : null;

    /// <summary>Whether the gates are task-specific, but not all of the same task.</summary>
    public bool IsOfSeveral => Owner is null && Gates[0].Owner is not null;

    /// <summary>
    /// The groups of a model. A gate without others of the same sources is in none. Shared gates are not grouped with task-specific ones,
    /// because their parameters are not adjacent in memory.
    /// </summary>
    public static IReadOnlyList<GateGroup> Of(ModelGraph model) =>
    [
        .. model.Gates.GroupBy(gate => (gate.Sources, IsShared: gate.Owner is null))
            .Where(group => group.Count() > 1)
            .Select(group => new GateGroup(group.Key.Sources, [.. group])),
    ];
}
