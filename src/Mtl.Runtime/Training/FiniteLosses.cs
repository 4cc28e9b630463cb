namespace Mtl;

internal static class FiniteLosses
{
    /// <summary>Requires finite losses, before an optimizer step can make the parameters NaN.</summary>
    /// <param name="step">The losses.</param>
    /// <param name="tasks">The tasks.</param>
    /// <param name="epoch">The epoch, from 1; 0 if epochs are not counted.</param>
    /// <param name="number">The step, from 1.</param>
    /// <exception cref="TrainingException">A loss is NaN or infinite.</exception>
    public static void Require(StepLosses step, IReadOnlyList<TaskInfo> tasks, int epoch, int number)
    {
        for (int task = 0; task < tasks.Count; task++)
        {
            if (!double.IsFinite(step.Losses[task])) // Checked in every step, so the message is created only for an error.
                throw Refused(step.Losses[task], tasks[task].Name, $"the loss of task '{tasks[task].Name}'", epoch, number);
        }

        if (!double.IsFinite(step.Penalty))
            throw Refused(step.Penalty, null, "the regularization penalty", epoch, number);
        if (!double.IsFinite(step.Objective))
            throw Refused(step.Objective, null, "the objective (weighted losses plus penalty)", epoch, number);
    }

    /// <summary>Requires a finite norm of the gradient, if it was computed.</summary>
    /// <exception cref="TrainingException">The norm is NaN or infinite.</exception>
    public static void RequireNorm(StepLosses step, int epoch, int number)
    {
        if (step.GradientNorm is { } norm && !double.IsFinite(norm))
            throw Refused(norm, null, "the norm of the gradient", epoch, number);
    }

    private static TrainingException Refused(double value, string? task, string what, int epoch, int step) => new(
        task,
        epoch,
        step,
        $"In {(epoch == 0 ? "" : $"epoch {epoch}, ")}step {step}, {what} became {value}. The parameters are as they were before this step. "
        + $"Try a smaller {nameof(TrainingOptions.LearningRate)} (a tenth), and features and labels scaled to about -1 to 1.");
}
