namespace Mtl;

/// <summary>
/// <c>(Π L^p)^(1/Σp)</c>, the geometric mean of the losses (Chennupati et al. 2019). The weight of a task is the derivative, this mean
/// times <c>p/(Σp·L)</c>: relative changes of the losses count equally. A loss below 1e-8 counts as 1e-8.
/// </summary>
public sealed class GeometricLossBalancing : LossBalancing
{
    private const double Smallest = 1e-8;

    /// <inheritdoc/>
    protected override double Weigh(ReadOnlySpan<BalancedTask> tasks, Span<double> weights)
    {
        double logarithms = 0;
        double preferences = 0;
        foreach (var task in tasks)
        {
            logarithms += task.Preference * Math.Log(Math.Max(task.Loss, Smallest));
            preferences += task.Preference;
        }

        double mean = Math.Exp(logarithms / preferences);
        for (int i = 0; i < tasks.Length; i++)
            weights[i] = tasks[i].Preference * mean / (preferences * Math.Max(tasks[i].Loss, Smallest));
        return mean;
    }
}
