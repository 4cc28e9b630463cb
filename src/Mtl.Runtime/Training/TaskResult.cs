namespace Mtl;

/// <summary>What came of one task in one epoch.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="TrainingLoss">The mean of the task's loss over the labelled training rows; NaN without any.</param>
/// <param name="Validation">What the validation rows gave, or null without validation.</param>
public sealed record TaskResult(string Task, double TrainingLoss, ValidationResult? Validation)
{
    /// <summary>The training loss and the metrics that count: "Left 0.412 (Accuracy 0.951)".</summary>
    public override string ToString()
    {
        string text = $"{Task} {Figure.Of(TrainingLoss)}";
        var metrics = Validation?.Values.Take(Validation.Shown).ToList() ?? [];
        return metrics.Count > 0 ? $"{text} ({string.Join(", ", metrics)})" : text;
    }
}
