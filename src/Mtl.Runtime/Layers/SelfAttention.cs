using System.ComponentModel;
using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.CompilerServices;

/// <summary>Self-attention over sequences with the batch first, as in all layers of a generated model.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SelfAttention
{
    /// <summary>Applies self-attention: every step of a sequence attends to all steps (Vaswani et al. 2017).</summary>
    /// <param name="attention">The layer; its width is the number of features.</param>
    /// <param name="sequence"><c>[batch, steps, features]</c>.</param>
    /// <param name="lengths">The number of real steps of every row; padding is not attended to. Null if all steps are real.</param>
    /// <returns>A new sequence of the same shape.</returns>
    public static torch.Tensor Apply(MultiheadAttention attention, torch.Tensor sequence, torch.Tensor? lengths = null)
    {
        ArgumentNullException.ThrowIfNull(attention);
        ArgumentNullException.ThrowIfNull(sequence);
        using var scope = torch.NewDisposeScope();
        var stepsFirst = sequence.transpose(0, 1); // TorchSharp's layer supports only [steps, batch, features].
        var (output, _) = attention.call(stepsFirst, stepsFirst, stepsFirst, PaddingOf(sequence, lengths), false, null);
        return output.transpose(0, 1).MoveToOuterDisposeScope();
    }

    /// <summary>Applies a transformer encoder to a sequence.</summary>
    /// <param name="encoder">The blocks; their width is the number of features.</param>
    /// <param name="sequence"><c>[batch, steps, features]</c>.</param>
    /// <param name="lengths">The number of real steps of every row; padding is not attended to. Null if all steps are real.</param>
    /// <returns>A new sequence of the same shape.</returns>
    public static torch.Tensor Apply(TransformerEncoder encoder, torch.Tensor sequence, torch.Tensor? lengths = null)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(sequence);
        using var scope = torch.NewDisposeScope();
        return encoder.call(sequence.transpose(0, 1), null!, PaddingOf(sequence, lengths)!).transpose(0, 1).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Applies a transformer encoder to a sequence; in training, with dropout masks from the model's random numbers.
    /// </summary>
    /// <param name="encoder">The blocks; their width is the number of features.</param>
    /// <param name="sequence"><c>[batch, steps, features]</c>.</param>
    /// <param name="random">The model's random numbers.</param>
    /// <param name="heads">The number of attention heads of a block.</param>
    /// <param name="dropout">The probability of dropping, in [0, 1).</param>
    /// <param name="activation">The activation of the hidden units.</param>
    /// <param name="training">Whether the model is in training mode.</param>
    /// <param name="lengths">The number of real steps of every row; padding is not attended to. Null if all steps are real.</param>
    /// <returns>A new sequence of the same shape.</returns>
    public static torch.Tensor Apply(
        TransformerEncoder encoder, torch.Tensor sequence, ModelRandom random, long heads, double dropout,
        torch.nn.Activations activation, bool training, torch.Tensor? lengths = null)
    {
        if (!training)
            return Apply(encoder, sequence, lengths);
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(sequence);
        ArgumentNullException.ThrowIfNull(random);
        using var scope = torch.NewDisposeScope();
        var padding = PaddingOf(sequence, lengths)?.unsqueeze(1);
        foreach (var parameters in encoder.parameters().Chunk(EncoderBlock.Parameters))
            sequence = new EncoderBlock(parameters, heads, activation, Drop).Forward(sequence, padding);
        return sequence.MoveToOuterDisposeScope();

        torch.Tensor Drop(torch.Tensor values) => random.Dropout(values, dropout, training);
    }

    /// <summary>
    /// Adds sinusoidal position encodings (Vaswani et al. 2017): to step p the numbers sin(p·ωᵢ) for all i, followed by cos(p·ωᵢ) for all
    /// i, with ωᵢ = 10000^(−2i/features). Without them attention does not depend on the order of the steps.
    /// </summary>
    /// <param name="sequence"><c>[batch, steps, features]</c>.</param>
    /// <returns>A new sequence of the same shape.</returns>
    public static torch.Tensor WithPositions(torch.Tensor sequence)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        using var scope = torch.NewDisposeScope();
        var (steps, features) = (sequence.shape[1], sequence.shape[2]);
        var half = (features + 1) / 2;
        var frequencies = (torch.arange(half, dtype: sequence.dtype, device: sequence.device) * (-Math.Log(10000) * 2 / features)).exp();
        var angles = torch.arange(steps, dtype: sequence.dtype, device: sequence.device).unsqueeze(1) * frequencies;
        return (sequence + torch.cat([angles.sin(), angles.cos()], 1).narrow(1, 0, features)).MoveToOuterDisposeScope();
    }

    /// <summary>Adds to every step the learned vector of its position (Devlin et al. 2019).</summary>
    /// <param name="sequence"><c>[batch, steps, features]</c>.</param>
    /// <param name="positions">The vectors, at least as many as there are steps.</param>
    /// <returns>A new sequence of the same shape.</returns>
    public static torch.Tensor WithPositions(torch.Tensor sequence, Embedding positions)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        ArgumentNullException.ThrowIfNull(positions);
        using var scope = torch.NewDisposeScope();
        return (sequence + positions.weight!.narrow(0, 0, sequence.shape[1])).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Creates a vector for every position of a sequence. They are drawn with standard deviation 0.02, as in BERT, so that at first they
    /// hardly change the values to which they are added.
    /// </summary>
    /// <param name="steps">The maximum number of steps of a sequence; at least 1.</param>
    /// <param name="features">The width of a step; at least 1.</param>
    public static Embedding NewPositions(long steps, long features)
    {
        var positions = torch.nn.Embedding(steps, features);
        InitialWeights.DrawVectors(positions, padding: null, deviation: 0.02, ModelConstruction.Generator);
        return positions;
    }

    /// <summary>
    /// Creates a transformer encoder. Each block has self-attention and a feed-forward network, each with a residual connection and a
    /// normalization after it.
    /// </summary>
    /// <param name="features">The width of a step; at least 1.</param>
    /// <param name="heads">The number of attention heads; it divides the width.</param>
    /// <param name="feedForward">The number of hidden units of the feed-forward network; at least 1.</param>
    /// <param name="blocks">The number of blocks; at least 1.</param>
    /// <param name="dropout">The probability of dropping inside the blocks, in [0, 1).</param>
    /// <param name="activation">The activation of the hidden units.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range, or the heads do not divide the width.</exception>
    /// <remarks>
    /// TorchSharp copies one block, so that all would have the same initial weights. Here every matrix is drawn again, uniformly as
    /// proposed by Glorot and Bengio (2010), like in PyTorch's <c>Transformer</c>. The biases of the feed-forward networks are drawn again
    /// like those of linear layers.
    /// </remarks>
    public static TransformerEncoder NewEncoder(
        long features, long heads, long feedForward, long blocks, double dropout, torch.nn.Activations activation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        if (heads < 1 || features % heads != 0) // With 0 heads, libtorch would divide by 0 and end the process.
        {
            throw new ArgumentOutOfRangeException(
                nameof(heads), heads, $"There must be at least 1 head, and the heads must divide the {features} features.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(feedForward, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(blocks, 1);
        if (!(dropout is >= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(dropout), dropout, "The probability of dropping must be in [0, 1).");
        using var block = torch.nn.TransformerEncoderLayer(features, heads, feedForward, dropout, activation);
        var encoder = torch.nn.TransformerEncoder(block, blocks);
        InitialWeights.Draw(encoder, ModelConstruction.Generator);
        return encoder;
    }

    private static torch.Tensor? PaddingOf(torch.Tensor sequence, torch.Tensor? lengths) =>
        lengths is null ? null : Sequences.Padding(lengths, sequence.shape[1]);
}
