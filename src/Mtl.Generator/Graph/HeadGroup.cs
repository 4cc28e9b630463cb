namespace Mtl.Generator.Graph;

/// <summary>Heads whose first layers read the same, so that one matrix product serves them all.</summary>
/// <param name="Name">A name for the group: that of its first head.</param>
/// <param name="Sources">What they read.</param>
/// <param name="Tasks">The heads, two or more.</param>
internal sealed record HeadGroup(string Name, Sources Sources, IReadOnlyList<TaskBlock> Tasks)
{
    /// <summary>The first layers.</summary>
    public IEnumerable<LinearOperation> Layers => Tasks.Select(task => (LinearOperation)task.Operations[0]);

    /// <summary>The groups of a model. A head that drops its own share of what it reads is in none: it reads something else than the others.</summary>
    public static IReadOnlyList<HeadGroup> Of(ModelGraph model) =>
    [
        .. model.Tasks
            .Where(task => task.Operations[0] is LinearOperation && !task.Parameters.IsFrozen)
            .GroupBy(task => (task.Sources.Blocks, task.Sources.Merge))
            .Where(group => group.Count() > 1)
            .Select(group => new HeadGroup(group.First().Name, group.First().Sources, [.. group])),
    ];
}
