using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mtl;

/// <summary>
/// Draws the initial weights of layers from a generator; null is torch's generator. The distributions and the order of the numbers are
/// those of the constructors of the layers, which have no generator parameter, as <c>torch.nn.init</c> has none.
/// </summary>
internal static class InitialWeights
{
    /// <summary>Weights and biases from U(−1/√n, 1/√n) with n inputs per unit.</summary>
    public static void Draw(Linear layer, Generator? generator) => DrawAffine(layer.weight, layer.bias, generator);

    /// <inheritdoc cref="Draw(Linear, Generator?)"/>
    public static void Draw(Convolution layer, Generator? generator) => DrawAffine(layer.weight!, layer.bias, generator);

    /// <summary>Vectors from N(0, 1).</summary>
    public static void Draw(Embedding layer, long? padding, Generator? generator) => DrawVectors(layer, padding, deviation: 1, generator);

    /// <summary>Vectors from a normal distribution with mean 0.</summary>
    public static void DrawVectors(Embedding layer, long? padding, double deviation, Generator? generator)
    {
        using var noGrad = no_grad();
        using var weight = layer.weight!;
        weight.normal_(0, deviation, generator);
        if (padding is not { } index)
            return;
        using var nothing = weight.select(0, index);
        nothing.SetToZero();
    }

    /// <summary>All parameters from U(−1/√h, 1/√h) with h hidden units.</summary>
    public static void DrawRecurrent(nn.Module layer, Generator? generator)
    {
        using var noGrad = no_grad();
        var parameters = layer.parameters().ToList();
        double bound = 1 / Math.Sqrt(parameters[1].shape[1]); // The second parameter is the hidden-to-hidden weight.
        foreach (var parameter in parameters)
            parameter.uniform_(-bound, bound, generator);
    }

    /// <summary>
    /// The projections of query, key and value by Xavier initialization (Glorot and Bengio 2010), the output projection as a linear layer,
    /// biases 0.
    /// </summary>
    public static void Draw(MultiheadAttention layer, Generator? generator)
    {
        using var noGrad = no_grad();
        var parameters = layer.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter);
        DrawAffine(parameters["out_proj.weight"], parameters["out_proj.bias"], generator);
        DrawXavier(parameters["in_proj_weight"], generator);
        parameters["in_proj_bias"].SetToZero();
        parameters["out_proj.bias"].SetToZero();
    }

    /// <summary>
    /// Every matrix by Xavier initialization (Glorot and Bengio 2010), the biases of the feed-forward networks as those of linear layers;
    /// all other parameters remain 0 or 1.
    /// </summary>
    public static void Draw(TransformerEncoder encoder, Generator? generator)
    {
        using var noGrad = no_grad();
        Parameter? before = null;
        foreach (var (name, parameter) in encoder.named_parameters())
        {
            if (parameter.dim() > 1)
                DrawXavier(parameter, generator);
            else if (name.EndsWith("linear1.bias", StringComparison.Ordinal) || name.EndsWith("linear2.bias", StringComparison.Ordinal))
                DrawBias(parameter, before!, generator);
            before = parameter;
        }
    }

    private static void DrawAffine(Parameter weight, Parameter? bias, Generator? generator)
    {
        using var noGrad = no_grad();
        double gain = Math.Sqrt(2 / (1 + Math.Pow(Math.Sqrt(5), 2))); // Bit-identical to kaiming_uniform_ with a = √5.
        double bound = Math.Sqrt(3) * (gain / Math.Sqrt(Fans(weight).In));
        weight.uniform_(-bound, bound, generator);
        if (bias is not null)
            DrawBias(bias, weight, generator);
    }

    private static void DrawBias(Parameter bias, Parameter weight, Generator? generator)
    {
        double bound = 1 / Math.Sqrt(Fans(weight).In);
        bias.uniform_(-bound, bound, generator);
    }

    private static void DrawXavier(Parameter weight, Generator? generator)
    {
        var (fanIn, fanOut) = Fans(weight);
        double bound = Math.Sqrt(3) * Math.Sqrt(2.0 / (fanIn + fanOut));
        weight.uniform_(-bound, bound, generator);
    }

    private static (long In, long Out) Fans(Parameter weight)
    {
        long[] shape = weight.shape;
        long window = shape.Skip(2).Aggregate(1L, (product, size) => product * size);
        return (shape[1] * window, shape[0] * window);
    }
}
