using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.CompilerServices;

/// <summary>
/// Weights and biases of linear layers with the same input, as those of one layer with the outputs of all. Either all layers have
/// biases or none.
/// </summary>
internal sealed class LinearParameters : IDisposable
{
    private readonly Linear[] _layers;
    private readonly FlatParameter[] _weights;
    private readonly FlatParameter[] _biases;
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
        Weight = View(parameters.Values!, _weights, Outputs, Inputs);
        TransposedWeight = Weight.t().DetachFromDisposeScope();
        _weightGradient = new(parameters, _weights[0].Start, Outputs, Inputs);
        if (_biases.Length == 0)
            return;
        Bias = View(parameters.Values!, _biases, Outputs);
        _biasGradient = new(parameters, _biases[0].Start, Outputs);
    }

    public int Inputs { get; }

    public int Outputs { get; }

    /// <summary><c>[outputs, inputs]</c>.</summary>
    public torch.Tensor Weight { get; }

    /// <summary><c>[inputs, outputs]</c>, a view.</summary>
    public torch.Tensor TransposedWeight { get; }

    /// <summary><c>[outputs]</c>; null without biases.</summary>
    public torch.Tensor? Bias { get; }

    /// <summary>Prepares adding to a task slice's gradient with respect to the weights.</summary>
    /// <returns>The gradient, <c>[outputs, inputs]</c>, and the factor of its old content: 0 for the first summand, else 1.</returns>
    public (torch.Tensor Place, float Factor) AddToWeights(int slice) => (_weightGradient[slice], Add(_weights, slice));

    /// <summary>Prepares adding to a task slice's gradient with respect to the biases.</summary>
    /// <returns>The gradient, <c>[outputs]</c>, and the factor of its old content: 0 for the first summand, else 1.</returns>
    public (torch.Tensor Place, float Factor) AddToBiases(int slice) => (_biasGradient![slice], Add(_biases, slice));

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
        TransposedWeight.Dispose();
        Weight.Dispose();
        Bias?.Dispose();
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
    /// Returns the factor of the gradients' old content. Gradients of several parameters are set to 0 before their first summand, because
    /// one product adds to all of them.
    /// </summary>
    private static float Add(FlatParameter[] parameters, int slice)
    {
        if (parameters.Length == 1)
            return parameters[0].Add(slice);
        foreach (var parameter in parameters)
            parameter.Summable(slice);
        return 1;
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
