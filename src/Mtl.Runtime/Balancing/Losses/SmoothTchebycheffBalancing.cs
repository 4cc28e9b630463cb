namespace Mtl;

/// <summary>
/// <c>μ·log Σ exp(w·L/μ)</c> with <c>w = p/Σp</c> over the tasks of the batch and the <see cref="Temperature"/> μ (Lin et al. 2024): a
/// smooth maximum of the weighted losses. With a <see cref="Reference"/> z, L − z takes the place of L.
/// </summary>
public sealed class SmoothTchebycheffBalancing : LossBalancing
{
    /// <summary>The temperature μ, above 0: a lower one brings the objective closer to the largest weighted loss.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or not above 0.</exception>
    public double Temperature { get; init => field = OptionRange.Above0(value, nameof(Temperature)); } = 1;

    /// <summary>The ideal loss z of every task of the model; null for 0.</summary>
    public IReadOnlyList<double>? Reference { get; init; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">
    /// <see cref="Reference"/> does not have one number for each task of the model.
    /// </exception>
    protected override double Weigh(ReadOnlySpan<BalancedTask> tasks, Span<double> weights)
    {
        if (Reference is { } reference && reference.Count != Preferences.Count)
        {
            throw new InvalidOperationException(
                $"{GetType().Name}.{nameof(Reference)} has {Figure.Count(reference.Count, "number")}, "
                + $"but the model has {Figure.Count(Preferences.Count, "task")}: "
                + "give one for each.");
        }

        double preferences = 0;
        foreach (var task in tasks)
            preferences += task.Preference;
        double largest = double.NegativeInfinity;
        for (int i = 0; i < tasks.Length; i++)
        {
            weights[i] = tasks[i].Preference / preferences * (tasks[i].Loss - (Reference?[tasks[i].Index] ?? 0)) / Temperature;
            largest = Math.Max(largest, weights[i]);
        }

        double sum = 0;
        foreach (double exponent in weights)
            sum += Math.Exp(exponent - largest);
        Softmax.Apply(weights);
        for (int i = 0; i < tasks.Length; i++)
            weights[i] *= tasks[i].Preference / preferences;
        return Temperature * (largest + Math.Log(sum));
    }
}
