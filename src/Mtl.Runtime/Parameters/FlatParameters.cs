using System.ComponentModel;
using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.CompilerServices;

/// <summary>
/// All parameters of a model side by side in one tensor, and all gradients in another. The module's own parameters become views of
/// the first and their gradients views of the second, so that an optimizer moves a model of any size by a handful of operations.
/// </summary>
/// <remarks>
/// The parameters stay the objects that they were: whoever holds one sees the same numbers. What breaks the order (a parameter
/// that is replaced, a module on another device or of another element type) is noticed, and <see cref="Ensure"/> makes a new one.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FlatParameters : IDisposable
{
    private readonly torch.nn.Module _module;
    private readonly ParameterOrder _order;
    private readonly IReadOnlyList<IReadOnlyList<torch.nn.Module>> _own;
    private readonly ParameterGradientFlow _reach;
    private Dictionary<Parameter, FlatParameter> _places = new(ReferenceEqualityComparer.Instance);
    private readonly ContiguousRanges _stretches;
    private torch.Tensor? _values;
    private torch.Tensor? _gradients;
    private int _attachedCount;

    /// <summary>Lays out the parameters of a module.</summary>
    /// <param name="module">The module.</param>
    /// <param name="shared">The parts that come first: those that all tasks share.</param>
    /// <param name="together">
    /// Layers that are computed together: their weights follow each other, then their biases. Within the shared parameters and within the
    /// others they come first; the rest follows in the order of the modules.
    /// </param>
    /// <param name="own">For every task the parts that belong to it alone: without labels of the task they get no gradient.</param>
    /// <param name="reached">Parts that the losses of other tasks reach than of their owner, or than of all.</param>
    /// <param name="penalized">Parts whose weights have a penalty, which acts in every step.</param>
    public FlatParameters(
        torch.nn.Module module,
        IReadOnlyList<torch.nn.Module>? shared = null,
        IReadOnlyList<IReadOnlyList<Linear>>? together = null,
        IReadOnlyList<IReadOnlyList<torch.nn.Module>>? own = null,
        IReadOnlyList<TaskGradientFlow>? reached = null,
        IReadOnlyList<torch.nn.Module>? penalized = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        _module = module;
        _order = new(module, shared ?? [], together ?? []);
        _own = own ?? [];
        _reach = new(module, _own, reached ?? [], penalized ?? []);
        _stretches = new(this);
        TaskGradientRows = new(this);
        Ensure();
    }

    /// <summary>How many of the numbers belong to the parts that all tasks share; they come first.</summary>
    public long SharedCount { get; private set; }

    /// <summary>All parameters, <c>[numbers]</c>; null where they cannot lie in one tensor: on several devices, of several types.</summary>
    public torch.Tensor? Values => _values;

    /// <summary>
    /// The gradients in the same order, <c>[numbers]</c>, made when they are first asked for: a model that only answers needs none. Null where
    /// <see cref="Values"/> is.
    /// </summary>
    public torch.Tensor? Gradients => _values is null ? null : _gradients ??= torch.zeros_like(_values).DetachFromDisposeScope();

    /// <summary>Whether the module's parameters, all of them and no others, lie where they were laid.</summary>
    public bool IsIntact
    {
        get
        {
            if (_values is null)
                return false;
            var parameters = _module.parameters().ToList();
            return parameters.Count == _places.Count
                && parameters.All(parameter => _places.TryGetValue(parameter, out var place) && TensorMemory.IsAt(parameter, place.Value));
        }
    }

    /// <summary>Whether the parameters that were laid out lie there still; new ones are not looked for, so that it is quick.</summary>
    internal bool IsInPlace
    {
        get
        {
            if (_values is null)
                return false;
            foreach (var place in _places.Values)
            {
                if (!TensorMemory.IsAt(place.Parameter, place.Value))
                    return false;
            }

            return true;
        }
    }

    /// <summary>
    /// Whether somebody sees to it that <see cref="Gradients"/> is what the optimizer reads. Then it does not matter whether a
    /// parameter's own <c>grad</c> was set to none on the way, and nobody has to look.
    /// </summary>
    internal bool IsAttached => _attachedCount > 0;

    /// <summary>Begins to see to it; <see cref="Detach"/> must follow.</summary>
    internal void Attach() => _attachedCount++;

    /// <summary>Sees to it no longer.</summary>
    internal void Detach() => _attachedCount--;

    /// <summary>Lays out the parameters again, unless they lie where they should.</summary>
    public void Ensure()
    {
        if (IsIntact)
            return;
        Release();
        (var parameters, SharedCount) = _order.Find();
        if (!ParameterOrder.CanLieTogether(parameters))
            return;
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        long count = parameters.Sum(parameter => parameter.NumberOfElements);
        _values = torch.empty(count, dtype: parameters[0].dtype, device: parameters[0].device).DetachFromDisposeScope();
        var (tasks, penalized, scores) = (_reach.Tasks(), _reach.Penalized(), _reach.Scores());
        long start = 0;
        foreach (var parameter in parameters)
        {
            var place = new FlatParameter(this, parameter, start)
            {
                Tasks = tasks.GetValueOrDefault(parameter),
                IsPenalized = penalized.Contains(parameter),
                Scores = scores.GetValueOrDefault(parameter),
            };
            Lay(place);
            start += place.Count;
            _places.Add(parameter, place);
        }
    }

    /// <summary>
    /// Makes every <c>grad</c> of a trainable parameter a view of <see cref="Gradients"/>; what was in it is kept, none counts as 0.
    /// </summary>
    public void AttachGradients() => Attach(isUnknownRight: false);

    /// <summary>
    /// Sees to it that the optimizer finds the gradients where it reads them: if that is <see cref="Gradients"/>, those that were set to none in
    /// between are attached again. Otherwise nothing is to be done.
    /// </summary>
    /// <exception cref="ObjectDisposedException">A parameter was freed.</exception>
    public void KeepGradients()
    {
        if (IsAttached && !Attach(isUnknownRight: true))
            RequireLiving(_places.Keys);
    }

    /// <summary>Attaches the gradients.</summary>
    /// <param name="isUnknownRight">Whether a gradient whose address cannot be asked for is taken to be where it belongs.</param>
    /// <returns>Whether the parameters lie where they were laid; otherwise nothing is attached.</returns>
    private bool Attach(bool isUnknownRight)
    {
        if (!IsInPlace)
            return false;
        using var noGrad = torch.no_grad();
        foreach (var place in _places.Values)
        {
            if (!place.Parameter.requires_grad)
                continue;
            using var gradient = place.Parameter.grad;
            if (gradient is not null && TensorMemory.IsAt(gradient, place.Gradient, isUnknownRight))
                continue;
            if (gradient is null)
                place.Gradient.SetToZero();
            else
                place.Gradient.copy_(gradient);
            place.Parameter.grad = place.Gradient;
        }

        return true;
    }

    /// <summary>The views of <see cref="Values"/> and <see cref="Gradients"/> that hold a parameter.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <exception cref="ArgumentException">The parameter is not one of these.</exception>
    /// <exception cref="ObjectDisposedException">The parameter was freed.</exception>
    internal FlatParameter this[Parameter parameter]
    {
        get
        {
            if (_places.TryGetValue(parameter, out var place))
                return place;
            RequireLiving([parameter]);
            throw new ArgumentException("The parameter does not belong to the module whose parameters were laid out.", nameof(parameter));
        }
    }

    /// <summary>
    /// Goes back from every loss by itself: the gradient with respect to the shared parameters becomes a row, the others are added.
    /// The shared gradients are 0 afterwards.
    /// </summary>
    /// <param name="losses">Scalars of one autograd graph.</param>
    /// <param name="gradients"><c>[losses, <see cref="SharedCount"/>]</c>.</param>
    /// <exception cref="ArgumentException">The matrix cannot hold the gradients.</exception>
    /// <exception cref="InvalidOperationException">The parameters do not lie in one tensor, or were moved since they were laid out.</exception>
    public void BackwardByTask(IReadOnlyList<torch.Tensor> losses, torch.Tensor gradients)
    {
        ArgumentNullException.ThrowIfNull(losses);
        ArgumentNullException.ThrowIfNull(gradients);
        if (!Attach(isUnknownRight: false) && _values is not null)
            throw new InvalidOperationException("The parameters were moved since they were laid out, so their gradients would be lost. Call Ensure before the losses are computed.");
        using var shared = (Gradients ?? throw new InvalidOperationException(
            "Gradients task by task need parameters of one element type on one device.")).narrow(0, 0, SharedCount);
        TaskGradientRows.Require(gradients, losses.Count);
        for (int task = 0; task < losses.Count; task++)
        {
            shared.SetToZero();
            if (losses[task].requires_grad) // All that a task reads and has may be frozen.
                torch.autograd.backward([losses[task]], retain_graph: task < losses.Count - 1);
            using var row = gradients.select(0, task);
            row.copy_(shared);
        }

        shared.SetToZero();
    }

    /// <summary>Where the gradients of the shared parameters go while those of the tasks are computed by themselves.</summary>
    internal TaskGradientRows TaskGradientRows { get; }

    /// <summary>Where every parameter lies.</summary>
    internal IEnumerable<FlatParameter> Places => _places.Values;

    /// <summary>The shared parameters.</summary>
    internal IEnumerable<FlatParameter> SharedPlaces => _places.Values.Where(place => place.Start < SharedCount);

    /// <summary>Multiplies the gradients of what belongs to one task alone.</summary>
    /// <param name="task">The task's index.</param>
    /// <param name="factor">The factor.</param>
    /// <exception cref="InvalidOperationException">It is not known what belongs to the task.</exception>
    internal void ScaleOwnGradients(int task, double factor)
    {
        if (task >= _own.Count)
        {
            throw new InvalidOperationException(
                $"The balancing method weighs what belongs to one task alone, which '{_module.GetName()}' does not tell: give its "
                + $"{nameof(FlatParameters)} the parts of every task.");
        }

        using var noGrad = torch.no_grad();
        foreach (var parameter in _own[task].SelectMany(part => part.parameters()))
            _places[parameter].Gradient.MultiplyBy(factor);
    }

    /// <summary>The numbers, within the shared ones, of the last weight matrix; all shared ones where there is no matrix.</summary>
    internal (long Start, long Count) LastSharedMatrix()
    {
        var last = _places.Values.Where(place => place.Start < SharedCount && place.Parameter.dim() > 1).MaxBy(place => place.Start);
        return last is null ? (0, SharedCount) : (last.Start, last.Count);
    }

    /// <summary>Whether a parameter is one of these.</summary>
    internal bool Contains(Parameter parameter) => _places.ContainsKey(parameter);

    /// <summary>The segments of some parameters, in lists that follow each other.</summary>
    /// <param name="parameters">Parameters of the module.</param>
    internal List<List<FlatSegment>> Segments(IEnumerable<Parameter> parameters)
    {
        var wanted = parameters.ToHashSet<Parameter>(ReferenceEqualityComparer.Instance);
        return ContiguousRanges.Neighbors(_places.Values.Where(place => wanted.Contains(place.Parameter)));
    }

    /// <summary>Segments that follow each other as one long parameter. It belongs to this object.</summary>
    internal ContiguousRange Stretch(IReadOnlyList<FlatSegment> segments) => _stretches[segments];

    /// <summary>Frees what the module does not need: the gradients, and the views. The parameters keep their numbers.</summary>
    public void Dispose() => Release();

    private void RequireLiving(IEnumerable<Parameter> parameters)
    {
        if (parameters.Any(parameter => parameter.IsInvalid))
        {
            throw new ObjectDisposedException(
                null,
                $"{_module.GetName()}: a parameter was freed, by itself or with its layer; the model is of no more use.");
        }
    }

    private static void Lay(FlatParameter place)
    {
        place.Value.copy_(place.Parameter);
        place.Parameter.set_(place.Value);
    }

    private void Release()
    {
        foreach (var place in _places.Values)
            place.Dispose();
        _places = new(ReferenceEqualityComparer.Instance);
        _stretches.Clear();
        _values?.Dispose();
        _gradients?.Dispose();
        (_values, _gradients) = (null, null);
    }
}
