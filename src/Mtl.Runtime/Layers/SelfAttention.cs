using TorchSharp;
using TorchSharp.Modules;

namespace Mtl;

/// <summary>Self-attention over sequences that have the batch first, as everywhere else in a generated model.</summary>
public static class SelfAttention
{
    /// <summary>Lets every step of a sequence attend to all steps (Vaswani 2017).</summary>
    /// <param name="attention">The layer; its width is the number of features.</param>
    /// <param name="sequence"><c>[batch, steps, features]</c>.</param>
    /// <returns>A new sequence of the same shape.</returns>
    public static torch.Tensor Apply(MultiheadAttention attention, torch.Tensor sequence)
    {
        ArgumentNullException.ThrowIfNull(attention);
        ArgumentNullException.ThrowIfNull(sequence);
        using var scope = torch.NewDisposeScope();
        var stepsFirst = sequence.transpose(0, 1); // TorchSharp's layer knows [steps, batch, features] only.
        var (output, _) = attention.call(stepsFirst, stepsFirst, stepsFirst, null, false, null);
        return output.transpose(0, 1).MoveToOuterDisposeScope();
    }
}
