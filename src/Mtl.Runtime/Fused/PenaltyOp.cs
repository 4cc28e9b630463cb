using System.ComponentModel;
using System.Numerics.Tensors;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>The penalties on weights and their gradients: L1 <c>λ·Σ|w|</c>, L2 <c>λ·Σw²</c>, group lasso <c>λ·Σ √n·‖w‖₂</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PenaltyOp
{
    private readonly FlatParameter _weight;
    private readonly Func<PenaltyOp, double> _add;
    private readonly double _strength;

    private PenaltyOp(FlatParameters parameters, torch.nn.Module module, double strength, Func<PenaltyOp, double> add)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(module);
        _weight = parameters[module.get_parameter("weight")!];
        _strength = strength;
        _add = add;
    }

    /// <summary><c>λ·Σ|w|</c>, whose gradient is <c>λ·sign(w)</c>.</summary>
    /// <param name="parameters">All parameters of the model.</param>
    /// <param name="module">The layer with the penalized weight.</param>
    /// <param name="strength">λ.</param>
    public static PenaltyOp L1(FlatParameters parameters, torch.nn.Module module, double strength) =>
        new(parameters, module, strength, op => op.AddMagnitudes());

    /// <summary><c>λ·Σw²</c>, whose gradient is <c>2·λ·w</c>.</summary>
    /// <inheritdoc cref="L1"/>
    public static PenaltyOp L2(FlatParameters parameters, torch.nn.Module module, double strength) =>
        new(parameters, module, strength, op => op.AddSquares());

    /// <summary>
    /// <c>λ·Σ √n·‖w‖₂</c> over groups of n weights: those of one output each (Yuan and Lin 2006). The gradient of a group that is 0 is 0.
    /// </summary>
    /// <inheritdoc cref="L1"/>
    public static PenaltyOp GroupLasso(FlatParameters parameters, torch.nn.Module module, double strength) =>
        new(parameters, module, strength, op => op.AddGroupNorms());

    /// <summary>Adds the penalty's gradient to the gradient of the weight, unless the weight is frozen.</summary>
    /// <returns>The penalty.</returns>
    public double Add() => _add(this);

    private double AddMagnitudes()
    {
        var weights = TensorSpans.Floats(_weight.Value);
        if (!_weight.Parameter.requires_grad)
            return _strength * TensorPrimitives.SumOfMagnitudes<float>(weights);
        var gradients = TensorSpans.Floats(_weight.Gradient);
        float slope = (float)_strength;
        for (int i = 0; i < weights.Length; i++)
            gradients[i] += weights[i] > 0 ? slope : weights[i] < 0 ? -slope : 0;
        return _strength * TensorPrimitives.SumOfMagnitudes<float>(weights);
    }

    private double AddSquares()
    {
        var weights = TensorSpans.Floats(_weight.Value);
        if (_weight.Parameter.requires_grad)
        {
            var gradients = TensorSpans.Floats(_weight.Gradient);
            TensorPrimitives.MultiplyAdd(weights, (float)(2 * _strength), gradients, gradients);
        }

        return _strength * TensorPrimitives.SumOfSquares<float>(weights);
    }

    private double AddGroupNorms()
    {
        var weights = TensorSpans.Floats(_weight.Value);
        var gradients = TensorSpans.Floats(_weight.Gradient);
        int size = weights.Length / (int)_weight.Value.shape[0];
        double factor = _strength * Math.Sqrt(size);
        double sum = 0;
        for (int start = 0; start < weights.Length; start += size)
        {
            var group = weights.Slice(start, size);
            float norm = TensorPrimitives.Norm<float>(group);
            sum += factor * norm;
            if (norm > 0 && _weight.Parameter.requires_grad)
            {
                var gradient = gradients.Slice(start, size);
                TensorPrimitives.MultiplyAdd(group, (float)(factor / norm), gradient, gradient);
            }
        }

        return sum;
    }
}
