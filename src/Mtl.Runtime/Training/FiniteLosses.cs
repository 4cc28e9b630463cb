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
            Require(step.Losses[task], tasks[task].Name, $"the loss of task '{tasks[task].Name}'", epoch, number);
        Require(step.Penalty, null, "the regularisation penalty", epoch, number);
        Require(step.Objective, null, "the objective (weighted losses plus penalty)", epoch, number);
    }

    /// <summary>Refuses a gradient whose length is not finite, where it is measured.</summary>
    /// <exception cref="TrainingException">It is NaN or infinite.</exception>
    public static void RequireNorm(StepLosses step, int epoch, int number) =>
        Require(step.GradientNorm ?? 0, null, "the norm of the gradient", epoch, number);

    private static void Require(double value, string? task, string what, int epoch, int step)
    {
        if (double.IsFinite(value))
            return;
        throw new TrainingException(
            task,
            epoch,
            step,
            $"In {(epoch == 0 ? "" : $"epoch {epoch}, ")}step {step}, {what} became {value}. The parameters are as they were before this step. " +
            $"Try a smaller {nameof(TrainingOptions.LearningRate)} (a tenth), and features and labels scaled to about -1 to 1.");
    }
}
