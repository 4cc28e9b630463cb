namespace Mtl;

/// <summary>The metrics of one task on the validation rows, as numbers.</summary>
/// <param name="Count">The number of labeled validation rows.</param>
/// <param name="Loss">The mean loss of the task over these rows.</param>
/// <param name="Values">
/// The metrics of <see cref="TaskMetrics.Values"/>, the main metrics of the task first. The first one decides which epoch is best.
/// </param>
public sealed record ValidationResult(long Count, double Loss, IReadOnlyList<MetricValue> Values)
{
    /// <summary>The number of values in short texts, such as a line of progress.</summary>
    public int Shown { get; init; } = 1;

    /// <summary>"Accuracy 0.951, Macro F1 0.940, loss 0.500, 100 rows".</summary>
    public override string ToString() =>
        $"{string.Concat(Values.Select(value => $"{value}, "))}loss {Figure.Of(Loss)}, {Figure.Count(Count, "row")}";
}
