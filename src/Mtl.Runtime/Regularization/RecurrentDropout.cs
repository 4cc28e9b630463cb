using TorchSharp;

namespace Mtl;

/// <summary>Dropout of sequences with one mask through time (Gal and Ghahramani 2016).</summary>
public static class RecurrentDropout
{
    /// <summary>
    /// Drops features of every row in all steps together and scales the others by 1/(1 − p). Outside training it hands on the sequence
    /// itself.
    /// </summary>
    /// <param name="sequence"><c>[batch, steps, features]</c>.</param>
    /// <param name="probability">The probability of dropping a feature, in [0, 1).</param>
    /// <param name="training">Whether the model is training.</param>
    /// <returns>A sequence of the same shape.</returns>
    public static torch.Tensor Apply(torch.Tensor sequence, double probability, bool training)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        if (!training)
            return sequence;
        using var scope = torch.NewDisposeScope();
        var everyFeature = torch.ones(sequence.shape[0], 1, sequence.shape[2], sequence.dtype, sequence.device);
        var mask = torch.nn.functional.dropout(everyFeature, probability, training: true);
        return (sequence * mask).MoveToOuterDisposeScope();
    }
}
