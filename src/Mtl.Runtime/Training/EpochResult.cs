namespace Mtl;

/// <summary>What came of one epoch.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Duration">How long it took, validation included.</param>
/// <param name="Tasks">The result of every task, in the order of <see cref="ModelInfo.Tasks"/>.</param>
/// <param name="Penalty">The mean over the steps of what regularization added to the objective.</param>
/// <param name="Objective">The mean over the steps of what was minimized.</param>
public sealed record EpochResult(int Epoch, TimeSpan Duration, IReadOnlyList<TaskResult> Tasks, double Penalty, double Objective)
{
    /// <summary>"Epoch 3  1.8 s  Left 0.412 (Accuracy 0.951)  Sum 1.234 (RMSE 0.910)": of every task the training loss and the metrics that count.</summary>
    public override string ToString() => $"Epoch {Epoch}  {Figure.Seconds(Duration)}  {string.Join("  ", Tasks)}";
}
