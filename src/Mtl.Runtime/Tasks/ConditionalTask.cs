using System.ComponentModel;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>A binary task whose event can only follow that of another task, for example a purchase after a click.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ConditionalTask
{
    /// <summary>
    /// The logit of <c>P(condition)·P(task | condition)</c> (Ma et al. 2018, ESMM). For the logits a and b of the factors it is
    /// <c>−log(e⁻ᵃ + e⁻ᵇ + e⁻ᵃ⁻ᵇ)</c>, computed without the probabilities, which could be rounded to 0 or 1.
    /// </summary>
    /// <param name="condition">The logit of the first event; any shape.</param>
    /// <param name="task">The logit of the task given the first event, of the same shape.</param>
    /// <returns>The logit of both events, of the same shape, with gradients with respect to both arguments.</returns>
    public static torch.Tensor Logit(torch.Tensor condition, torch.Tensor task)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(task);
        using var scope = torch.NewDisposeScope();
        return (-torch.stack([-condition, -task, -condition - task], 0).logsumexp(0)).MoveToOuterDisposeScope();
    }
}
