using System.ComponentModel;
using System.Numerics.Tensors;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>
/// The soft-sharing penalty and its gradient: <c>λ·Σ ‖W_s − W_t‖²</c> over all pairs of copies of a layer, which is equal to
/// <c>λ·T·Σ ‖W_t − mean‖²</c> over the T copies.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SoftSharingOp
{
    private readonly FlatParameter[] _weights;
    private readonly double _strength;
    private readonly float[] _mean;
    private readonly float[] _difference;

    /// <summary>Penalizes the distances between the weights of layers.</summary>
    /// <param name="parameters">All parameters of the model.</param>
    /// <param name="strength">λ.</param>
    /// <param name="modules">The copies of a layer.</param>
    public SoftSharingOp(FlatParameters parameters, double strength, params torch.nn.Module[] modules)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        _weights = Array.ConvertAll(modules, module => parameters[module.get_parameter("weight")!]);
        _strength = strength;
        _mean = new float[_weights[0].Count];
        _difference = new float[_mean.Length];
    }

    /// <summary>Adds the gradient, <c>2·λ·T·(W_t − mean)</c>, to those of the weights that are trained.</summary>
    /// <returns>The penalty.</returns>
    public double Add()
    {
        Array.Clear(_mean);
        foreach (var weight in _weights)
            TensorPrimitives.Add(_mean, TensorSpans.Floats(weight.Value), _mean);
        TensorPrimitives.Divide(_mean, _weights.Length, _mean);
        double sum = 0;
        foreach (var weight in _weights)
        {
            TensorPrimitives.Subtract(TensorSpans.Floats(weight.Value), _mean, _difference);
            sum += TensorPrimitives.SumOfSquares<float>(_difference);
            if (!weight.Parameter.requires_grad)
                continue;
            var gradient = TensorSpans.Floats(weight.Gradient);
            TensorPrimitives.MultiplyAdd(_difference, (float)(2 * _strength * _weights.Length), gradient, gradient);
        }

        return _strength * _weights.Length * sum;
    }
}
