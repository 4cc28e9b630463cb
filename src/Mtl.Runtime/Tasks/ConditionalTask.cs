using System.ComponentModel;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>A yes-or-no task that can only be after another: a purchase after a click.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ConditionalTask
{
    /// <summary>
    /// The logit of <c>P(condition)·P(task | condition)</c> (Ma et al. 2018, ESMM). From the logits a and b of the factors it is
    /// <c>−log(e⁻ᵃ + e⁻ᵇ + e⁻ᵃ⁻ᵇ)</c>, computed as a whole: neither probability is ever rounded to 0 or 1.
    /// </summary>
    /// <param name="condition">The logit of the task that must come first; any shape.</param>
    /// <param name="task">The logit of the task where that one happened, of the same shape.</param>
    /// <returns>The logit of both, of the same shape, with gradients for both.</returns>
    public static torch.Tensor Logit(torch.Tensor condition, torch.Tensor task)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(task);
        using var scope = torch.NewDisposeScope();
        return (-torch.stack([-condition, -task, -condition - task], 0).logsumexp(0)).MoveToOuterDisposeScope();
    }
}
