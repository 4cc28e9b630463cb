using System.ComponentModel;
using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.CompilerServices;

/// <summary>
/// The flat parameters: all parameters of a model in one tensor, and all gradients in another. The parameters of the module become views of
/// the first and their gradients views of the second, so that an optimizer updates a model of any size with a few operations.
/// </summary>
/// <remarks>
/// The parameter objects stay the same, and have the same values. If the layout no longer holds (a parameter was replaced, or the module
/// moved to another device or element type), <see cref="Ensure"/> creates a new one.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FlatParameters : IDisposable
{
    private readonly torch.nn.Module _module;
    private readonly ParameterOrder _order;
    private readonly IReadOnlyList<IReadOnlyList<torch.nn.Module>> _own;
    private readonly ParameterGradientFlow _flow;
    private Dictionary<Parameter, FlatParameter> _places = new(ReferenceEqualityComparer.Instance);
    private readonly ContiguousRanges _ranges;
    private torch.Tensor? _values;
    private torch.Tensor? _gradients;
    private int _attachedCount;

    /// <summary>Lays out the parameters of a module.</summary>
    /// <param name="module">The module.</param>
    /// <param name="shared">The shared parts, whose parameters come first.</param>
    /// <param name="linearGroups">
    /// Groups of linear layers that are computed as one product: their weights are contiguous, then their biases. They come first among the
    /// shared and first among the other parameters; the remaining parameters follow in the order of the modules.
    /// </param>
    /// <param name="taskSpecific">For every task its task-specific parts: without labels of the task they get no gradient.</param>
    /// <param name="gradientFlow">
    /// Parts whose tasks differ from those that <paramref name="shared"/> and <paramref name="taskSpecific"/> imply.
    /// </param>
    /// <param name="penalized">Parts whose weights have a penalty, which adds a gradient in every step.</param>
    public FlatParameters(
        torch.nn.Module module,
        IReadOnlyList<torch.nn.Module>? shared = null,
        IReadOnlyList<IReadOnlyList<Linear>>? linearGroups = null,
        IReadOnlyList<IReadOnlyList<torch.nn.Module>>? taskSpecific = null,
        IReadOnlyList<TaskGradientFlow>? gradientFlow = null,
        IReadOnlyList<torch.nn.Module>? penalized = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        _module = module;
        _order = new(module, shared ?? [], linearGroups ?? []);
        _own = taskSpecific ?? [];
        _flow = new(module, _own, gradientFlow ?? [], penalized ?? []);
        _ranges = new(this);
        TaskGradientRows = new(this);
        Ensure();
    }

    /// <summary>The number of elements of the shared parameters, which come first.</summary>
    public long SharedCount { get; private set; }

    /// <summary>
    /// All parameters, <c>[numbers]</c>; null if they cannot be in one tensor, because their devices or element types differ.
    /// </summary>
    public torch.Tensor? Values => _values;

    /// <summary>
    /// The gradients in the same order, <c>[numbers]</c>, created at the first access: a model that only predicts needs none. Null if
    /// <see cref="Values"/> is.
    /// </summary>
    public torch.Tensor? Gradients => _values is null ? null : _gradients ??= torch.zeros_like(_values).DetachFromDisposeScope();

    /// <summary>Whether exactly the parameters of the module are in <see cref="Values"/>, each at its place.</summary>
    public bool IsIntact
    {
        get
        {
            if (_values is null)
                return false;
            var parameters = _module.parameters().ToList();
            return parameters.Count == _places.Count
                && parameters.All(parameter => _places.TryGetValue(parameter, out var place) && place.IsInPlace);
        }
    }

    /// <summary>Whether the parameters are in one tensor whose memory can be read and written as <c>float32</c> numbers.</summary>
    internal bool IsFloat32OnCpu => _values is { dtype: torch.ScalarType.Float32, device_type: DeviceType.CPU };

    /// <summary>
    /// Whether the parameters of the layout are still at their places. New parameters are not searched for, so that it is fast.
    /// </summary>
    internal bool IsInPlace
    {
        get
        {
            if (_values is null)
                return false;
            foreach (var place in _places.Values)
            {
                if (!place.IsInPlace)
                    return false;
            }

            return true;
        }
    }

    /// <summary>
    /// Whether the flat parameters are attached to an optimizer, which reads <see cref="Gradients"/> and not the <c>grad</c> of the
    /// parameters.
    /// </summary>
    internal bool IsAttached => _attachedCount > 0;

    /// <summary>Attaches an optimizer; <see cref="Detach"/> must follow.</summary>
    internal void Attach() => _attachedCount++;

    /// <summary>Detaches an optimizer.</summary>
    internal void Detach() => _attachedCount--;

    /// <summary>Lays out the parameters again, unless <see cref="IsIntact"/>.</summary>
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
        var (tasks, penalized, taskWeights) = (_flow.Tasks(), _flow.Penalized(), _flow.TaskWeights());
        long start = 0;
        foreach (var parameter in parameters)
        {
            var place = new FlatParameter(this, parameter, start)
            {
                Tasks = tasks.GetValueOrDefault(parameter),
                IsPenalized = penalized.Contains(parameter),
                TaskWeights = taskWeights.GetValueOrDefault(parameter),
            };
            Lay(place);
            start += place.Count;
            _places.Add(parameter, place);
        }
    }

    /// <summary>
    /// Makes the <c>grad</c> of every trainable parameter a view of <see cref="Gradients"/>. Its values are kept; null counts as 0.
    /// </summary>
    public void AttachGradients() => Attach(isUnknownRight: false);

    /// <summary>
    /// Attaches gradients again that were set to null since, if <see cref="Gradients"/> is attached to an optimizer. Otherwise it does
    /// nothing.
    /// </summary>
    /// <exception cref="ObjectDisposedException">A parameter was freed.</exception>
    public void KeepGradients()
    {
        if (IsAttached && !Attach(isUnknownRight: true))
            RequireLiving(_places.Keys);
    }

    /// <summary>Attaches the gradients.</summary>
    /// <param name="isUnknownRight">Whether a gradient whose address cannot be read is assumed to be at its place.</param>
    /// <returns>Whether the parameters are at their places; otherwise nothing is attached.</returns>
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

    /// <summary>The views of <see cref="Values"/> and <see cref="Gradients"/> of a parameter.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <exception cref="ArgumentException">The parameter does not belong to the module.</exception>
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
    /// Back-propagates from every loss separately. The gradient with respect to the shared parameters is written to a row of the matrix,
    /// the gradients of the other parameters are added. The gradients of the shared parameters are 0 afterwards.
    /// </summary>
    /// <param name="losses">Scalars of one autograd graph.</param>
    /// <param name="gradients">Receives the gradients, <c>[losses, <see cref="SharedCount"/>]</c>.</param>
    /// <exception cref="ArgumentException">The matrix has another shape, element type or device than the gradients.</exception>
    /// <exception cref="InvalidOperationException">
    /// The parameters are not in one tensor, or were moved since they were laid out.
    /// </exception>
    public void BackwardByTask(IReadOnlyList<torch.Tensor> losses, torch.Tensor gradients)
    {
        ArgumentNullException.ThrowIfNull(losses);
        ArgumentNullException.ThrowIfNull(gradients);
        if (!Attach(isUnknownRight: false) && _values is not null)
        {
            throw new InvalidOperationException(
                "The parameters were moved since they were laid out, so their gradients would be lost. "
                + "Call Ensure before the losses are computed.");
        }

        using var shared = (Gradients ?? throw new InvalidOperationException(
            "Task gradients require parameters of one element type on one device.")).narrow(0, 0, SharedCount);
        TaskGradientRows.Require(gradients, losses.Count);
        for (int task = 0; task < losses.Count; task++)
        {
            shared.SetToZero();
            if (losses[task].requires_grad) // False if all layers of the task are frozen.
                torch.autograd.backward([losses[task]], retain_graph: task < losses.Count - 1);
            using var row = gradients.select(0, task);
            row.copy_(shared);
        }

        shared.SetToZero();
    }

    /// <summary>Receives the gradients of the shared parameters while task gradients are computed.</summary>
    internal TaskGradientRows TaskGradientRows { get; }

    /// <summary>The places of all parameters.</summary>
    internal IEnumerable<FlatParameter> Places => _places.Values;

    /// <summary>The places of the shared parameters.</summary>
    internal IEnumerable<FlatParameter> SharedPlaces => _places.Values.Where(place => place.Start < SharedCount);

    /// <summary>Multiplies the gradients of the task-specific parameters of a task.</summary>
    /// <param name="task">The index of the task.</param>
    /// <param name="factor">The factor.</param>
    /// <exception cref="InvalidOperationException">The task-specific parts of the task are not known.</exception>
    internal void ScaleOwnGradients(int task, double factor)
    {
        RequireOwn(task + 1, "The balancing method weights");
        using var noGrad = torch.no_grad();
        foreach (var parameter in _own[task].SelectMany(part => part.parameters()))
            _places[parameter].Gradient.MultiplyBy(factor);
    }

    /// <summary>Requires that the task-specific parts of tasks are known.</summary>
    /// <param name="tasks">The number of tasks.</param>
    /// <param name="user">What needs them, as the beginning of the message: "The balancing method weights".</param>
    /// <exception cref="InvalidOperationException">They are not known.</exception>
    internal void RequireOwn(int tasks, string user)
    {
        if (_own.Count < tasks)
        {
            throw new InvalidOperationException(
                $"{user} task-specific parameters, which '{_module.GetName()}' does not declare: "
                + $"pass the parts of every task to its {nameof(FlatParameters)}.");
        }
    }

    /// <summary>For every task its task-specific parts; empty if they are not known.</summary>
    internal IReadOnlyList<IReadOnlyList<torch.nn.Module>> TaskSpecific => _own;

    /// <summary>The range of the last weight matrix of the shared parameters; all shared parameters if there is no matrix.</summary>
    internal (long Start, long Count) LastSharedMatrix()
    {
        var last = _places.Values.Where(place => place.Start < SharedCount && place.Parameter.dim() > 1).MaxBy(place => place.Start);
        return last is null ? (0, SharedCount) : (last.Start, last.Count);
    }

    /// <summary>Whether a parameter belongs to the layout.</summary>
    internal bool Contains(Parameter parameter) => _places.ContainsKey(parameter);

    /// <summary>The segments of some parameters, in contiguous lists.</summary>
    /// <param name="parameters">Parameters of the module.</param>
    internal List<List<FlatSegment>> Segments(IEnumerable<Parameter> parameters)
    {
        var wanted = parameters.ToHashSet<Parameter>(ReferenceEqualityComparer.Instance);
        return ContiguousRanges.Neighbors(_places.Values.Where(place => wanted.Contains(place.Parameter)));
    }

    /// <summary>Contiguous segments as one long parameter. It is disposed of with the layout.</summary>
    internal ContiguousRange Range(IReadOnlyList<FlatSegment> segments) => _ranges[segments];

    /// <summary>Frees the gradients and the views. The parameters keep their values.</summary>
    public void Dispose() => Release();

    private void RequireLiving(IEnumerable<Parameter> parameters)
    {
        if (parameters.Any(parameter => parameter.IsInvalid))
        {
            throw new ObjectDisposedException(
                null,
                $"{_module.GetName()}: a parameter was freed, by itself or with its layer; the model can no longer be used.");
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
        _ranges.Clear();
        _values?.Dispose();
        _gradients?.Dispose();
        (_values, _gradients) = (null, null);
    }
}
