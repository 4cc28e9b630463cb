namespace Mtl;

/// <summary>The summary of a training run.</summary>
internal static class HistoryText
{
    /// <summary>
    /// "Samples.Houses: 20 epochs, 340 steps, 12.3 s, completed, seed 7", then the hyper-parameters that differ from the declaration,
    /// "TaskDropout = 0.3 (declared 0.2)", then for every task
    /// "Price  loss 1.234 → 0.412  RMSE 0.910, R2 0.871, loss 0.830, 100 rows  best RMSE 0.905 in epoch 18".
    /// </summary>
    public static string Of(TrainingHistory history)
    {
        string run = $"{history.Model}: {Figure.Count(history.Epochs.Count, "epoch")}, {Figure.Count(history.Steps, "step")}, "
            + $"{Figure.Seconds(history.Duration)}, {Reason(history.StopReason)}, seed {history.Seed}"
            + (history.ResumedAtStep is { } step ? $", resumed at step {Figure.Number(step)}" : "")
            + (history.RestoredEpoch is { } epoch ? $", restored epoch {epoch}" : "")
            + (history.Skipped.Count > 0 ? $", {Figure.Count(history.Skipped.Count, "step")} skipped" : "");
        if (HyperparameterText.OfChanged(history.Hyperparameters) is { Length: > 0 } changed)
            run += Environment.NewLine + changed;
        return history.Epochs is [var first, .., var last] ? With(run, history, first, last)
            : history.Epochs is [var only] ? With(run, history, only, only)
            : run;
    }

    private static string Reason(StopReason reason) => reason switch
    {
        StopReason.Completed => "completed",
        StopReason.Canceled => "canceled",
        StopReason.EarlyStopped => "stopped early",
        StopReason.TimeLimit => "stopped at the time limit",
        _ => "stopped",
    };

    private static string With(string run, TrainingHistory history, EpochResult first, EpochResult last)
        => run + Environment.NewLine + TaskLines.Of(first.Tasks.Zip(last.Tasks, (begin, end) => (begin.Task, Task(history, begin, end))));

    private static string Task(TrainingHistory history, TaskResult begin, TaskResult end)
    {
        string text = $"loss {Figure.Of(begin.TrainingLoss)} → {Figure.Of(end.TrainingLoss)}";
        if (end.Validation is null)
            return text;
        text += $"  {end.Validation}";
        return history.BestEpoch(begin.Task) is { } best
            ? $"{text}  best {best.Tasks.First(task => task.Task == begin.Task).Validation!.Values[0]} in epoch {best.Epoch}"
            : text;
    }
}
