namespace Mtl;

/// <summary>What came of one task in one epoch.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="TrainingLoss">The mean of the task's loss over the labeled training rows; NaN without any.</param>
/// <param name="Validation">What the validation rows gave, or null without validation.</param>
public sealed record TaskResult(string Task, double TrainingLoss, ValidationResult? Validation)
{
    /// <summary>
    /// What the balancing method multiplied the task's loss or gradient with, as a mean over the epoch; null where tasks are not balanced.
    /// </summary>
    public double? Weight { get; init; }

    /// <summary>The training loss, its weight if tasks are balanced, and the metrics that count: "Left 0.412 × 0.731 (Accuracy 0.951)".</summary>
    public override string ToString()
    {
        string text = $"{Task} {Figure.Of(TrainingLoss)}{(Weight is { } weight ? $" × {Figure.Of(weight)}" : "")}";
        var metrics = Validation?.Values.Take(Validation.Shown).ToList() ?? [];
        return metrics.Count > 0 ? $"{text} ({string.Join(", ", metrics)})" : text;
    }
}
