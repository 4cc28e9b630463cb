namespace Mtl;

/// <summary>The metrics of one task on the validation rows, as plain numbers.</summary>
/// <param name="Count">The number of labeled validation rows.</param>
/// <param name="Loss">The mean of the task's loss over them.</param>
/// <param name="Values">The metrics: those of <see cref="TaskMetrics.Values"/>, the ones that count for the task first. The first decides.</param>
public sealed record ValidationResult(long Count, double Loss, IReadOnlyList<MetricValue> Values)
{
    /// <summary>How many of the values, from the first on, are shown where there is little room.</summary>
    public int Shown { get; init; } = 1;

    /// <summary>"Accuracy 0.951, Macro F1 0.940, loss 0.500, 100 rows".</summary>
    public override string ToString() => $"{string.Concat(Values.Select(value => $"{value}, "))}loss {Figure.Of(Loss)}, {Figure.Count(Count, "row")}";
}
