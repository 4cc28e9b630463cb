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

    /// <summary>
    /// The rate of <see cref="AdaptiveDropoutAttribute"/> in the epoch: that of the head, else of the last layer of the task that has one;
    /// null if none has.
    /// </summary>
    public double? DropoutRate { get; init; }

    /// <summary>
    /// The factor of the learning rate of the task in the epoch; null without <see cref="TrainingOptions.TaskLearningRates"/>.
    /// </summary>
    public double? LearningRateFactor { get; init; }

    /// <summary>
    /// Training loss, weight if there is one, main metrics, and what follows the task:
    /// "Left 0.412 × 0.731 (Accuracy 0.951), dropout 0.250, learning rate × 1.200".
    /// </summary>
    public override string ToString()
    {
        string text = $"{Task} {Figure.Of(TrainingLoss)}{(Weight is { } weight ? $" × {Figure.Of(weight)}" : "")}";
        if (Validation?.Values.Take(Validation.Shown).ToList() is { Count: > 0 } metrics)
            text += $" ({string.Join(", ", metrics)})";
        return string.Join(", ", Adapted().Prepend(text));
    }

    private IEnumerable<string> Adapted()
    {
        if (DropoutRate is { } rate)
            yield return $"dropout {Figure.Of(rate)}";
        if (LearningRateFactor is { } factor)
            yield return $"learning rate × {Figure.Of(factor)}";
    }
}
