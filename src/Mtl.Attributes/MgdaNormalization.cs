namespace Mtl;

/// <summary>What the gradients are divided by before <see cref="BalancingMethod.Mgda"/> solves the min-norm problem.</summary>
public enum MgdaNormalization
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The norm of the gradient.</summary>
    Norm,

    /// <summary>The loss of the task.</summary>
    Loss,

    /// <summary>The loss times the norm of the gradient.</summary>
    LossAndNorm,
}
