namespace Mtl;

/// <summary>What happens with a step whose loss, penalty or gradient is NaN or infinite.</summary>
public enum NonFiniteStep
{
    /// <summary>Training ends with a <see cref="TrainingException"/>; the parameters are as before the step.</summary>
    Stop,

    /// <summary>
    /// The step is skipped: parameters, running statistics and the state of the optimizer are as before it.
    /// <see cref="TrainingHistory.Skipped"/> has every skipped step. The norm of the gradient is computed in every step.
    /// </summary>
    Skip,
}
