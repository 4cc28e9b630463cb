namespace Mtl;

/// <summary>The result of one task in one epoch.</summary>
/// <param name="Task">The name of the task.</param>
/// <param name="TrainingLoss">The mean loss over the labeled training rows; NaN without any.</param>
/// <param name="Validation">The metrics on the validation rows; null without validation.</param>
public sealed record TaskResult(string Task, double TrainingLoss, ValidationResult? Validation)
{
    /// <summary>
    /// The mean factor of the loss or gradient of the task over the epoch; null without a balancing method.
    /// </summary>
    public double? Weight { get; init; }

    /// <summary>Training loss, weight if there is one, and main metrics: "Left 0.412 × 0.731 (Accuracy 0.951)".</summary>
    public override string ToString()
    {
        string text = $"{Task} {Figure.Of(TrainingLoss)}{(Weight is { } weight ? $" × {Figure.Of(weight)}" : "")}";
        var metrics = Validation?.Values.Take(Validation.Shown).ToList() ?? [];
        return metrics.Count > 0 ? $"{text} ({string.Join(", ", metrics)})" : text;
    }
}
