namespace Mtl;

/// <summary>A task at the beginning of an epoch, for which a dropout rate or a factor of the learning rate is chosen.</summary>
/// <param name="Task">The name of the task.</param>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">The number of epochs of the run.</param>
/// <param name="Difficulty">
/// The <see cref="TaskDifficulty"/> of the task after the epochs before, above 1 for a task that is harder than the mean; null as long as
/// it is not known.
/// </param>
public readonly record struct TaskEpoch(string Task, int Epoch, int Epochs, double? Difficulty)
{
    /// <summary>The part of the epochs that is over, from 0 in the first to 1 in the last.</summary>
    public double Progress => Epochs > 1 ? (Epoch - 1) / (double)(Epochs - 1) : 0;
}
