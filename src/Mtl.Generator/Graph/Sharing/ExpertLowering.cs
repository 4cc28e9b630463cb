using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>
/// Lowers a model with one trunk to a mixture of experts (MMoE, Ma et al. 2018): every expert has a copy of the layers, every task has a
/// gate and reads mixtures instead of layers.
/// </summary>
internal sealed class ExpertLowering : SharingLowering
{
    private readonly ExpertsDescription _declared;
    private readonly CopiedTrunk _trunk;

    /// <summary>Checks the input of the gates.</summary>
    public ExpertLowering(ExpertsDescription declared, CopiedTrunk trunk, ProblemReport report)
    {
        _declared = declared;
        _trunk = trunk;
        foreach (var block in trunk.Read())
            GateInput.Check(block, declared, report);
    }

    public override ModelGraph Lower(ModelGraph model)
    {
        var read = _trunk.Read().ToList();
        var gates = new List<GateBlock>();
        var mixtures = new List<MixtureBlock>();
        foreach (var task in model.Tasks)
        {
            var mixed = model.LayersOf(task).Cast<Block>().Append(task)
                .SelectMany(block => block.Sources.Blocks)
                .Where(_trunk.Contains)
                .Distinct()
                .ToList();
            if (mixed.Count > 0)
                gates.Add(GateOf(task, read));
            mixtures.AddRange(mixed.Select(layer => MixtureOf(task, layer)));
        }

        return model.On([.. model.SharedLayers.Select(Copied), .. gates, .. mixtures], Mixed, model.Penalties.SelectMany(PenaltiesOf));
    }

    private LayerBlock Copied(LayerBlock layer) => !_trunk.Contains(layer.Name) ? layer : layer with
    {
        Experts = _declared.Count,
        ReadsExperts = _trunk.IsReadBy(layer),
    };

    /// <summary>A gate is saved and trained like the head of its task.</summary>
    private GateBlock GateOf(TaskBlock task, List<Block> read) =>
        GateBlock.Of(
            SharingNames.Gate(task.Name), task.Name, task.Name, [.. read.Select(block => (block.Name, block.Output))], _declared.Count) with
        {
            Parameters = task.Parameters with { StateKey = SharingNames.Gate(task.Parameters.StateKey) },
        };

    private MixtureBlock MixtureOf(TaskBlock task, string layer)
    {
        var parts = new[] { new MixPart(layer, _declared.Count) }.ToEquatableArray();
        return new(
            SharingNames.Mixture(task.Name, layer),
            new MixOperation(SharingNames.Gate(task.Name), parts, _trunk.BlockOf(layer).Output));
    }

    private Sources Mixed(Sources sources, TaskBlock task) =>
        sources.Renamed(name => _trunk.Contains(name) ? SharingNames.Mixture(task.Name, name) : name);

    private IEnumerable<Penalty> PenaltiesOf(Penalty penalty) =>
        _trunk.Contains(penalty.Owner) ? penalty.OfExperts(_declared.Count) : [penalty];
}
