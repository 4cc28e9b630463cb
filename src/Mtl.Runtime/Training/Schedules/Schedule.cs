using TorchSharp;

namespace Mtl;

/// <summary>
/// A schedule of the learning rate. Its factor multiplies the learning rate of every part of the model: that of
/// <see cref="TrainingOptions.LearningRate"/>, and those that are declared as multiples of it.
/// </summary>
/// <remarks>
/// <para>
/// All schedules can begin with a warm-up: over its w steps the factor grows linearly, (s + 1)/w in step s, counted from 0 (Goyal et al.
/// 2017). A warm-up of epochs has the steps of these epochs. After it, p is the part of the remaining steps that was taken, from 0 to 1.
/// </para>
/// <para>A step is an optimizer step: with <see cref="TrainingOptions.AccumulateBatches"/> it has several batches.</para>
/// </remarks>
public abstract class Schedule
{
    private protected Schedule()
    {
    }

    /// <summary>The factor 1 after a warm-up.</summary>
    /// <param name="warmupSteps">The steps of the warm-up, at least 0.</param>
    /// <param name="warmupEpochs">The epochs of the warm-up, at least 0, instead of its steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    /// <exception cref="ArgumentException">The warm-up has both steps and epochs.</exception>
    public static Schedule Constant(int warmupSteps = 0, int warmupEpochs = 0) =>
        new FactorSchedule("constant", new(warmupSteps, warmupEpochs), static _ => 1);

    /// <summary>From 1 down to <paramref name="end"/> in a straight line: <c>1 − (1 − end)·p</c>.</summary>
    /// <param name="end">The factor at the end of the run, from 0 to 1.</param>
    /// <param name="warmupSteps">The steps of the warm-up, at least 0.</param>
    /// <param name="warmupEpochs">The epochs of the warm-up, at least 0, instead of its steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    /// <exception cref="ArgumentException">The warm-up has both steps and epochs.</exception>
    public static Schedule Linear(double end = 0, int warmupSteps = 0, int warmupEpochs = 0)
    {
        RequireFactor(end, nameof(end), atLeast: 0);
        return new FactorSchedule(
            FormattableString.Invariant($"linear to {end}"), new(warmupSteps, warmupEpochs), at => 1 - ((1 - end) * at.Progress));
    }

    /// <summary>
    /// From 1 down to <paramref name="end"/> in half a cosine, <c>end + (1 − end)·(1 + cos πp)/2</c> (Loshchilov and Hutter 2017, without
    /// restarts).
    /// </summary>
    /// <param name="end">The factor at the end of the run, from 0 to 1.</param>
    /// <param name="warmupSteps">The steps of the warm-up, at least 0.</param>
    /// <param name="warmupEpochs">The epochs of the warm-up, at least 0, instead of its steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    /// <exception cref="ArgumentException">The warm-up has both steps and epochs.</exception>
    public static Schedule Cosine(double end = 0, int warmupSteps = 0, int warmupEpochs = 0)
    {
        RequireFactor(end, nameof(end), atLeast: 0);
        return new FactorSchedule(
            FormattableString.Invariant($"cosine to {end}"),
            new(warmupSteps, warmupEpochs),
            at => end + ((1 - end) * (1 + Math.Cos(Math.PI * at.Progress)) / 2));
    }

    /// <summary>Multiplied by <paramref name="factor"/> after every epoch.</summary>
    /// <param name="factor">The factor, above 0 and at most 1.</param>
    /// <param name="warmupSteps">The steps of the warm-up, at least 0.</param>
    /// <param name="warmupEpochs">The epochs of the warm-up, at least 0, instead of its steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    /// <exception cref="ArgumentException">The warm-up has both steps and epochs.</exception>
    public static Schedule Exponential(double factor, int warmupSteps = 0, int warmupEpochs = 0) =>
        Step(epochs: 1, factor, warmupSteps, warmupEpochs);

    /// <summary>Multiplied by <paramref name="factor"/> after every <paramref name="epochs"/> epochs.</summary>
    /// <param name="epochs">The number of epochs between two changes, at least 1. Epochs of a warm-up count.</param>
    /// <param name="factor">The factor, above 0 and at most 1.</param>
    /// <param name="warmupSteps">The steps of the warm-up, at least 0.</param>
    /// <param name="warmupEpochs">The epochs of the warm-up, at least 0, instead of its steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    /// <exception cref="ArgumentException">The warm-up has both steps and epochs.</exception>
    public static Schedule Step(int epochs, double factor = 0.1, int warmupSteps = 0, int warmupEpochs = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        RequireFactor(factor, nameof(factor));
        return new FactorSchedule(
            FormattableString.Invariant($"times {factor} every {Figure.Count(epochs, "epoch")}"),
            new(warmupSteps, warmupEpochs),
            at => Math.Pow(factor, at.Time.Epoch / epochs));
    }

    /// <summary>
    /// Multiplied by <paramref name="factor"/> when <see cref="TrainingOptions.Watch"/> has not improved for a number of epochs. It needs
    /// validation rows.
    /// </summary>
    /// <param name="factor">The factor, above 0 and at most 1.</param>
    /// <param name="patience">The number of epochs without an improvement, also since the last change; at least 1.</param>
    /// <param name="minimum">The least factor, from 0 to 1.</param>
    /// <param name="warmupSteps">The steps of the warm-up, at least 0.</param>
    /// <param name="warmupEpochs">The epochs of the warm-up, at least 0, instead of its steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    /// <exception cref="ArgumentException">The warm-up has both steps and epochs.</exception>
    public static Schedule OnPlateau(
        double factor = 0.1, int patience = 5, double minimum = 0, int warmupSteps = 0, int warmupEpochs = 0)
    {
        RequireFactor(factor, nameof(factor));
        RequireFactor(minimum, nameof(minimum), atLeast: 0);
        ArgumentOutOfRangeException.ThrowIfLessThan(patience, 1);
        return new PlateauSchedule(factor, patience, minimum, new(warmupSteps, warmupEpochs));
    }

    /// <summary>A factor of one's own.</summary>
    /// <param name="factor">Computes the factor of every step, finite and at least 0. It must depend on its argument alone.</param>
    /// <exception cref="ArgumentNullException"><paramref name="factor"/> is null.</exception>
    public static Schedule Of(Func<ScheduleTime, double> factor)
    {
        ArgumentNullException.ThrowIfNull(factor);
        return new FactorSchedule("custom", default, at => factor(at.Time));
    }

    /// <summary>
    /// A scheduler of TorchSharp (<c>torch.optim.lr_scheduler</c>). With several learning rates there are several optimizers, and each has
    /// its own. After every epoch its <c>step</c> gets the objective on the validation rows, if there are any.
    /// </summary>
    /// <param name="create">Creates the scheduler of an optimizer.</param>
    /// <param name="everyStep">Whether it is stepped after every optimizer step; otherwise after every epoch.</param>
    /// <exception cref="ArgumentNullException"><paramref name="create"/> is null.</exception>
    /// <example><code>Schedule = Schedule.FromTorch(optimizer => torch.optim.lr_scheduler.StepLR(optimizer, 10))</code></example>
    public static Schedule FromTorch(
        Func<torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler> create, bool everyStep = false)
    {
        ArgumentNullException.ThrowIfNull(create);
        return new TorchSchedule(create, everyStep);
    }

    /// <summary>Whether the schedule needs the results on validation rows.</summary>
    internal virtual bool NeedsValidation => false;

    /// <summary>Begins the schedule of a run.</summary>
    /// <param name="rates">The learning rates of the run.</param>
    internal abstract ScheduleRun Begin(ScheduledRates rates);

    private static void RequireFactor(double value, string name, double? atLeast = null)
    {
        if (!(value <= 1) || (atLeast is { } limit ? value < limit : value <= 0))
        {
            string least = atLeast is null ? "above" : "at least";
            throw new ArgumentOutOfRangeException(name, value, $"The factor must be {least} 0 and at most 1.");
        }
    }
}
