using TorchSharp;
using TorchSharp.Modules;

namespace Mtl;

/// <summary>
/// Applies an optimizer to <see cref="FlatParameters"/>: contiguous parameters of a group become one parameter. The optimizer object, its
/// algorithm, options and schedule do not change.
/// </summary>
/// <remarks>
/// A parameter without a gradient in a step is not updated, as by PyTorch's optimizers if <c>grad</c> is None: its moments and its step
/// count do not change, and weight decay is not applied. As long as all parameters of a range have gradients, the range is one parameter.
/// The first step in which some have none splits the range and its state.
/// </remarks>
internal sealed class FlatOptimizer
{
    private readonly OptimizerHelper _optimizer;
    private readonly IList<ParamGroup> _groups;
    private readonly FlatParameters _flat;
    private readonly List<Part> _parts = [];

    /// <summary>Replaces the parameters of an optimizer by contiguous ranges.</summary>
    /// <param name="optimizer">The optimizer, which <see cref="WorksNumberByNumber"/> and has taken no step yet.</param>
    /// <param name="flat">The flat parameters; other parameters of the optimizer are not replaced.</param>
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
            group.Parameters =
                [.. parameters.Where(parameter => !flat.Contains(parameter)), .. parts.Select(part => part.Range.Parameter)];
            _parts.AddRange(parts);
        }

        var states = OptimizerStates.Of(optimizer, _groups);
        _parts.ForEach(part => part.State = states[part.Range.Parameter]);
    }

    /// <summary>The number of parameters of the optimizer that are ranges of the flat parameters.</summary>
    public int RangeCount => _parts.Count;

    /// <summary>The ranges, as parameters of the optimizer.</summary>
    public IEnumerable<Parameter> Ranges => _parts.Select(part => part.Range.Parameter);

    /// <summary>Prepares a step: sets the gradients of the ranges that have one, and null for the others.</summary>
    /// <param name="reached">The tasks whose losses were back-propagated.</param>
    public void Prepare(BackpropagatedTasks reached)
    {
        for (int i = 0; i < _parts.Count; i++)
        {
            if (HaveGradient(_parts[i].Segments, reached) is { } hasGradient)
                _parts[i].Range.HasGradient = hasGradient;
            else
                Split(i--, segment => segment.HasGradient(reached));
        }
    }

    /// <summary>Takes a step in managed code. The flat parameters must be <c>float32</c> on the CPU.</summary>
    public void Step()
    {
        foreach (var part in _parts)
        {
            if (part.Range.HasGradient)
                ElementwiseOptimizer.Step(part.Group.Options, part.State!, part.Range.Parameter, part.Range.Gradient);
        }
    }

    /// <summary>The state of every segment, as views in the current dispose scope, with the index of its range.</summary>
    public IEnumerable<(FlatSegment Segment, int Range, OptimizerStateValues State)> States()
    {
        foreach (var (index, part) in _parts.Index())
        {
            var whole = OptimizerStateValues.Of(part.State!);
            foreach (var segment in part.Segments)
                yield return (segment, index, whole.Narrow(segment.Start - part.Range.Start, segment.Count));
        }
    }

    /// <summary>Replaces the state of all segments. Ranges are split where the states or the indices of the ranges differ.</summary>
    /// <param name="states">The state of a segment, with the index of the range that it was in.</param>
    public void Restore(Func<FlatSegment, (int Range, OptimizerStateValues State)> states)
    {
        var found = _parts.SelectMany(part => part.Segments).ToDictionary(segment => segment, states);
        for (int i = _parts.Count - 1; i >= 0; i--)
            Split(i, segment => (found[segment].Range, found[segment].State.Form));
        foreach (var part in _parts)
            OptimizerStateValues.Concatenate([.. part.Segments.Select(segment => found[segment].State)]).WriteTo(part.State!);
    }

    /// <summary>Whether segments have a gradient; null if only some have one.</summary>
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

    /// <summary>Whether an optimizer updates element-wise, so that parameters can be merged; false for an unknown optimizer.</summary>
    public static bool WorksNumberByNumber(torch.optim.Optimizer optimizer)
    {
        var type = optimizer.GetType();
        bool isKnown =
            type == typeof(Adam) || type == typeof(AdamW) || type == typeof(SGD) || type == typeof(RMSProp) || type == typeof(Adagrad);
        return isKnown && optimizer.ParamGroups is IList<ParamGroup> { IsReadOnly: false };
    }

    /// <summary>Splits a range, and its optimizer state, into ranges whose segments have the same key.</summary>
    private void Split<TKey>(int index, Func<FlatSegment, TKey> key)
    {
        var whole = _parts[index];
        var runs = new List<List<FlatSegment>>();
        foreach (var segment in whole.Segments)
        {
            if (runs is not [.., [.., var last]] || !EqualityComparer<TKey>.Default.Equals(key(last), key(segment)))
                runs.Add([]);
            runs[^1].Add(segment);
        }

        if (runs.Count == 1)
            return;
        var state = whole.State!;
        Part[] parts = [.. runs.Select(run => new Part(whole.Group, [.. run], _flat.Range(run)))];
        MakeState(parts, whole.Group.Options);
        whole.Group.Parameters = [.. whole.Group.Parameters.SelectMany(Replaced)];
        var states = OptimizerStates.Of(_optimizer, _groups);
        foreach (var part in parts)
        {
            long count = part.Range.Parameter.NumberOfElements;
            part.State = states[part.Range.Parameter];
            OptimizerStates.TakeOver(part.State, state, part.Range.Start - whole.Range.Start, count);
        }

        (state as IDisposable)?.Dispose();
        _parts.RemoveAt(index);
        _parts.InsertRange(index, parts);

        IEnumerable<Parameter> Replaced(Parameter parameter) =>
            ReferenceEquals(parameter, whole.Range.Parameter) ? parts.Select(part => part.Range.Parameter) : [parameter];
    }

    /// <summary>
    /// Creates the optimizer state of new parameters, by adding a group, which an optimizer requires, and removing it again: a schedule
    /// depends on the number of groups and their initial learning rates.
    /// </summary>
    private void MakeState(Part[] parts, OptimizerOptions options)
    {
        double initialRate = options.InitialLearningRate;
        _optimizer.add_param_group(NewGroup(_optimizer, [.. parts.Select(part => part.Range.Parameter)], options));
        _groups.RemoveAt(_groups.Count - 1);
        options.InitialLearningRate = initialRate;
    }

    private static ParamGroup NewGroup(torch.optim.Optimizer optimizer, Parameter[] parameters, OptimizerOptions options) =>
        optimizer switch
        {
            Adam => new Adam.ParamGroup(parameters, (Adam.Options)options),
            AdamW => new AdamW.ParamGroup(parameters, (AdamW.Options)options),
            SGD => new SGD.ParamGroup(parameters, (SGD.Options)options),
            RMSProp => new RMSProp.ParamGroup(parameters, (RMSProp.Options)options),
            _ => new Adagrad.ParamGroup(parameters, (Adagrad.Options)options),
        };

    /// <summary>One parameter of the optimizer.</summary>
    /// <param name="Group">The group of the parameter.</param>
    /// <param name="Segments">The segments of the range.</param>
    /// <param name="Range">The range.</param>
    private sealed record Part(ParamGroup Group, FlatSegment[] Segments, ContiguousRange Range)
    {
        /// <summary>The optimizer's state of the parameter, once it was created.</summary>
        public OptimizerState? State { get; set; }
    }
}
