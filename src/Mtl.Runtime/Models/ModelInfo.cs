namespace Mtl;

/// <summary>What is known about a model at compile time.</summary>
/// <param name="Name">The full name of the model's class; a saved model carries it.</param>
/// <param name="Tasks">The tasks in the order of their declaration.</param>
/// <param name="MinimumBatchSize">
/// The fewest rows that a training step may have: 2 where batch normalization needs a variance over the rows, else 1.
/// </param>
public sealed record ModelInfo(string Name, IReadOnlyList<TaskInfo> Tasks, int MinimumBatchSize = 1)
{
    /// <summary>"Samples.Houses: Price (Regression), IsSold (Binary)".</summary>
    public override string ToString() => $"{Name}: {string.Join(", ", Tasks)}";
}
