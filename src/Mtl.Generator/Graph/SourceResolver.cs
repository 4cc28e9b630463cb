using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>Resolves the sources of layers and heads, and the shape of their input.</summary>
internal sealed class SourceResolver(ModelDescription model, ProblemReport report)
{
    private readonly Dictionary<string, Block> _blocks = [];

    /// <summary>
    /// The default sources: the last shared layer, or all inputs before the first one. Inputs of category indices, which have to be named,
    /// count only where there are no others.
    /// </summary>
    private EquatableArray<string> _default = EquatableArray<string>.Empty;

    public void AddInput(Block input)
    {
        _blocks[input.Name] = input;
        var inputs = _blocks.Values.ToList();
        var numbers = inputs.FindAll(block => block.Output.Indices is null);
        _default = (numbers.Count > 0 ? numbers : inputs).Select(block => block.Name).ToEquatableArray();
    }

    public void AddLayer(LayerBlock layer)
    {
        _blocks[layer.Name] = layer;
        if (layer.Layer.IsShared)
            _default = new[] { layer.Name }.ToEquatableArray();
    }

    /// <summary>Adds a task, whose prediction the heads below can read.</summary>
    public void AddTask(TaskBlock task) => _blocks[task.Name] = task;

    /// <summary>Resolves the sources of a declaration and reports problems; the result is always usable.</summary>
    public Sources Resolve(string reader, SourcesDescription declared, Site site, bool takesIndices)
    {
        var names = declared.Names.Count == 0 ? _default : declared.Names;
        var areKnown = true;
        foreach (var name in names)
            areKnown &= IsKnown(name, reader, site);
        if (!areKnown)
            return new Sources(_default, declared.Merge, Shape.Unknown);
        var shape = CanRead(reader, names, site, takesIndices) ? MergedShape(reader, names, declared.Merge, site) : Shape.Unknown;
        return new Sources(names, declared.Merge, shape);
    }

    public IReadOnlyList<Block> BlocksOf(Sources sources) => sources.Blocks.Select(name => _blocks[name]).ToList();

    private bool IsKnown(string name, string reader, Site site)
    {
        if (_blocks.ContainsKey(name))
            return true;
        var isBelow = model.Layers.Any(layer => layer.Member.Name == name);
        var isTask = model.Heads.Any(head => head.Member.Name == name);
        var features = FeaturesToName();
        var meant = name == reader || isBelow || isTask
            ? null
            : NearestName.Of(name, _blocks.Values.Where(block => block is not TaskBlock).Select(block => block.Name).Concat(features));
        var reason = name == reader ? "itself"
            : isBelow ? $"'{name}', which is declared below it; data flows downwards"
            : isTask ? $"'{name}', which is a task; only heads below it can read one"
            : $"'{name}', which is no layer, input or feature of this model; "
                + $"there are {string.Join(", ", _blocks.Keys.Concat(features))}{NearestName.Question(meant)}";
        report.Add(RuleIds.UnknownSource, site, meant is null ? Hint.None : new Hint { Name = name, Instead = meant }, reader, reason);
        return false;
    }

    /// <summary>Features that are part of an input; each becomes a separate input when it is named as a source.</summary>
    private IEnumerable<string> FeaturesToName() =>
        model.Row?.Features.Select(feature => feature.Name).Where(name => !_blocks.ContainsKey(name)) ?? [];

    /// <summary>Whether the reader accepts its sources: only embeddings read category indices, and only of one input.</summary>
    private bool CanRead(string reader, EquatableArray<string> names, Site site, bool takesIndices)
    {
        if ((takesIndices && names.Count == 1) || FirstWithIndices(names) is not { } indices)
            return true;
        var reason = takesIndices
            ? $"reads the category indices of '{indices}' together with {string.Join(", ", names.Where(name => name != indices))}; "
                + "give every input of indices an Embedding of its own"
            : $"reads the category indices of '{indices}' as numbers; declare an Embedding with From = \"{indices}\" and read that";
        report.Add(RuleIds.IndicesNeedEmbedding, site, reader, reason);
        return false;
    }

    private string? FirstWithIndices(EquatableArray<string> names)
    {
        foreach (var name in names)
        {
            if (_blocks[name].Output.Indices is not null)
                return name;
        }
        return null;
    }

    private Shape MergedShape(string reader, EquatableArray<string> names, Merge merge, Site site)
    {
        var first = _blocks[names[0]].OutputAsInput;
        return names.Count == 1 ? first : MergedShape(reader, first, names, merge, site);
    }

    private Shape MergedShape(string reader, Shape first, EquatableArray<string> names, Merge merge, Site site)
    {
        var shapes = names.Select(name => _blocks[name].OutputAsInput).ToList();
        if (shapes.Any(shape => shape.IsUnknown))
            return Shape.Unknown;
        var axis = merge == Merge.Concat ? first.ConcatAxis : -1;
        foreach (var (shape, name) in shapes.Zip(names, (shape, name) => (shape, name)).Skip(1))
        {
            if (Agree(first, shape, axis))
                continue;
            var how = merge switch { Merge.Add => "added", Merge.Multiply => "multiplied", _ => "concatenated" };
            report.Add(RuleIds.ShapeMismatch, site, reader, $"reads {names[0]} {first} and {name} {shape}, which cannot be {how}");
            return Shape.Unknown;
        }
        return merge != Merge.Concat ? first : first.With(axis, Shape.Size(shapes.Sum(shape => (double)shape.Sizes[axis])));
    }

    private static bool Agree(Shape first, Shape other, int axis) =>
        first.Rank == other.Rank && first.Sequence == other.Sequence
        && first.Sizes.Zip(other.Sizes, (a, b) => a == b).Where((_, index) => index != axis).All(same => same);
}
