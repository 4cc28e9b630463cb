namespace Mtl;

/// <summary>
/// The measure of the difficulty of tasks, which a <see cref="DropoutRule"/> and <see cref="TaskLearningRates"/> can follow: the relative
/// inverse training rate r = (L/L₀) / mean(L/L₀) of GradNorm (Chen et al. 2018). A task that learns more slowly than the others is harder:
/// its r is above 1.
/// </summary>
/// <remarks>
/// <para>
/// L is the loss of the task in an epoch, L₀ that in the first epoch of the run in which the task has labels, and the mean is over the
/// tasks with a known L/L₀. The difficulty d is smoothed over the epochs, <c>d ← Smoothing·d + (1 − Smoothing)·r</c> from d = 1. It is
/// known from the third epoch on, because it needs the losses of two.
/// </para>
/// <para>
/// A task without labels in an epoch keeps its difficulty. A loss below 0 counts as 0; if all are 0, every r is 1. The difficulty of a task
/// is never known if its L₀ is not above 0, or its weight is 0.
/// </para>
/// </remarks>
public sealed record TaskDifficulty
{
    /// <summary>Whether the losses are those of the validation rows; by default those of training.</summary>
    public bool OnValidation { get; init; }

    /// <summary>The share of the earlier difficulty in [0, 1): a higher one follows the losses more slowly.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside [0, 1).</exception>
    public double Smoothing { get; init => field = OptionRange.ShareBelow1(value, nameof(Smoothing)); } = 0.5;
}
