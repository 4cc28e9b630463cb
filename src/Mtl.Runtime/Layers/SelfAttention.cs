using System.ComponentModel;
using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.CompilerServices;

/// <summary>Self-attention over sequences that have the batch first, as everywhere else in a generated model.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SelfAttention
{
    /// <summary>Lets every step of a sequence attend to all steps (Vaswani 2017).</summary>
    /// <param name="attention">The layer; its width is the number of features.</param>
    /// <param name="sequence"><c>[batch, steps, features]</c>.</param>
    /// <param name="lengths">The number of real steps of every row, to which alone is attended; null where all are real.</param>
    /// <returns>A new sequence of the same shape.</returns>
    public static torch.Tensor Apply(MultiheadAttention attention, torch.Tensor sequence, torch.Tensor? lengths = null)
    {
        ArgumentNullException.ThrowIfNull(attention);
        ArgumentNullException.ThrowIfNull(sequence);
        using var scope = torch.NewDisposeScope();
        var stepsFirst = sequence.transpose(0, 1); // TorchSharp's layer knows [steps, batch, features] only.
        var (output, _) = attention.call(stepsFirst, stepsFirst, stepsFirst, PaddingOf(sequence, lengths), false, null);
        return output.transpose(0, 1).MoveToOuterDisposeScope();
    }

    /// <summary>Lets the blocks of a transformer's encoder read a sequence.</summary>
    /// <param name="encoder">The blocks; their width is the number of features.</param>
    /// <param name="sequence"><c>[batch, steps, features]</c>.</param>
    /// <param name="lengths">The number of real steps of every row, to which alone is attended; null where all are real.</param>
    /// <returns>A new sequence of the same shape.</returns>
    public static torch.Tensor Apply(TransformerEncoder encoder, torch.Tensor sequence, torch.Tensor? lengths = null)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(sequence);
        using var scope = torch.NewDisposeScope();
        return encoder.call(sequence.transpose(0, 1), null!, PaddingOf(sequence, lengths)!).transpose(0, 1).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Lets the blocks of a transformer's encoder read a sequence; in training, with dropout from the model's random numbers.
    /// </summary>
    /// <param name="encoder">The blocks; their width is the number of features.</param>
    /// <param name="sequence"><c>[batch, steps, features]</c>.</param>
    /// <param name="random">The model's random numbers.</param>
    /// <param name="heads">The number of attention heads of a block.</param>
    /// <param name="dropout">The probability of dropping, in [0, 1).</param>
    /// <param name="activation">The activation of the hidden units.</param>
    /// <param name="training">Whether the model is training.</param>
    /// <param name="lengths">The number of real steps of every row, to which alone is attended; null where all are real.</param>
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
    /// Adds to step p the numbers sin(p·ωᵢ) and, behind all of these, cos(p·ωᵢ) with ωᵢ = 10000^(−2i/features) (Vaswani et al. 2017), so that
    /// attention can tell where each step is.
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

    /// <summary>Adds to every step the learned vector of its place (Devlin et al. 2019).</summary>
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

    /// <summary>Makes a vector for every place of a sequence, drawn with deviation 0.02 as in BERT, so that at first they hardly disturb what they are added to.</summary>
    /// <param name="steps">The most steps of a sequence; at least 1.</param>
    /// <param name="features">The width of a step; at least 1.</param>
    public static Embedding NewPositions(long steps, long features)
    {
        var positions = torch.nn.Embedding(steps, features);
        InitialWeights.DrawVectors(positions, padding: null, deviation: 0.02, ModelConstruction.Generator);
        return positions;
    }

    /// <summary>Makes the blocks of a transformer's encoder: attention and a network for every step, each with a shortcut and a norm behind it.</summary>
    /// <param name="features">The width of a step; at least 1.</param>
    /// <param name="heads">The number of attention heads; they divide the width.</param>
    /// <param name="feedForward">The hidden units of the network; at least 1.</param>
    /// <param name="blocks">How many blocks; at least 1.</param>
    /// <param name="dropout">The probability of dropping, inside the blocks, in [0, 1).</param>
    /// <param name="activation">The activation of the hidden units.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range, or the heads do not divide the width.</exception>
    /// <remarks>
    /// TorchSharp copies one block, so that all would begin alike; here every matrix is drawn anew, as PyTorch's own
    /// <c>Transformer</c> does: uniformly after Glorot and Bengio (2010). So are the biases of the networks, as those of linear layers.
    /// </remarks>
    public static TransformerEncoder NewEncoder(
        long features, long heads, long feedForward, long blocks, double dropout, torch.nn.Activations activation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        if (heads < 1 || features % heads != 0) // Without any, libtorch divides by 0, which ends the process.
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
