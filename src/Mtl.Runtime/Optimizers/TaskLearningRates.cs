namespace Mtl;

/// <summary>
/// The rule by which the learning rates of tasks move: once per epoch, before its first step. Its factor multiplies the learning rate of
/// the task-specific parameters of a task, together with <see cref="LearningRateAttribute"/> and <see cref="Schedule"/>. Own rules derive
/// from it.
/// </summary>
public abstract class TaskLearningRates
{
    /// <summary>
    /// A harder task learns faster: the factor is <c>dᵏ</c>, where d is the <see cref="TaskDifficulty"/> and k the strength, but never
    /// outside its bounds. It is 1 for a task of mean difficulty, and as long as d is not known.
    /// </summary>
    /// <param name="strength">k, finite and above 0.</param>
    /// <param name="min">The lowest factor, above 0 and at most 1.</param>
    /// <param name="max">The highest factor, at least 1 and finite.</param>
    /// <param name="includeShared"><see cref="IncludesShared"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static TaskLearningRates ByDifficulty(double strength = 1, double min = 0.5, double max = 2, bool includeShared = false) =>
        new LearningRatesByDifficulty(strength, min, max, includeShared);

    /// <summary>
    /// Whether the factor also multiplies the share of the task in the gradient of the shared parameters, where a
    /// <see cref="GradientBalancing"/> combines the gradients of the tasks; false by default.
    /// </summary>
    public virtual bool IncludesShared => false;

    /// <summary>The factor of the learning rate of a task in an epoch.</summary>
    /// <param name="epoch">The task and the epoch.</param>
    /// <returns>A finite number of at least 0.</returns>
    public abstract double Factor(TaskEpoch epoch);
}
