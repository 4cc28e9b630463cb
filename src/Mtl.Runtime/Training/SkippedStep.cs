namespace Mtl;

/// <summary>A step that was skipped, because a number was not finite.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Step">The batch of the epoch, from 1.</param>
/// <param name="Task">The task with the loss; null for a penalty, the objective or the norm of the gradient.</param>
/// <param name="What">The number, for example "the loss of task 'Income' became NaN".</param>
public sealed record SkippedStep(int Epoch, int Step, string? Task, string What);
