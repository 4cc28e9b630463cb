namespace Mtl;

/// <summary>The metrics of one task over the rows that have a label for it.</summary>
/// <param name="Count">The number of labeled rows. If it is 0, every metric is NaN.</param>
/// <param name="Loss">The mean of the task's loss over the labeled rows.</param>
public abstract record TaskMetrics(long Count, double Loss)
{
    /// <summary>The metrics of this kind of task without <see cref="Count"/> and <see cref="Loss"/>, the most important first.</summary>
    public abstract IReadOnlyList<MetricValue> Values { get; }

    /// <summary>"Accuracy 0.951, Macro F1 0.940, loss 0.500, 100 rows".</summary>
    public sealed override string ToString() => Text(Values);

    /// <summary>The text for a selection of metrics in a given order.</summary>
    internal string Text(IReadOnlyList<MetricValue> values) => new ValidationResult(Count, Loss, values).ToString();
}
