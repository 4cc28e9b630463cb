using TorchSharp;
using TorchSharp.Modules;

namespace Mtl;

/// <summary>The place of one parameter in the flat parameters.</summary>
internal sealed class FlatParameter : IDisposable
{
    private readonly FlatParameters _all;
    private readonly FlatGradient _gradient;
    private readonly List<bool> _hasGradient = [];
    private readonly torch.ScalarType _type;
    private readonly nint? _address;

    /// <summary>Creates the views of a parameter.</summary>
    /// <param name="all">The flat parameters.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="start">The index of its first number.</param>
    public FlatParameter(FlatParameters all, Parameter parameter, long start)
    {
        _all = all;
        Parameter = parameter;
        Start = start;
        Count = parameter.NumberOfElements;
        Value = all.Values!.narrow(0, Start, Count).view(parameter.shape).DetachFromDisposeScope();
        _gradient = new(all, start, parameter.shape);
        _type = Value.dtype;
        _address = Value.device_type == DeviceType.CPU ? TensorMemory.Address(Value) : null;
    }

    /// <summary>The parameter.</summary>
    public Parameter Parameter { get; }

    /// <summary>Whether the parameter still has the memory of <see cref="Value"/>; on a GPU only type and device are compared.</summary>
    public bool IsInPlace => _address is { } address
        ? TensorMemory.IsAt(Parameter, _type, address)
        : TensorMemory.IsAt(Parameter, Value);

    /// <summary>The index of its first number.</summary>
    public long Start { get; }

    /// <summary>The number of its elements.</summary>
    public long Count { get; }

    /// <summary>The tasks whose losses depend on the parameter; null for all tasks.</summary>
    public int[]? Tasks { get; init; }

    /// <summary>Whether the parameter has a penalty, whose gradient is added in every step.</summary>
    public bool IsPenalized { get; init; }

    /// <summary>The learned task weights of a balancing method, if the parameter is one of these; else null.</summary>
    public LearnedTaskWeights? TaskWeights { get; init; }

    /// <summary>Whether a gradient was added since the gradients were set to zero; false for a frozen parameter.</summary>
    /// <param name="reached">The tasks whose losses were back-propagated.</param>
    public bool HasGradient(BackpropagatedTasks reached) =>
        Parameter.requires_grad
        && (IsPenalized
            || (TaskWeights is not null ? TaskWeights.HasAnyGradient : Tasks is null ? reached.IsAny : reached.ContainsAny(Tasks)));

    /// <summary>The view of the flat values, in the parameter's shape.</summary>
    public torch.Tensor Value { get; }

    /// <summary>The view of the flat gradients, in the parameter's shape.</summary>
    public torch.Tensor Gradient => _gradient.Whole;

    /// <summary>
    /// The view that receives the gradient of a task slice, in the parameter's shape. Its content is valid only after <see cref="Add"/>.
    /// </summary>
    public torch.Tensor GradientOf(int slice) => _gradient[slice];

    /// <summary>Marks the rows of <see cref="FlatParameters.TaskGradientRows"/> as not yet written for this parameter.</summary>
    public void ForgetRows(int rows)
    {
        _hasGradient.Clear();
        for (int row = 0; row < rows; row++)
            _hasGradient.Add(false);
    }

    /// <summary>
    /// Announces a term of the gradient. Returns whether it is added to the present content: the first term in a row of a task overwrites
    /// it.
    /// </summary>
    public bool Add(int slice)
    {
        if (!_all.TaskGradientRows.Receive(Start) || _hasGradient[slice])
            return true;
        _hasGradient[slice] = true;
        return false;
    }

    /// <summary>The gradient of a task slice, set to zero before its first term, so that terms can be added in place.</summary>
    public torch.Tensor Summable(int slice)
    {
        var gradient = GradientOf(slice);
        if (!Add(slice))
            gradient.SetToZero();
        return gradient;
    }

    /// <summary>Sets the rows without a term to 0.</summary>
    public void CompleteRows()
    {
        for (int slice = 0; slice < _hasGradient.Count; slice++)
            Summable(slice);
    }

    public void Dispose()
    {
        Value.Dispose();
        _gradient.Dispose();
    }
}
