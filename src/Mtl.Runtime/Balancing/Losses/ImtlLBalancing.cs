namespace Mtl;

/// <summary>
/// <c>Σ p·(exp(s)·L − s)</c> with a learned s for every task, 0 at first (Liu et al. 2021): scales all losses to the same size. The
/// preference p scales the whole term including s; otherwise the learned s cancels it.
/// </summary>
public sealed class ImtlLBalancing : LossBalancing
{
    /// <summary>Creates the method with all s = 0.</summary>
    /// <param name="tasks">The number of tasks; at least 1.</param>
    public ImtlLBalancing(int tasks)
        : base(tasks) => Learned = new(this, "scales", tasks);

    /// <summary>The learned s of every task.</summary>
    public IReadOnlyList<float> Scales => TensorValues.Read<float>(Learned.Parameter);

    internal override LearnedTaskWeights Learned { get; }

    /// <inheritdoc/>
    protected override double Weigh(ReadOnlySpan<BalancedTask> tasks, Span<double> weights)
    {
        double objective = 0;
        for (int i = 0; i < tasks.Length; i++)
        {
            var (task, loss, preference, _) = tasks[i];
            double s = Learned.Values[task];
            weights[i] = preference * Math.Exp(s);
            Learned.AddSlope(task, (weights[i] * loss) - preference);
            objective += (weights[i] * loss) - (preference * s);
        }

        return objective;
    }
}
