using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>Gates that read the same, so that one matrix product serves them all.</summary>
/// <param name="Sources">What they read.</param>
/// <param name="Gates">The gates, two or more.</param>
internal sealed record GateGroup(Sources Sources, IReadOnlyList<GateBlock> Gates)
{
    /// <summary>The task that all gates belong to; null where they are shared, or of several tasks.</summary>
    public string? Owner => Gates.All(gate => gate.Owner == Gates[0].Owner) ? Gates[0].Owner : null;

    /// <summary>Whether the gates belong to one task each, and not all to the same.</summary>
    public bool IsOfSeveral => Owner is null && Gates[0].Owner is not null;

    /// <summary>
    /// The groups of a model. A gate that alone reads what it reads is in none. One that tasks share is not grouped with their own: their parameters do not lie
    /// side by side.
    /// </summary>
    public static IReadOnlyList<GateGroup> Of(ModelGraph model) =>
    [
        .. model.Gates.GroupBy(gate => (gate.Sources, IsShared: gate.Owner is null))
            .Where(group => group.Count() > 1)
            .Select(group => new GateGroup(group.Key.Sources, [.. group])),
    ];
}
