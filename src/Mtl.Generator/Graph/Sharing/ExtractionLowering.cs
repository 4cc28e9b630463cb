using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>
/// Progressive layered extraction (Tang et al. 2020): at every level there are experts that all tasks share and experts of each task. A task's
/// gate mixes its own with the shared ones; what the shared experts of the next level read is mixed of all.
/// </summary>
internal sealed class ExtractionLowering : SharingLowering
{
    private readonly ExtractionDescription _declared;
    private readonly CopiedTrunk _trunk;
    private readonly TaskCopies _copies;

    /// <summary>The level of each copied layer, from 1.</summary>
    private readonly Dictionary<string, int> _levels = new(StringComparer.Ordinal);

    /// <summary>Prepares to lower an extraction, and reports what is wrong with it.</summary>
    public ExtractionLowering(ExtractionDescription declared, CopiedTrunk trunk, TaskCopies copies, ProblemReport report)
    {
        _declared = declared;
        _trunk = trunk;
        _copies = copies;
        if (report.HasErrors)
            return; // Names may mean two things.
        foreach (var layer in trunk.Layers)
            _levels[layer.Name] = LevelOf(layer);
        foreach (var read in trunk.Layers.SelectMany(Outside).Distinct())
            GateInput.Check(trunk.BlockOf(read), declared, report);
    }

    public override ModelGraph Lower(ModelGraph model)
    {
        var blocks = new List<Block>();
        var penalties = model.Penalties.ToList();
        foreach (var layer in model.SharedLayers)
        {
            if (!_trunk.Contains(layer.Name))
            {
                blocks.Add(layer);
                continue;
            }
            var groups = GroupsOf(layer, model);
            blocks.AddRange(groups.Select(group => ExpertsOf(layer, group)));
            var mixing = groups.Where(group => IsMixedFor(group, layer, model)).ToList();
            blocks.AddRange(mixing.Select(group => GateOf(layer, group, groups)));
            blocks.AddRange(mixing.Select(group => MixtureOf(layer, group, groups)));
            penalties = [.. penalties.SelectMany(penalty => penalty.Owner == layer.Name ? groups.SelectMany(group => PenaltiesOf(penalty, group)) : [penalty])];
        }

        return model.On(blocks, Mixed, penalties);
    }

    /// <summary>Every layer with weights is a level; what follows it without weights belongs to it.</summary>
    private int LevelOf(LayerBlock layer)
    {
        if (_declared.SingleLevel)
            return 1;
        var before = layer.Sources.Blocks.Where(_trunk.Contains).Select(name => _levels[name]).DefaultIfEmpty().Max();
        return layer.Layer.Kind.HasWeights ? before + 1 : before;
    }

    private bool IsOfLevel(string source, string layer) => _trunk.Contains(source) && _levels[source] == _levels[layer];

    /// <summary>What the experts of a layer read that is not of their level, through the layers of their level before it.</summary>
    private IEnumerable<string> Outside(LayerBlock layer) => layer.Sources.Blocks
        .SelectMany(name => IsOfLevel(name, layer.Name) ? Outside((LayerBlock)_trunk.BlockOf(name)) : [name])
        .Distinct();

    /// <summary>Who has experts for a layer: the tasks that read it, and all together, which is null and comes first.</summary>
    private List<TaskBlock?> GroupsOf(LayerBlock layer, ModelGraph model) => [null, .. model.Tasks.Where(task => _copies.Reads(task, layer.Name))];

    /// <summary>Whether something of a group reads a layer from outside of its level: a layer of a later level, or the task itself.</summary>
    private bool IsMixedFor(TaskBlock? group, LayerBlock layer, ModelGraph model) =>
        model.SharedLayers.Any(reader => _trunk.Contains(reader.Name) && reader.Sources.Blocks.Contains(layer.Name) && !IsOfLevel(layer.Name, reader.Name) && (group is null || _copies.Reads(group, reader.Name)))
        || (group is not null && model.LayersOf(group).Cast<Block>().Append(group).Any(block => block.Sources.Blocks.Contains(layer.Name)));

    private LayerBlock ExpertsOf(LayerBlock layer, TaskBlock? group) => (group is null ? layer : _copies.Of(layer, group)) with
    {
        Sources = layer.Sources.Renamed(name => IsOfLevel(name, layer.Name) ? NameOf(name, group) : ReadBy(group?.Name, name)),
        Experts = CountOf(group),
        ReadsExperts = CountOf(group) > 0 && layer.Sources.Blocks.Any(name => IsOfLevel(name, layer.Name)),
    };

    /// <summary>How many copies of a layer a group has, as blocks count them: 0 where there is one only.</summary>
    private int CountOf(TaskBlock? group)
    {
        var count = group is null ? _declared.SharedExperts : _declared.TaskExperts;
        return count == 1 ? 0 : count;
    }

    private static string NameOf(string layer, TaskBlock? group) => group is null ? layer : SharingNames.Copy(layer, group.Name);

    /// <summary>What a group reads that reads a layer from outside of its level.</summary>
    private string ReadBy(string? task, string layer) =>
        !_trunk.Contains(layer) ? layer : task is null ? SharingNames.SharedMixture(layer) : SharingNames.Mixture(task, layer);

    private Sources Mixed(Sources sources, TaskBlock task) => sources.Renamed(name => ReadBy(task.Name, name));

    /// <summary>The experts that a group mixes: its own and the shared ones; the shared experts of the next level read of all.</summary>
    private static IEnumerable<TaskBlock?> MixedBy(TaskBlock? group, List<TaskBlock?> groups) => groups.Where(other => group is null || other is null || other == group).OrderBy(other => other is null);

    private static string GateName(LayerBlock layer, TaskBlock? group) => NameOf(SharingNames.Gate(layer.Name), group);

    /// <summary>A gate of a task is kept and trained like its head.</summary>
    private GateBlock GateOf(LayerBlock layer, TaskBlock? group, List<TaskBlock?> groups)
    {
        var read = Outside(layer).Select(name => (ReadBy(group?.Name, name), _trunk.BlockOf(name).Output)).ToList();
        var key = SharingNames.Gate(layer.Parameters.StateKey);
        return GateBlock.Of(GateName(layer, group), layer.Name, group?.Name, read, MixedBy(group, groups).Sum(other => Math.Max(CountOf(other), 1))) with
        {
            Parameters = group is null ? new ParameterPolicy(key, IsFrozen: false, LearningRate: 1) : group.Parameters with { StateKey = SharingNames.Copy(key, group.Parameters.StateKey) },
        };
    }

    private MixtureBlock MixtureOf(LayerBlock layer, TaskBlock? group, List<TaskBlock?> groups) => new(
        ReadBy(group?.Name, layer.Name),
        new MixOperation(GateName(layer, group), MixedBy(group, groups).Select(other => new MixPart(NameOf(layer.Name, other), CountOf(other))).ToEquatableArray(), layer.Output));

    private IEnumerable<Penalty> PenaltiesOf(Penalty penalty, TaskBlock? group)
    {
        var copy = penalty.Of(NameOf(penalty.Owner, group));
        return CountOf(group) == 0 ? [copy] : copy.OfExperts(CountOf(group));
    }
}
