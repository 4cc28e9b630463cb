using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>The copies of the trunk: one of each copied layer for each task that reads it, directly or through other layers.</summary>
internal sealed class TaskCopies
{
    private readonly CopiedTrunk _trunk;
    private readonly List<(string Task, HashSet<string> Layers)> _tasks;

    /// <summary>Finds the layers that each task reads, and reports if fewer than two tasks read any.</summary>
    /// <param name="model">The model.</param>
    /// <param name="declared">Its sharing architecture.</param>
    /// <param name="trunk">The layers that are copied.</param>
    /// <param name="report">Receives problems.</param>
    /// <param name="blocks">The declared inputs, layers and tasks.</param>
    public TaskCopies(
        ModelDescription model, SharingDescription declared, CopiedTrunk trunk, ProblemReport report, IReadOnlyList<Block> blocks)
    {
        _trunk = trunk;
        _tasks = [.. blocks.OfType<TaskBlock>().Select(task => (task.Name, Read(task, blocks)))];
        var readers = _tasks.FindAll(task => task.Layers.Count > 0);
        if (readers.Count < 2 && !report.HasErrors)
        {
            var who = readers.Count == 0 ? "none reads a layer of it" : $"only '{readers[0].Task}' reads a layer of it";
            var reason = model.Heads.Count == 1 ? "there is only one" : who;
            report.Add(RuleIds.SchemeTasks, declared.Site, declared.Scheme, model.Type.PlainName, reason);
        }
    }

    /// <summary>Lowers the model to one with a network for every task.</summary>
    /// <param name="model">The declared model.</param>
    /// <param name="after">Returns the blocks after the copies of a layer.</param>
    /// <param name="read">Maps sources in the network of a task to those that replace them.</param>
    public ModelGraph Lower(
        ModelGraph model, Func<LayerBlock, IReadOnlyList<LayerBlock>, IEnumerable<Block>> after, Func<Sources, Sources> read)
    {
        var blocks = new List<Block>();
        var names = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var layer in model.SharedLayers)
        {
            if (!_trunk.Contains(layer.Name))
            {
                blocks.Add(layer);
                continue;
            }
            var copies = model.Tasks
                .Zip(_tasks, (task, reads) => (task, reads.Layers))
                .Where(pair => pair.Layers.Contains(layer.Name))
                .Select(pair => Of(layer, pair.task))
                .ToList();
            names[layer.Name] = [.. copies.Select(copy => copy.Name)];
            blocks.AddRange(copies.Select(copy => copy with { Sources = read(copy.Sources) }));
            blocks.AddRange(after(layer, copies));
        }

        return model.On(
            blocks,
            (sources, task) => read(Of(sources, task)),
            model.Penalties.SelectMany(PenaltiesOf));

        IEnumerable<Penalty> PenaltiesOf(Penalty penalty) =>
            names.TryGetValue(penalty.Owner, out var copies) ? copies.Select(penalty.Of) : [penalty];
    }

    /// <summary>Whether a task reads a layer, directly or through others.</summary>
    public bool Reads(TaskBlock task, string layer) =>
        _tasks.Exists(reader => reader.Task == task.Name && reader.Layers.Contains(layer));

    /// <summary>The sources in the network of one task.</summary>
    private Sources Of(Sources sources, TaskBlock task) =>
        sources.Renamed(name => _trunk.Contains(name) ? SharingNames.Copy(name, task.Name) : name);

    /// <summary>The copy of a layer in the network of one task.</summary>
    public LayerBlock Of(LayerBlock layer, TaskBlock task) => layer.Renamed(SharingNames.Copy(layer.Name, task.Name)) with
    {
        Task = task.Name,
        Sources = Of(layer.Sources, task),
        Parameters = layer.Parameters with
        {
            StateKey = SharingNames.Copy(layer.Parameters.StateKey, task.Parameters.StateKey),
        },
    };

    /// <summary>The copied layers that a task depends on.</summary>
    private HashSet<string> Read(TaskBlock task, IReadOnlyList<Block> blocks)
    {
        var reached = new HashSet<string>(task.Sources.Blocks, StringComparer.Ordinal);
        foreach (var layer in blocks.OfType<LayerBlock>().Reverse().Where(layer => reached.Contains(layer.Name)))
            reached.UnionWith(layer.Sources.Blocks);
        reached.RemoveWhere(name => !_trunk.Contains(name));
        return reached;
    }
}
