namespace Mtl;

/// <summary>
/// The rule by which the rates of <see cref="AdaptiveDropoutAttribute"/> move: once per epoch, before its first step. Own rules derive from
/// it.
/// </summary>
public abstract class DropoutRule
{
    /// <summary>The rates stay as they are; a custom loop or a progress handler can still set <see cref="DropoutRate.Value"/>.</summary>
    public static DropoutRule Constant { get; } = new ConstantDropout();

    /// <summary>
    /// A harder task has a lower rate: <c>Max − (Max − Min)·dᵏ/(1 + dᵏ)</c>, where d is the <see cref="TaskDifficulty"/> and k the
    /// strength. A task of mean difficulty, d = 1, has the middle of the bounds. As long as d is not known, the rate stays as it is.
    /// </summary>
    /// <param name="strength">k, finite and above 0: a higher one moves the rates closer to the bounds.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="strength"/> is not finite or not above 0.</exception>
    public static DropoutRule ByDifficulty(double strength = 2) => new DropoutByDifficulty(OptionRange.Above0(strength, nameof(strength)));

    /// <summary>From one rate in the first epoch to another one in the last, in a straight line.</summary>
    /// <param name="from">The rate of the first epoch, in [0, 1).</param>
    /// <param name="to">The rate of the last epoch, in [0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate is outside [0, 1).</exception>
    public static DropoutRule Linear(double from, double to) => new ScheduledDropout(from, to, static progress => progress);

    /// <summary>
    /// From one rate in the first epoch to another one in the last in half a cosine, <c>to + (from − to)·(1 + cos πp)/2</c>, where p is the
    /// part of the epochs that is over.
    /// </summary>
    /// <param name="from">The rate of the first epoch, in [0, 1).</param>
    /// <param name="to">The rate of the last epoch, in [0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate is outside [0, 1).</exception>
    public static DropoutRule Cosine(double from, double to) =>
        new ScheduledDropout(from, to, static progress => (1 - Math.Cos(Math.PI * progress)) / 2);

    /// <summary>
    /// A rate in an epoch. A task with several adaptive rates, such as those of its head and of a layer, calls it for each of them.
    /// </summary>
    /// <param name="epoch">
    /// The task and the epoch. Experts that the tasks share have no difficulty, and the name of their layer as the task.
    /// </param>
    /// <param name="current">The rate in the epoch before, with its bounds; the method does not change it.</param>
    /// <returns>A finite number. Outside the bounds it is taken as the nearer bound.</returns>
    public abstract double Rate(TaskEpoch epoch, DropoutRate current);
}
