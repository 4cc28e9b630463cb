using System.Numerics.Tensors;
using TorchSharp;
using TorchSharp.Modules;

namespace Mtl;

/// <summary>
/// The parameter of a balancing method with one number for every task, updated by the same optimizer as the model. Its gradient is computed
/// in closed form, without autograd.
/// </summary>
internal sealed class LearnedTaskWeights
{
    private readonly torch.nn.Module _owner;
    private readonly string _key;
    private readonly double[] _slopes;
    private readonly bool[] _hasGradient;

    /// <summary>Registers the parameter, initially all 0.</summary>
    /// <param name="owner">The balancing method.</param>
    /// <param name="key">The name of the parameter in the state of the method.</param>
    /// <param name="tasks">The number of tasks.</param>
    public LearnedTaskWeights(torch.nn.Module owner, string key, int tasks)
    {
        (_owner, _key) = (owner, key);
        Values = new double[tasks];
        _slopes = new double[tasks];
        _hasGradient = new bool[tasks];
        var parameter = torch.nn.Parameter(torch.zeros(tasks));
        parameter.DetachFromDisposeScope();
        owner.register_parameter(key, parameter);
    }

    /// <summary>The parameter. It is looked up at every access, because moving the model to a device replaces it.</summary>
    /// <exception cref="ObjectDisposedException">The method, or the model that declares it, was disposed of.</exception>
    public Parameter Parameter =>
        _owner.get_parameter(_key) is { IsInvalid: false } parameter ? parameter : throw new ObjectDisposedException(_owner.GetType().Name);

    /// <summary>The values of the parameter at the last <see cref="Read"/>.</summary>
    public double[] Values { get; private set; }

    /// <summary>The derivatives of the objective with respect to the values; 0 for tasks without labels in the batch.</summary>
    public ReadOnlySpan<double> Slopes => _slopes;

    /// <summary>Whether a gradient was added for a task since the gradients were set to zero.</summary>
    public bool HasGradient(int task) => _hasGradient[task];

    /// <summary>Whether a gradient was added for any task.</summary>
    public bool HasAnyGradient => Array.Exists(_hasGradient, static hasGradient => hasGradient);

    /// <summary>Adds to the derivative with respect to the value of a task.</summary>
    public void AddSlope(int task, double slope)
    {
        _slopes[task] += slope;
        _hasGradient[task] = true;
    }

    /// <summary>Clears <see cref="HasGradient"/>, when the gradients are set to zero.</summary>
    public void ClearHasGradient() => Array.Clear(_hasGradient);

    /// <summary>Reads the values and clears the derivatives.</summary>
    public void Read()
    {
        var parameter = Parameter;
        if (IsReadable(parameter))
            TensorPrimitives.ConvertTruncating<float, double>(TensorSpans.Floats(parameter), Values);
        else
            Values = TensorValues.Read<double>(parameter);
        _slopes.AsSpan().Clear();
    }

    /// <summary>Adds the derivatives to the gradient of the parameter.</summary>
    /// <param name="storage">The flat parameters of the model, if it has them.</param>
    public void AddGradient(FlatParameters? storage)
    {
        var parameter = Parameter;
        if (!parameter.requires_grad)
            return;
        if (storage is null || !storage.Contains(parameter))
        {
            AddToOwnGradient(parameter);
            return;
        }

        var gradient = storage[parameter].Gradient;
        if (IsReadable(gradient))
        {
            var numbers = TensorSpans.Floats(gradient);
            for (int task = 0; task < numbers.Length; task++)
                numbers[task] += (float)_slopes[task];
            return;
        }

        using var scope = torch.NewDisposeScope();
        gradient.add_(SlopesLike(parameter));
    }

    /// <summary>A scalar 0 whose gradient with respect to the parameter is the derivatives: for objectives in an autograd graph.</summary>
    public torch.Tensor Term()
    {
        var parameter = Parameter;
        return (SlopesLike(parameter) * (parameter - parameter.detach())).sum();
    }

    private void AddToOwnGradient(Parameter parameter)
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        var slopes = SlopesLike(parameter);
        if (parameter.grad is { } gradient)
            gradient.add_(slopes);
        else
            parameter.grad = slopes;
    }

    /// <summary>
    /// Whether the memory of a tensor can be accessed directly. Calls of libtorch would take longer than the rest of a balancing method.
    /// </summary>
    private static bool IsReadable(torch.Tensor tensor) => tensor is { dtype: torch.ScalarType.Float32, device_type: DeviceType.CPU };

    private torch.Tensor SlopesLike(torch.Tensor parameter) =>
        torch.tensor(_slopes, dtype: parameter.dtype, device: parameter.device);
}
