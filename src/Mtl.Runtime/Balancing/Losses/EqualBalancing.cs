namespace Mtl;

/// <summary><c>Σ p·L</c> with the preferences p, the weights that the model declares for its tasks.</summary>
public sealed class EqualBalancing : LossBalancing
{
    /// <inheritdoc/>
    protected override double Weigh(ReadOnlySpan<BalancedTask> tasks, Span<double> weights)
    {
        double sum = 0;
        for (int i = 0; i < tasks.Length; i++)
        {
            weights[i] = tasks[i].Preference;
            sum += weights[i] * tasks[i].Loss;
        }

        return sum;
    }
}
