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
        if (Problem(step, tasks, epoch, number) is { } problem)
            throw Refused(problem);
    }

    /// <summary>The first loss that is not finite; null if all are.</summary>
    /// <inheritdoc cref="Require"/>
    public static SkippedStep? Problem(StepLosses step, IReadOnlyList<TaskInfo> tasks, int epoch, int number)
    {
        for (int task = 0; task < tasks.Count; task++)
        {
            if (!double.IsFinite(step.Losses[task])) // Checked in every step, so the text is created only for an error.
                return new(epoch, number, tasks[task].Name, Became($"the loss of task '{tasks[task].Name}'", step.Losses[task]));
        }

        return !double.IsFinite(step.Penalty) ? new(epoch, number, null, Became("the regularization penalty", step.Penalty))
            : !double.IsFinite(step.Objective)
                ? new(epoch, number, null, Became("the objective (weighted losses plus penalty)", step.Objective))
            : null;
    }

    /// <summary>Requires a finite norm of the gradient, if it was computed.</summary>
    /// <exception cref="TrainingException">The norm is NaN or infinite.</exception>
    public static void RequireNorm(StepLosses step, int epoch, int number)
    {
        if (NormProblem(step, epoch, number) is { } problem)
            throw Refused(problem);
    }

    /// <summary>The norm of the gradient if it was computed and is not finite; else null.</summary>
    /// <inheritdoc cref="RequireNorm"/>
    public static SkippedStep? NormProblem(StepLosses step, int epoch, int number) =>
        step.GradientNorm is { } norm && !double.IsFinite(norm)
            ? new(epoch, number, null, Became("the norm of the gradient", norm))
            : null;

    /// <summary>The exception for a step with a problem.</summary>
    public static TrainingException Refused(SkippedStep problem) => new(
        problem.Task,
        problem.Epoch,
        problem.Step,
        $"In {(problem.Epoch == 0 ? "" : $"epoch {problem.Epoch}, ")}step {problem.Step}, {problem.What}. "
        + "The parameters are as they were before this step. "
        + $"Try a smaller {nameof(TrainingOptions.LearningRate)} (a tenth), and features and labels scaled to about -1 to 1.");

    private static string Became(string what, double value) => $"{what} became {value}";
}
