namespace Mtl;

/// <summary>
/// <c>Σ p·(exp(−s)·L/2 + s/2)</c> with a learned <c>s = log σ²</c> for every task, 0 at first (Kendall, Gal and Cipolla 2018): a task whose
/// loss stays high gets a smaller weight. The preference p scales the whole term including s/2; otherwise the learned s cancels it.
/// </summary>
public sealed class UncertaintyBalancing : LossBalancing
{
    /// <summary>Creates the method with all s = 0.</summary>
    /// <param name="tasks">The number of tasks; at least 1.</param>
    public UncertaintyBalancing(int tasks)
        : base(tasks) => Learned = new(this, "log_variances", tasks);

    /// <summary>The learned s of every task.</summary>
    public IReadOnlyList<float> LogVariances => TensorValues.Read<float>(Learned.Parameter);

    internal override LearnedTaskWeights Learned { get; }

    /// <inheritdoc/>
    protected override double Weigh(ReadOnlySpan<BalancedTask> tasks, Span<double> weights)
    {
        double objective = 0;
        for (int i = 0; i < tasks.Length; i++)
        {
            var (task, loss, preference, _) = tasks[i];
            double s = Learned.Values[task];
            weights[i] = preference * Math.Exp(-s) / 2;
            Learned.AddSlope(task, (preference / 2) - (weights[i] * loss));
            objective += (weights[i] * loss) + (preference * s / 2);
        }

        return objective;
    }
}
