using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>
/// Progressive layered extraction (PLE, Tang et al. 2020): every level has shared experts and experts of each task. The gate of a task
/// mixes its own experts with the shared ones; the shared experts of the next level read a mixture of all.
/// </summary>
internal sealed class ExtractionLowering : SharingLowering
{
    private readonly ExtractionDescription _declared;
    private readonly CopiedTrunk _trunk;
    private readonly TaskCopies _copies;

    /// <summary>The level of each copied layer, from 1.</summary>
    private readonly Dictionary<string, int> _levels = new(StringComparer.Ordinal);

    /// <summary>Finds the levels, and checks the input of the gates.</summary>
    public ExtractionLowering(ExtractionDescription declared, CopiedTrunk trunk, TaskCopies copies, ProblemReport report)
    {
        _declared = declared;
        _trunk = trunk;
        _copies = copies;
        if (report.HasErrors)
            return; // Names may be ambiguous.
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
            penalties = [.. penalties.SelectMany(OfGroups)];

            IEnumerable<Penalty> OfGroups(Penalty penalty) =>
                penalty.Owner == layer.Name ? groups.SelectMany(group => PenaltiesOf(penalty, group)) : [penalty];
        }

        return model.On(blocks, Mixed, penalties);
    }

    /// <summary>Every layer with weights starts a level; the layers without weights after it belong to it.</summary>
    private int LevelOf(LayerBlock layer)
    {
        if (_declared.SingleLevel)
            return 1;
        var before = layer.Sources.Blocks.Where(_trunk.Contains).Select(name => _levels[name]).DefaultIfEmpty().Max();
        return layer.Layer.Kind.HasWeights ? before + 1 : before;
    }

    private bool IsOfLevel(string source, string layer) => _trunk.Contains(source) && _levels[source] == _levels[layer];

    /// <summary>The sources of a layer's experts outside of its level, through the previous layers of its level.</summary>
    private IEnumerable<string> Outside(LayerBlock layer) => layer.Sources.Blocks
        .SelectMany(name => IsOfLevel(name, layer.Name) ? Outside((LayerBlock)_trunk.BlockOf(name)) : [name])
        .Distinct();

    /// <summary>The groups of experts for a layer: the shared ones first, which are null, then the tasks that read it.</summary>
    private List<TaskBlock?> GroupsOf(LayerBlock layer, ModelGraph model) =>
        [null, .. model.Tasks.Where(task => _copies.Reads(task, layer.Name))];

    /// <summary>Whether a group reads a layer from outside of its level: by a layer of a later level, or by the task itself.</summary>
    private bool IsMixedFor(TaskBlock? group, LayerBlock layer, ModelGraph model)
    {
        return model.SharedLayers.Any(IsReader)
            || (group is not null && model.LayersOf(group).Cast<Block>().Append(group).Any(Reads));

        bool IsReader(LayerBlock reader) =>
            _trunk.Contains(reader.Name)
            && Reads(reader)
            && !IsOfLevel(layer.Name, reader.Name)
            && (group is null || _copies.Reads(group, reader.Name));

        bool Reads(Block block) => block.Sources.Blocks.Contains(layer.Name);
    }

    private LayerBlock ExpertsOf(LayerBlock layer, TaskBlock? group) => (group is null ? layer : _copies.Of(layer, group)) with
    {
        Sources = layer.Sources.Renamed(name => IsOfLevel(name, layer.Name) ? NameOf(name, group) : ReadBy(group?.Name, name)),
        Experts = CountOf(group),
        ReadsExperts = CountOf(group) > 0 && layer.Sources.Blocks.Any(name => IsOfLevel(name, layer.Name)),
    };

    /// <summary>The number of copies of a layer in a group, as blocks count them: 0 for a single one.</summary>
    private int CountOf(TaskBlock? group)
    {
        var count = group is null ? _declared.SharedExperts : _declared.TaskExperts;
        return count == 1 ? 0 : count;
    }

    private static string NameOf(string layer, TaskBlock? group) => group is null ? layer : SharingNames.Copy(layer, group.Name);

    /// <summary>The block that a group reads instead of a layer of an earlier level.</summary>
    private string ReadBy(string? task, string layer) =>
        !_trunk.Contains(layer) ? layer : task is null ? SharingNames.SharedMixture(layer) : SharingNames.Mixture(task, layer);

    private Sources Mixed(Sources sources, TaskBlock task) => sources.Renamed(name => ReadBy(task.Name, name));

    /// <summary>The groups whose experts a group mixes: its own and the shared ones; for shared experts, all.</summary>
    private static IEnumerable<TaskBlock?> MixedBy(TaskBlock? group, List<TaskBlock?> groups) =>
        groups.Where(other => group is null || other is null || other == group).OrderBy(other => other is null);

    private static string GateName(LayerBlock layer, TaskBlock? group) => NameOf(SharingNames.Gate(layer.Name), group);

    /// <summary>A gate of a task is saved and trained like its head.</summary>
    private GateBlock GateOf(LayerBlock layer, TaskBlock? group, List<TaskBlock?> groups)
    {
        var read = Outside(layer).Select(name => (ReadBy(group?.Name, name), _trunk.BlockOf(name).Output)).ToList();
        var experts = MixedBy(group, groups).Sum(other => Math.Max(CountOf(other), 1));
        var key = SharingNames.Gate(layer.Parameters.StateKey);
        return GateBlock.Of(GateName(layer, group), layer.Name, group?.Name, read, experts) with
        {
            Parameters = group is null
                ? new ParameterPolicy(key, IsFrozen: false, LearningRate: null)
                : group.Parameters with { StateKey = SharingNames.Copy(key, group.Parameters.StateKey) },
        };
    }

    private MixtureBlock MixtureOf(LayerBlock layer, TaskBlock? group, List<TaskBlock?> groups)
    {
        var parts = MixedBy(group, groups).Select(other => new MixPart(NameOf(layer.Name, other), CountOf(other)));
        var mix = new MixOperation(GateName(layer, group), parts.ToEquatableArray(), layer.Output);
        return new(ReadBy(group?.Name, layer.Name), mix);
    }

    private IEnumerable<Penalty> PenaltiesOf(Penalty penalty, TaskBlock? group)
    {
        var copy = penalty.Of(NameOf(penalty.Owner, group));
        return CountOf(group) == 0 ? [copy] : copy.OfExperts(CountOf(group));
    }
}
