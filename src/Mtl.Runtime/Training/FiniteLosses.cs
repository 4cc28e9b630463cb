namespace Mtl;

internal static class FiniteLosses
{
    /// <summary>Refuses a step whose losses are not finite, before it can spoil the parameters.</summary>
    /// <exception cref="TrainingException">A loss is NaN or infinite.</exception>
    public static void Require(StepLosses step, IReadOnlyList<TaskInfo> tasks, int epoch, int number)
    {
        for (int task = 0; task < tasks.Count; task++)
            Require(step.Losses[task], tasks[task].Name, $"the loss of task '{tasks[task].Name}'", epoch, number);
        Require(step.Penalty, null, "the regularisation penalty", epoch, number);
        Require(step.Objective, null, "the objective (weighted losses plus penalty)", epoch, number);
        Require(step.GradientNorm ?? 0, null, "the norm of the gradient", epoch, number);
    }

    private static void Require(double value, string? task, string what, int epoch, int step)
    {
        if (double.IsFinite(value))
            return;
        throw new TrainingException(
            task,
            epoch,
            step,
            $"In epoch {epoch}, step {step}, {what} became {value}. The parameters are as they were before this step. " +
            $"Try a smaller {nameof(TrainingOptions.LearningRate)} (a tenth), and features and labels scaled to about -1 to 1.");
    }
}
