namespace Mtl;

/// <summary>What the gradients are divided by before <see cref="BalancingMethod.Mgda"/> looks for their shortest mixture.</summary>
public enum MgdaNormalization
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Their length.</summary>
    Norm,

    /// <summary>The loss of the task.</summary>
    Loss,

    /// <summary>Both.</summary>
    LossAndNorm,
}
