namespace Mtl;

internal static class FiniteLosses
{
    /// <summary>Refuses losses that are not finite, before a step can spoil the parameters.</summary>
    /// <param name="step">The losses.</param>
    /// <param name="tasks">The tasks.</param>
    /// <param name="epoch">The epoch, from 1; 0 where none are counted.</param>
    /// <param name="number">The step, from 1.</param>
    /// <exception cref="TrainingException">A loss is NaN or infinite.</exception>
    public static void Require(StepLosses step, IReadOnlyList<TaskInfo> tasks, int epoch, int number)
    {
        for (int task = 0; task < tasks.Count; task++)
        {
            if (!double.IsFinite(step.Losses[task])) // The message is made only where it is needed: this is asked at every step.
                throw Refused(step.Losses[task], tasks[task].Name, $"the loss of task '{tasks[task].Name}'", epoch, number);
        }

        if (!double.IsFinite(step.Penalty))
            throw Refused(step.Penalty, null, "the regularization penalty", epoch, number);
        if (!double.IsFinite(step.Objective))
            throw Refused(step.Objective, null, "the objective (weighted losses plus penalty)", epoch, number);
    }

    /// <summary>Refuses a gradient whose length is not finite, where it is measured.</summary>
    /// <exception cref="TrainingException">It is NaN or infinite.</exception>
    public static void RequireNorm(StepLosses step, int epoch, int number)
    {
        if (step.GradientNorm is { } norm && !double.IsFinite(norm))
            throw Refused(norm, null, "the norm of the gradient", epoch, number);
    }

    private static TrainingException Refused(double value, string? task, string what, int epoch, int step) => new(
        task,
        epoch,
        step,
        $"In {(epoch == 0 ? "" : $"epoch {epoch}, ")}step {step}, {what} became {value}. The parameters are as they were before this step. " +
        $"Try a smaller {nameof(TrainingOptions.LearningRate)} (a tenth), and features and labels scaled to about -1 to 1.");
}
