namespace Mtl.Generator.Graph;

/// <summary>Heads with the same sources, whose first layers are computed as one matrix product.</summary>
/// <param name="Sources">The sources.</param>
/// <param name="Tasks">The heads, two or more.</param>
internal sealed record HeadGroup(Sources Sources, IReadOnlyList<TaskBlock> Tasks)
{
    /// <summary>The first layers.</summary>
    public IEnumerable<LinearOperation> Layers => Tasks.Select(task => (LinearOperation)task.Operations[0]);

    /// <summary>The groups of a model. A head that starts with dropout is in none: its input differs from that of the others.</summary>
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
                groups.Add(new HeadGroup(task.Sources, tasks));
        }
        return groups;
    }

    private static bool CanShare(TaskBlock task) => task.Operations[0] is LinearOperation && !task.Parameters.IsFrozen;
}
