using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Whether predictions and targets have the same sizes, and what is done when they have not.</summary>
internal static class Sizes
{
    /// <summary>
    /// Both tensors, expanded to a common size where they differ: the operators of the losses would broadcast by themselves, but
    /// their gradients would not.
    /// </summary>
    public static (Tensor Input, Tensor Target) Broadcast(Tensor input, Tensor target)
    {
        if (Match(input, target))
            return (input, target);
        var expanded = broadcast_tensors(input, target);
        return (expanded[0], expanded[1]);
    }

    /// <summary>Refuses a target of another size.</summary>
    public static void MustMatch(Tensor input, Tensor target)
    {
        if (!Match(input, target))
        {
            throw new ExternalException(
                $"The target's size [{string.Join(", ", target.shape)}] must be the input's, [{string.Join(", ", input.shape)}].");
        }
    }

    private static unsafe bool Match(Tensor input, Tensor target)
    {
        var (left, right) = (input.Describe(), target.Describe());
        var same = new ReadOnlySpan<long>(left.Sizes, (int)left.Dimensions)
            .SequenceEqual(new ReadOnlySpan<long>(right.Sizes, (int)right.Dimensions));
        GC.KeepAlive(input);
        GC.KeepAlive(target);
        return same;
    }
}
