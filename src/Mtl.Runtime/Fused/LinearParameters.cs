using Mtl.Kernels;
using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.CompilerServices;

/// <summary>
/// Weights and biases of linear layers with the same input, as those of one layer with the outputs of all. Either all layers have
/// biases or none.
/// </summary>
internal sealed unsafe class LinearParameters : IDisposable
{
    private readonly Linear[] _layers;
    private readonly FlatParameter[] _weights;
    private readonly FlatParameter[] _biases;
    private readonly torch.Tensor _weight;
    private readonly torch.Tensor? _bias;
    private readonly FlatGradient _weightGradient;
    private readonly FlatGradient? _biasGradient;

    /// <summary>Finds the parameters of the layers.</summary>
    /// <param name="parameters">All parameters of the model.</param>
    /// <param name="layers">Layers whose weights are contiguous there, and whose biases are too.</param>
    /// <exception cref="ArgumentException">The parameters are not contiguous, or only some layers have a bias.</exception>
    public LinearParameters(FlatParameters parameters, params Linear[] layers)
    {
        _layers = layers;
        _weights = Array.ConvertAll(layers, layer => parameters[layer.weight!]);
        _biases = [.. layers.Select(layer => layer.bias).OfType<Parameter>().Select(bias => parameters[bias])];
        if (_biases.Length > 0 && _biases.Length < layers.Length)
            throw new ArgumentException("Layers that are computed together must either all have a bias or none.", nameof(layers));
        RequireNeighbors(_weights);
        RequireNeighbors(_biases);
        Outputs = (int)_weights.Sum(weight => weight.Value.shape[0]);
        Inputs = (int)_weights[0].Value.shape[1];
        _weight = View(parameters.Values!, _weights, Outputs, Inputs);
        Weight = new(TensorSpans.Address(_weight), Outputs, Inputs, Inputs);
        _weightGradient = new(parameters, _weights[0].Start, Outputs, Inputs);
        if (_biases.Length == 0)
            return;
        _bias = View(parameters.Values!, _biases, Outputs);
        Bias = TensorSpans.Address(_bias);
        _biasGradient = new(parameters, _biases[0].Start, Outputs);
    }

    public int Inputs { get; }

    public int Outputs { get; }

    /// <summary><c>[outputs, inputs]</c>.</summary>
    public MatrixView Weight { get; }

    /// <summary>The address of the biases, <c>[outputs]</c>; null without biases.</summary>
    private float* Bias { get; }

    /// <summary><c>y = x·Wᵀ + b</c>.</summary>
    public void Apply(MatrixView x, MatrixView y) => MatrixProduct.Run(x, Weight.Transposed, y, Bias);

    /// <summary><c>dW += dyᵀ·x</c> in a task slice.</summary>
    public void AddToWeights(MatrixView dy, MatrixView x, int slice)
    {
        var dW = new MatrixView(_weightGradient.Address(slice), Outputs, Inputs, Inputs);
        MatrixProduct.Run(dy.Transposed, x, dW, Adds(_weights, slice));
    }

    /// <summary><c>db += Σ dy</c> in a task slice.</summary>
    public void AddToBiases(MatrixView dy, int slice) => RowSum.Run(dy, _biasGradient!.Address(slice), Adds(_biases, slice));

    /// <summary>Whether the weights are trained; null if only some are.</summary>
    public bool? AreWeightsTrained => AreTrained(_weights);

    /// <summary>Whether there are biases that are trained; null if only some are.</summary>
    public bool? AreBiasesTrained => _biases.Length == 0 ? false : AreTrained(_biases);

    /// <summary>Whether the layers still have these parameters.</summary>
    public bool AreCurrent
    {
        get
        {
            for (int i = 0; i < _layers.Length; i++)
            {
                if (!ReferenceEquals(_layers[i].weight, _weights[i].Parameter)
                    || !ReferenceEquals(_layers[i].bias, _biases.Length == 0 ? null : _biases[i].Parameter))
                {
                    return false;
                }
            }

            return true;
        }
    }

    public void Dispose()
    {
        _weight.Dispose();
        _bias?.Dispose();
        _weightGradient.Dispose();
        _biasGradient?.Dispose();
    }

    /// <summary>Read in every training step: layers can be frozen and unfrozen during training.</summary>
    private static bool? AreTrained(FlatParameter[] parameters)
    {
        bool first = parameters[0].Parameter.requires_grad;
        for (int i = 1; i < parameters.Length; i++)
        {
            if (parameters[i].Parameter.requires_grad != first)
                return null;
        }

        return first;
    }

    /// <summary>
    /// Returns whether a summand is added to the gradients' content. Gradients of several parameters are set to 0 before their first
    /// summand, because one product adds to all of them.
    /// </summary>
    private static bool Adds(FlatParameter[] parameters, int slice)
    {
        if (parameters.Length == 1)
            return parameters[0].Add(slice);
        foreach (var parameter in parameters)
            parameter.Summable(slice);
        return true;
    }

    private static void RequireNeighbors(FlatParameter[] parameters)
    {
        for (int i = 1; i < parameters.Length; i++)
        {
            if (parameters[i].Start != parameters[i - 1].Start + parameters[i - 1].Count)
                throw new ArgumentException("Layers that are computed together must have contiguous parameters.", nameof(parameters));
        }
    }

    private static torch.Tensor View(torch.Tensor flat, FlatParameter[] parameters, params long[] shape) =>
        flat.narrow(0, parameters[0].Start, parameters.Sum(parameter => parameter.Count)).view(shape).DetachFromDisposeScope();
}
