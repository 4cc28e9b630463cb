namespace Mtl;

/// <summary>What came of one task in one epoch.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="TrainingLoss">The mean of the task's loss over the labelled training rows; NaN without any.</param>
/// <param name="Validation">What the validation rows gave, or null without validation.</param>
public sealed record TaskResult(string Task, double TrainingLoss, ValidationResult? Validation);
