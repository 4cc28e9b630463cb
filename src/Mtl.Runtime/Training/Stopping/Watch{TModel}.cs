namespace Mtl;

/// <summary>What decides which epoch of a training run of a model is the best.</summary>
/// <typeparam name="TModel">The model.</typeparam>
public abstract class Watch<TModel> : Watch
{
    private protected Watch()
    {
    }

    internal sealed override Type Model => typeof(TModel);
}

/// <summary>Watches the first main metric of one task on the validation rows.</summary>
/// <typeparam name="TModel">The model.</typeparam>
public sealed class TaskWatch<TModel> : Watch<TModel>
{
    private readonly int _task;

    internal TaskWatch(int task) => _task = task;

    /// <summary>Watches the validation loss of the task instead; losses can be multiplied and added.</summary>
    public LossWatch<TModel> Loss => new([(_task, 1)]);

    internal override IReadOnlyList<MetricValue> Values(EpochResult epoch, ModelInfo model) =>
        [epoch.Tasks[_task].Validation is { Values: [var metric, ..] } ? metric : new("", double.NaN)];

    internal override IEnumerable<int> Tasks(ModelInfo model) => [_task];

    internal override string Describe(ModelInfo model) => model.Tasks[_task].Name;
}

/// <summary>Watches a weighted sum of the validation losses of tasks, of which a lower one is better.</summary>
/// <typeparam name="TModel">The model.</typeparam>
/// <example><code>Watch = (2 * Census.Watch.Income.Loss) + Census.Watch.Education.Loss</code></example>
public sealed class LossWatch<TModel> : Watch<TModel>
{
    private readonly (int Task, double Weight)[] _terms;

    internal LossWatch((int Task, double Weight)[] terms) => _terms = terms;

    /// <summary>Multiplies all weights of a sum.</summary>
    /// <param name="factor">The factor, finite and at least 0.</param>
    /// <param name="sum">The sum.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is negative or not finite.</exception>
    public static LossWatch<TModel> operator *(double factor, LossWatch<TModel> sum)
    {
        ArgumentNullException.ThrowIfNull(sum);
        if (!double.IsFinite(factor) || factor < 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(factor), factor, $"The weight of a watched loss must be a finite number of at least 0, but is {factor}.");
        }

        return new(Array.ConvertAll(sum._terms, term => (term.Task, factor * term.Weight)));
    }

    /// <summary>Adds two sums.</summary>
    /// <param name="left">The first sum.</param>
    /// <param name="right">The second sum.</param>
    public static LossWatch<TModel> operator +(LossWatch<TModel> left, LossWatch<TModel> right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new([.. left._terms, .. right._terms]);
    }

#pragma warning disable CA1000 // Other languages need static methods in place of operators.
    /// <summary>Multiplies all weights of a sum: the same as the operator.</summary>
    /// <param name="factor">The factor, finite and at least 0.</param>
    /// <param name="sum">The sum.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is negative or not finite.</exception>
    public static LossWatch<TModel> Multiply(double factor, LossWatch<TModel> sum) => factor * sum;

    /// <summary>Adds two sums: the same as the operator.</summary>
    /// <param name="left">The first sum.</param>
    /// <param name="right">The second sum.</param>
    public static LossWatch<TModel> Add(LossWatch<TModel> left, LossWatch<TModel> right) => left + right;
#pragma warning restore CA1000

    internal override IReadOnlyList<MetricValue> Values(EpochResult epoch, ModelInfo model) =>
        [WeightedLoss(_terms.Select(term => (epoch.Tasks[term.Task], term.Weight)))];

    internal override IEnumerable<int> Tasks(ModelInfo model) => _terms.Where(term => term.Weight > 0).Select(term => term.Task);

    internal override string Describe(ModelInfo model) => string.Join(
        " + ", _terms.Select(term => FormattableString.Invariant($"{term.Weight:R} × loss of {model.Tasks[term.Task].Name}")));
}

/// <summary>Watches the objective on the validation rows.</summary>
internal sealed class ObjectiveWatch<TModel> : Watch<TModel>
{
    internal override IReadOnlyList<MetricValue> Values(EpochResult epoch, ModelInfo model) => [Objective(epoch, model)];

    internal override IEnumerable<int> Tasks(ModelInfo model) => Tasks(watch: null, model);

    internal override string Describe(ModelInfo model) => "the objective";
}

/// <summary>Watches the first main metrics of all tasks. The best epoch is that of the best objective on the validation rows.</summary>
internal sealed class EveryTaskWatch<TModel>(bool stopsAtFirst) : Watch<TModel>
{
    internal override bool StopsAtFirst => stopsAtFirst;

    internal override IReadOnlyList<MetricValue> Values(EpochResult epoch, ModelInfo model) =>
        [.. epoch.Tasks.SelectMany((_, task) => new TaskWatch<TModel>(task).Values(epoch, model))];

    internal override IEnumerable<int> Tasks(ModelInfo model) => Enumerable.Range(0, model.Tasks.Count);

    internal override string Describe(ModelInfo model) => stopsAtFirst ? "any task" : "all tasks";
}
