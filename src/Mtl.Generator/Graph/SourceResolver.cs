using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>Finds the blocks that a layer or head reads, and the shape of what it reads.</summary>
internal sealed class SourceResolver(ModelDescription model, ProblemReport report)
{
    private readonly Dictionary<string, Block> _blocks = [];

    /// <summary>What is read where nothing is named: the last shared layer, before that all inputs.</summary>
    private EquatableArray<string> _default = EquatableArray<string>.Empty;

    public void AddInput(InputBlock input)
    {
        _blocks[input.Name] = input;
        _default = _default.Append(input.Name).ToEquatableArray();
    }

    public void AddLayer(LayerBlock layer)
    {
        _blocks[layer.Name] = layer;
        if (layer.Layer.IsShared)
            _default = new[] { layer.Name }.ToEquatableArray();
    }

    /// <summary>Lets the heads below read the answer of a task.</summary>
    public void AddTask(TaskBlock task) => _blocks[task.Name] = task;

    /// <summary>Resolves the sources of a declaration. What is wrong is reported; the result is always usable.</summary>
    public Sources Resolve(string reader, SourcesDescription declared, Site site)
    {
        var names = declared.Names.Count == 0 ? _default : declared.Names;
        return names.Where(name => !IsKnown(name, reader, site)).ToList().Count > 0
            ? new Sources(_default, declared.Merge, Shape.Unknown)
            : new Sources(names, declared.Merge, MergedShape(reader, names, declared.Merge, site));
    }

    public IReadOnlyList<Block> BlocksOf(Sources sources) => sources.Blocks.Select(name => _blocks[name]).ToList();

    private bool IsKnown(string name, string reader, Site site)
    {
        if (_blocks.ContainsKey(name))
            return true;
        var isBelow = model.Layers.Any(layer => layer.Member.Name == name);
        var isTask = model.Heads.Any(head => head.Member.Name == name);
        var reason = name == reader ? "itself"
            : isBelow ? $"'{name}', which is declared below it; data flows downwards"
            : isTask ? $"'{name}', which is a task; only heads below it can read one"
            : $"'{name}', which is no layer, input or feature of this model; there are {string.Join(", ", _blocks.Keys)}";
        report.Add(RuleIds.UnknownSource, site, reader, reason);
        return false;
    }

    private Shape MergedShape(string reader, EquatableArray<string> names, Merge merge, Site site)
    {
        var shapes = names.Select(name => _blocks[name].HandedOn).ToList();
        var first = shapes[0];
        if (shapes.Count == 1)
            return first;
        if (shapes.Any(shape => shape.IsUnknown))
            return Shape.Unknown;
        var axis = merge == Merge.Concat ? first.ConcatAxis : -1;
        foreach (var (shape, name) in shapes.Zip(names, (shape, name) => (shape, name)).Skip(1))
        {
            if (Agree(first, shape, axis))
                continue;
            var how = merge == Merge.Add ? "added" : "put side by side";
            report.Add(RuleIds.ShapeMismatch, site, reader, $"reads {names[0]} {first} and {name} {shape}, which cannot be {how}");
            return Shape.Unknown;
        }
        return merge == Merge.Add ? first : first.With(axis, (int)Math.Min(shapes.Sum(shape => (long)shape.Sizes[axis]), int.MaxValue));
    }

    private static bool Agree(Shape first, Shape other, int axis) =>
        first.Rank == other.Rank
        && first.Sizes.Zip(other.Sizes, (a, b) => a == b).Where((_, index) => index != axis).All(same => same);
}
