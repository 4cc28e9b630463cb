using TorchSharp;
using TorchSharp.Modules;

namespace Mtl;

/// <summary>
/// An optimizer of a model's parameters that works on <see cref="FlatParameters"/>. It stays the object that it was, with its own
/// arithmetic, options and schedule; it only finds parameters of a group that lie side by side as one.
/// </summary>
/// <remarks>
/// What gets no gradient in a step is not stepped, as by PyTorch's optimizers where <c>grad</c> is None: its moments, its step count and
/// its weight decay rest. While all get one, there is one parameter; the first step in which some do not splits it, with its state.
/// </remarks>
internal sealed class FlatOptimizer
{
    private readonly OptimizerHelper _optimizer;
    private readonly IList<ParamGroup> _groups;
    private readonly FlatParameters _flat;
    private readonly List<Part> _parts = [];

    /// <summary>Lets an optimizer work on flat parameters.</summary>
    /// <param name="optimizer">The optimizer, which <see cref="WorksNumberByNumber"/> and has made no step yet.</param>
    /// <param name="flat">The parameters; others that the optimizer has stay as they are.</param>
    public FlatOptimizer(OptimizerHelper optimizer, FlatParameters flat)
    {
        _optimizer = optimizer;
        _groups = (IList<ParamGroup>)optimizer.ParamGroups;
        _flat = flat;
        foreach (var group in _groups.ToList())
        {
            var parameters = group.Parameters.ToList();
            Part[] parts = [.. flat.Segments(parameters).Select(segments => new Part(group, [.. segments], flat.Range(segments)))];
            MakeState(parts, group.Options);
            group.Parameters = [.. parameters.Where(parameter => !flat.Contains(parameter)), .. parts.Select(part => part.Range.Parameter)];
            _parts.AddRange(parts);
        }
    }

    /// <summary>Lets the optimizer find the gradients that there are.</summary>
    /// <param name="reached">The tasks whose losses have gone back.</param>
    public void Prepare(BackpropagatedTasks reached)
    {
        for (int i = 0; i < _parts.Count; i++)
        {
            if (HaveGradient(_parts[i].Segments, reached) is { } hasGradient)
                _parts[i].Range.HasGradient = hasGradient;
            else
                Split(i--, reached);
        }
    }

    /// <summary>Whether segments have a gradient; null where some have and some have not.</summary>
    private static bool? HaveGradient(FlatSegment[] segments, BackpropagatedTasks reached)
    {
        bool first = segments[0].HasGradient(reached);
        for (int i = 1; i < segments.Length; i++)
        {
            if (segments[i].HasGradient(reached) != first)
                return null;
        }

        return first;
    }

    /// <summary>Whether an optimizer moves every number by itself. Of one that is not known, it cannot be told.</summary>
    public static bool WorksNumberByNumber(torch.optim.Optimizer optimizer)
    {
        var type = optimizer.GetType();
        bool isKnown = type == typeof(Adam) || type == typeof(AdamW) || type == typeof(SGD) || type == typeof(RMSProp) || type == typeof(Adagrad);
        return isKnown && optimizer.ParamGroups is IList<ParamGroup> { IsReadOnly: false };
    }

    /// <summary>Makes several parameters of one: of neighbors, those with a gradient and those without.</summary>
    private void Split(int index, BackpropagatedTasks reached)
    {
        var whole = _parts[index];
        var runs = new List<List<FlatSegment>>();
        bool? hasGradient = null;
        foreach (var segment in whole.Segments)
        {
            if (segment.HasGradient(reached) != hasGradient)
                runs.Add([]);
            hasGradient = segment.HasGradient(reached);
            runs[^1].Add(segment);
        }

        var state = OptimizerStates.Of(_optimizer, _groups)[whole.Range.Parameter];
        Part[] parts = [.. runs.Select(run => new Part(whole.Group, [.. run], _flat.Range(run)))];
        MakeState(parts, whole.Group.Options);
        whole.Group.Parameters = [.. whole.Group.Parameters.SelectMany(Replaced)];
        var states = OptimizerStates.Of(_optimizer, _groups);
        foreach (var part in parts)
        {
            long count = part.Range.Parameter.NumberOfElements;
            OptimizerStates.TakeOver(states[part.Range.Parameter], state, part.Range.Start - whole.Range.Start, count);
        }

        (state as IDisposable)?.Dispose();
        _parts.RemoveAt(index);
        _parts.InsertRange(index, parts);

        IEnumerable<Parameter> Replaced(Parameter parameter) =>
            ReferenceEquals(parameter, whole.Range.Parameter) ? parts.Select(part => part.Range.Parameter) : [parameter];
    }

    /// <summary>
    /// An optimizer makes the state of parameters when their group is added. The group goes again at once: a schedule that was made for
    /// the groups there were counts them, and keeps their rates.
    /// </summary>
    private void MakeState(Part[] parts, OptimizerOptions options)
    {
        double initialRate = options.InitialLearningRate;
        _optimizer.add_param_group(NewGroup(_optimizer, [.. parts.Select(part => part.Range.Parameter)], options));
        _groups.RemoveAt(_groups.Count - 1);
        options.InitialLearningRate = initialRate;
    }

    private static ParamGroup NewGroup(torch.optim.Optimizer optimizer, Parameter[] parameters, OptimizerOptions options) => optimizer switch
    {
        Adam => new Adam.ParamGroup(parameters, (Adam.Options)options),
        AdamW => new AdamW.ParamGroup(parameters, (AdamW.Options)options),
        SGD => new SGD.ParamGroup(parameters, (SGD.Options)options),
        RMSProp => new RMSProp.ParamGroup(parameters, (RMSProp.Options)options),
        _ => new Adagrad.ParamGroup(parameters, (Adagrad.Options)options),
    };

    /// <summary>One parameter of the optimizer.</summary>
    /// <param name="Group">The group that it is in.</param>
    /// <param name="Segments">What it is made of.</param>
    /// <param name="Range">The parameter.</param>
    private sealed record Part(ParamGroup Group, FlatSegment[] Segments, ContiguousRange Range);
}
