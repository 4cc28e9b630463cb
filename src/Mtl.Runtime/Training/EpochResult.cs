namespace Mtl;

/// <summary>The result of one epoch.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Duration">The duration of the epoch, including validation.</param>
/// <param name="Tasks">The result of every task, in the order of <see cref="ModelInfo.Tasks"/>.</param>
/// <param name="Penalty">The mean penalty over the batches.</param>
/// <param name="Objective">
/// The mean objective over the batches; a task without labels in a batch counts 0 there, unlike in <see cref="TaskResult.TrainingLoss"/>.
/// </param>
public sealed record EpochResult(int Epoch, TimeSpan Duration, IReadOnlyList<TaskResult> Tasks, double Penalty, double Objective)
{
    /// <summary>
    /// The learning rate of the last step of the epoch, of the first group of parameters of the optimizer; null in a history of an earlier
    /// version.
    /// </summary>
    public double? LearningRate { get; init; }

    /// <summary>Whether the epoch was followed by validation.</summary>
    internal bool HasValidation => Tasks.Any(task => task.Validation is not null);

    /// <summary>
    /// "Epoch 3 1.8 s Left 0.412 (Accuracy 0.951) Sum 1.234 (RMSE 0.910)": training loss and main metrics of every task.
    /// </summary>
    public override string ToString() => $"Epoch {Epoch}  {Figure.Seconds(Duration)}  {string.Join("  ", Tasks)}";
}
