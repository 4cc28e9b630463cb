using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>
/// The part of the trunk that a sharing architecture copies. Shared layers that only encode inputs stay single, and so do those up to the
/// layer that the declaration names.
/// </summary>
internal sealed class CopiedTrunk
{
    private readonly ModelDescription _model;
    private readonly SharingDescription _declared;
    private readonly ProblemReport _report;
    private readonly IReadOnlyList<Block> _blocks;
    private readonly HashSet<string> _copied = new(StringComparer.Ordinal);

    /// <summary>Finds the layers, and reports problems.</summary>
    /// <param name="model">The model.</param>
    /// <param name="declared">Its sharing architecture.</param>
    /// <param name="report">Receives problems.</param>
    /// <param name="blocks">The declared inputs, layers and tasks.</param>
    public CopiedTrunk(ModelDescription model, SharingDescription declared, ProblemReport report, IReadOnlyList<Block> blocks)
    {
        _model = model;
        _declared = declared;
        _report = report;
        _blocks = blocks;
        Find();
    }

    /// <summary>The layers, in the order of computation.</summary>
    public IEnumerable<LayerBlock> Layers => _blocks.OfType<LayerBlock>().Where(layer => _copied.Contains(layer.Name));

    /// <summary>Whether a layer is copied.</summary>
    public bool Contains(string layer) => _copied.Contains(layer);

    /// <summary>The sources of the copies that are not copied, in the order of computation.</summary>
    public IEnumerable<Block> Read()
    {
        var names = new HashSet<string>(_copied.SelectMany(name => BlockOf(name).Sources.Blocks).Where(name => !_copied.Contains(name)));
        return _blocks.Where(block => names.Contains(block.Name));
    }

    /// <summary>Whether a block reads a copied layer.</summary>
    public bool IsReadBy(Block block) => block.Sources.Blocks.Any(_copied.Contains);

    /// <summary>
    /// Whether a block of the trunk ends with a copied layer: it has parameters, and no normalization of the trunk is its only reader.
    /// Tasks mask or exchange the outputs of blocks.
    /// </summary>
    public bool EndsBlock(LayerBlock layer) => layer.Layer.Kind.HasParameters && !IsNormalizedNext(layer);

    public Block BlockOf(string name) => _blocks.First(block => block.Name == name);

    private void Find()
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
            if (layer.Member.IsInitialized && (_declared.RepeatsFirstLayers || IsReadBy(BlockOf(layer.Member.Name))))
                _report.Add(RuleIds.MadeOnce, layer.Site, layer.Member.Name, _declared.Scheme);
        }
        foreach (var layer in shared.Where(layer => !_copied.Contains(layer.Member.Name)))
            RequireNoAdaptiveDropout(layer);
        if (_copied.Count == 0)
            ReportNone(shared);
    }

    /// <summary>A layer that stays single has no task whose difficulty a dropout rate could follow.</summary>
    private void RequireNoAdaptiveDropout(LayerDescription layer)
    {
        if (BlockOf(layer.Member.Name).AdaptiveDropout is { Minimum.Site: var site })
            _report.Add(RuleIds.DropoutPlace, site, site.Attribute!, layer.Member.Name, ModifierCheck.OfAllTasks);
    }

    private bool IsNormalizedNext(LayerBlock layer)
    {
        var readers = _blocks.Where(block => block.Sources.Blocks.Contains(layer.Name)).ToList();
        return readers is [LayerBlock { Layer.Kind.IsNormalization: true } only] && Contains(only.Name);
    }

    private bool Encodes(LayerDescription layer) =>
        layer.Kind.OnlyEncodes && !IsReadBy(BlockOf(layer.Member.Name));

    private void ReportNone(List<LayerDescription> shared)
    {
        var hint = shared.Exists(static layer => !layer.Kind.OnlyEncodes) ? new Hint { Argument = "From" } : Hint.None;
        _report.Add(RuleIds.NoTrunk, _declared.Site, hint, _model.Type.PlainName, _declared.Scheme, WhyNone(shared));
    }

    private string WhyNone(List<LayerDescription> shared) =>
        shared.Count == 0 ? "it has none; declare the trunk with [SharedLayer]"
        : _declared.From is not null ? $"no layer with weights is below '{_declared.From}', after which it begins"
        : $"{string.Join(", ", shared.Select(layer => layer.Member.Name))} only encode inputs; declare a layer that computes with them";

    private void ReportFrom(string from, List<LayerDescription> shared)
    {
        var meant = NearestName.Of(from, shared.Select(layer => layer.Member.Name));
        var reason = _model.Layers.Any(layer => layer.Member.Name == from) ? "which belongs to one task"
            : _model.Heads.Any(head => head.Member.Name == from) ? "which is a task"
            : $"which is no shared layer of this model; "
                + $"there are {string.Join(", ", shared.Select(layer => layer.Member.Name))}{NearestName.Question(meant)}";
        var hint = meant is null ? Hint.None : new Hint { Name = from, Instead = meant };
        _report.Add(RuleIds.SchemeFrom, _declared.Site, hint, _model.Type.PlainName, _declared.Scheme, from, reason);
    }
}
