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
    public static IReadOnlyList<HeadGroup> Of(ModelGraph model)
    {
        var groups = new List<HeadGroup>();
        foreach (var task in model.Tasks)
        {
            if (!CanShare(task) || groups.Exists(group => group.Tasks.Contains(task)))
                continue;
            var tasks = new List<TaskBlock>();
            foreach (var other in model.Tasks)
            {
                if (CanShare(other) && other.Sources.Merge == task.Sources.Merge && other.Sources.Blocks.Equals(task.Sources.Blocks))
                    tasks.Add(other);
            }
            if (tasks.Count > 1)
                groups.Add(new HeadGroup(task.Name, task.Sources, tasks));
        }
        return groups;
    }

    private static bool CanShare(TaskBlock task) => task.Operations[0] is LinearOperation && !task.Parameters.IsFrozen;
}
