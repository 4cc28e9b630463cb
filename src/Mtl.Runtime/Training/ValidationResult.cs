namespace Mtl;

/// <summary>The metrics of one task on the validation rows, as plain numbers.</summary>
/// <param name="Count">The number of labelled validation rows.</param>
/// <param name="Loss">The mean of the task's loss over them.</param>
/// <param name="Values">The other metrics: those of <see cref="TaskMetrics.Values"/>.</param>
public sealed record ValidationResult(long Count, double Loss, IReadOnlyList<MetricValue> Values);
