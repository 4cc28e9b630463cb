using System.Globalization;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>
/// Makes a mixture of experts of a model with one trunk (Ma et al. 2018): layers become copies, every task gets a gate, and reads mixtures
/// where it read layers. Shapes stay what they were.
/// </summary>
internal sealed class ExpertLowering
{
    private readonly ModelDescription _model;
    private readonly ExpertsDescription _declared;
    private readonly ProblemReport _report;
    private readonly IReadOnlyList<Block> _blocks;
    private readonly HashSet<string> _copied = new(StringComparer.Ordinal);

    /// <summary>Prepares to lower a mixture, and reports what is wrong with it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="declared">Its mixture.</param>
    /// <param name="report">Receives mistakes.</param>
    /// <param name="blocks">Inputs, layers and tasks of the model with one trunk.</param>
    public ExpertLowering(ModelDescription model, ExpertsDescription declared, ProblemReport report, IReadOnlyList<Block> blocks)
    {
        _model = model;
        _declared = declared;
        _report = report;
        _blocks = blocks;
        FindCopied();
        CheckRead();
    }

    /// <summary>The model as a mixture. To be called where nothing is wrong.</summary>
    public ModelGraph Lower(ModelGraph trunk)
    {
        var read = Read();
        var gates = new List<GateBlock>();
        var mixtures = new List<MixtureBlock>();
        var layers = trunk.SharedLayers.Select(Copied).ToList();
        var tasks = new List<TaskBlock>();
        foreach (var task in trunk.Tasks)
        {
            var own = trunk.LayersOf(task).ToList();
            var mixed = own.Cast<Block>().Append(task).SelectMany(block => block.Sources.Blocks).Where(_copied.Contains).Distinct().ToList();
            if (mixed.Count > 0)
                gates.Add(GateOf(task, read));
            mixtures.AddRange(mixed.Select(layer => MixtureOf(task, layer)));
            layers.AddRange(own.Select(layer => layer with { Sources = Mixed(layer.Sources, task) }));
            tasks.Add(task with { Sources = Mixed(task.Sources, task) });
        }

        return trunk with
        {
            Layers = layers.ToEquatableArray(),
            Tasks = tasks.ToEquatableArray(),
            Blocks = ((Block[])[.. trunk.Inputs, .. trunk.Categories, .. layers.Where(layer => layer.Layer.IsShared), .. gates, .. mixtures, .. layers.Where(layer => !layer.Layer.IsShared), .. tasks]).ToEquatableArray(),
            Penalties = trunk.Penalties.SelectMany(PenaltiesOf).ToEquatableArray(),
            Mixture = new ExpertMixture(_declared.Count, gates.ToEquatableArray(), mixtures.ToEquatableArray()),
        };
    }

    /// <summary>
    /// Finds the layers that the experts copy. A shared layer stays single where it only encodes what the model reads, or stands
    /// no lower than the layer that the declaration names.
    /// </summary>
    private void FindCopied()
    {
        var shared = _model.Layers.Where(layer => layer.IsShared).ToList();
        var last = _declared.From is null ? -1 : shared.FindIndex(layer => layer.Member.Name == _declared.From);
        if (_declared.From is not null && last < 0)
        {
            ReportFrom(_declared.From, shared);
            return;
        }

        foreach (var layer in shared.Skip(last + 1).Where(layer => !Encodes(layer)))
        {
            _copied.Add(layer.Member.Name);
            if (layer.Member.IsInitialized)
                _report.Add(RuleIds.MadeOnce, layer.Site, layer.Member.Name, _declared.Count.ToString(CultureInfo.InvariantCulture));
        }
        if (_copied.Count == 0)
            _report.Add(RuleIds.NoExperts, _declared.Site, shared.Exists(layer => layer.Kind != LayerKind.Embedding && layer.Kind.HasWeights()) ? new Hint { Argument = "From" } : Hint.None, _model.Type.PlainName, WhyNone(shared));
    }

    private bool Encodes(LayerDescription layer) =>
        (layer.Kind == LayerKind.Embedding || !layer.Kind.HasWeights()) && !BlockOf(layer.Member.Name).Sources.Blocks.Any(_copied.Contains);

    private string WhyNone(List<LayerDescription> shared) =>
        shared.Count == 0 ? "it has none; declare the trunk with [SharedLayer]"
        : _declared.From is null ? $"{string.Join(", ", shared.Select(layer => layer.Member.Name))} only encode what the model reads; declare a layer that computes with it"
        : $"none with weights is below '{_declared.From}', behind which they begin";

    private void ReportFrom(string from, List<LayerDescription> shared)
    {
        var reason = _model.Layers.Any(layer => layer.Member.Name == from) ? "which belongs to one task"
            : _model.Heads.Any(head => head.Member.Name == from) ? "which is a task"
            : $"which is no shared layer of this model; there are {string.Join(", ", shared.Select(layer => layer.Member.Name))}";
        var meant = NearestName.Of(from, shared.Select(layer => layer.Member.Name));
        _report.Add(RuleIds.ExpertsFrom, _declared.Site, meant is null ? Hint.None : new Hint { Name = from, Instead = meant }, _model.Type.PlainName, from, reason);
    }

    /// <summary>A gate is a matrix: it needs numbers, and as many in every row.</summary>
    private void CheckRead()
    {
        foreach (var block in Read())
        {
            if (block.Output.Indices is not null)
                _report.Add(RuleIds.GateInput, _declared.Site, block.Name, "category indices", "declare an Embedding that reads it, which stays single");
            else if (block.Output.Sequence is not null)
                _report.Add(RuleIds.GateInput, _declared.Site, block.Name, $"a sequence whose length varies, {block.Output}", "let the experts begin behind a layer that makes a vector of it: Steps = Steps.Last, Mean or Max on that layer, and its name as From of the mixture");
        }
    }

    /// <summary>What the experts read that is none of them, in the order of computation.</summary>
    private List<Block> Read()
    {
        var names = new HashSet<string>(_copied.SelectMany(name => BlockOf(name).Sources.Blocks).Where(name => !_copied.Contains(name)));
        return [.. _blocks.Where(block => names.Contains(block.Name))];
    }

    private Block BlockOf(string name) => _blocks.First(block => block.Name == name);

    private LayerBlock Copied(LayerBlock layer) => !_copied.Contains(layer.Name) ? layer : layer with
    {
        Experts = _declared.Count,
        ReadsExperts = layer.Sources.Blocks.Any(_copied.Contains),
    };

    /// <summary>A gate is kept and trained like the head of its task.</summary>
    private GateBlock GateOf(TaskBlock task, List<Block> read)
    {
        var x = Shape.Vector((int)Math.Min(read.Sum(block => block.Output.Width), int.MaxValue));
        var shares = Shape.Vector(_declared.Count);
        return new GateBlock(
            task.Head,
            new Sources(read.Select(block => block.Name).ToEquatableArray(), Merge.Concat, x),
            new Operation[]
            {
                new LinearOperation(GeneratedNames.Gate(task.Name), x.Last, _declared.Count, shares) { HasBias = false },
                new SoftmaxOperation(shares),
            }.ToEquatableArray())
        {
            Parameters = task.Parameters with { StateKey = GeneratedNames.Gate(task.Parameters.StateKey) },
        };
    }

    private MixtureBlock MixtureOf(TaskBlock task, string layer) =>
        new(task.Name, new MixOperation(GeneratedNames.Gate(task.Name), layer, _declared.Count, BlockOf(layer).Output));

    private Sources Mixed(Sources sources, TaskBlock task) => sources with
    {
        Blocks = sources.Blocks.Select(name => _copied.Contains(name) ? GeneratedNames.Mixture(task.Name, name) : name).ToEquatableArray(),
    };

    private IEnumerable<Penalty> PenaltiesOf(Penalty penalty) => !_copied.Contains(penalty.Module)
        ? [penalty]
        : Enumerable.Range(0, _declared.Count).Select(expert => penalty with { Module = $"{GeneratedNames.Experts(penalty.Module)}[{expert}]" });
}
