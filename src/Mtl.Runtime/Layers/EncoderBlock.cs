using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Mtl;

/// <summary>
/// The forward pass of a block of a <see cref="TransformerEncoder"/> in training. libtorch's implementation would draw the dropout masks
/// from the generator of the process; without dropout, the results are the same.
/// </summary>
/// <param name="parameters">The parameters of the block, in the order of their registration.</param>
/// <param name="heads">The number of attention heads.</param>
/// <param name="activation">The activation of the hidden units.</param>
/// <param name="drop">Applies dropout: to the attention weights, the attention's output, the hidden units and their output.</param>
internal sealed class EncoderBlock(Parameter[] parameters, long heads, nn.Activations activation, Func<Tensor, Tensor> drop)
{
    /// <summary>The number of parameters per block.</summary>
    public const int Parameters = 12;

    /// <summary>
    /// Self-attention and then a feed-forward network, each with a residual connection and a normalization after it (Vaswani et al. 2017).
    /// </summary>
    /// <param name="x"><c>[batch, steps, features]</c>.</param>
    /// <param name="padding"><c>[batch, 1, steps]</c>, true for padding; null if all steps are real.</param>
    /// <returns>A new sequence of the same shape.</returns>
    public Tensor Forward(Tensor x, Tensor? padding)
    {
        x = Normalize(x + drop(Attend(x, padding)), parameters[8], parameters[9]);
        var hidden = linear(x, parameters[4], parameters[5]);
        hidden = drop(activation == nn.Activations.GELU ? gelu(hidden) : relu(hidden));
        return Normalize(x + drop(linear(hidden, parameters[6], parameters[7])), parameters[10], parameters[11]);
    }

    private Tensor Attend(Tensor x, Tensor? padding)
    {
        var (rows, steps, features) = (x.shape[0], x.shape[1], x.shape[2]);
        long width = features / heads;
        var projected = linear(x, parameters[0], parameters[1]).view(rows, steps, 3, heads, width);
        var ofHeads = projected.permute(2, 0, 3, 1, 4).reshape(3, rows * heads, steps, width); // Queries, keys, values.
        var scores = (ofHeads[0] / Math.Sqrt(width)).bmm(ofHeads[1].transpose(1, 2));
        if (padding is not null)
            scores = scores.FillWhere(padding.repeat_interleave(heads, 0), double.NegativeInfinity);
        var attended = drop(scores.softmax(-1)).bmm(ofHeads[2]).view(rows, heads, steps, width);
        return linear(attended.transpose(1, 2).reshape(rows, steps, features), parameters[2], parameters[3]);
    }

    private static Tensor Normalize(Tensor x, Parameter weight, Parameter bias) => layer_norm(x, [x.shape[2]], weight, bias);
}
