namespace Mtl;

/// <summary>
/// The mean of the <see cref="Selected"/> gradients with the lowest scores. The score of g is the sum of its squared distances
/// <c>‖g − g′‖²</c> to the <c>T − Outliers − 2</c> closest other gradients (Blanchard et al. 2017); with <see cref="Selected"/> above 1 it
/// is Multi-Krum. Preferences are ignored: a factor of a single selected gradient would not favor its task.
/// </summary>
/// <remarks>
/// <para>
/// The tasks that are not selected train only their task-specific parameters in that step. Of equal scores, the first in the order of the
/// tasks is the lowest. With fewer tasks than <see cref="Selected"/>, all are selected.
/// </para>
/// <para>
/// The guarantees of the paper require <c>T &gt; 2·Outliers + 2</c>. With at most <c>Outliers + 3</c> tasks, the score is the distance to
/// the closest other gradient alone, and the two gradients closest to each other have the same score. The first of their tasks is then
/// selected: of two tasks always the first.
/// </para>
/// </remarks>
public sealed class KrumBalancing : GradientBalancing
{
    /// <summary>The number of tasks whose gradients are assumed to be outliers: at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int Outliers { get; init => field = OptionRange.AtLeast(0, value, nameof(Outliers)); }

    /// <summary>The number of tasks whose gradients are averaged: at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Selected { get; init => field = OptionRange.AtLeast(1, value, nameof(Selected)); } = 1;

    /// <inheritdoc/>
    protected override void Weigh(Gramian gradients, Span<double> weights, Span<double> headWeights)
    {
        int selected = Math.Min(Selected, gradients.Count);
        weights.Clear();
        foreach (int task in Enumerable.Range(0, gradients.Count).OrderBy(task => Score(gradients, task)).Take(selected))
            weights[task] = 1.0 / selected;
    }

    private double Score(Gramian gradients, int task)
    {
        int neighbors = Math.Max(gradients.Count - Outliers - 2, 1);
        return Enumerable.Range(0, gradients.Count)
            .Where(other => other != task)
            .Select(other => SquaredDistance(gradients, task, other))
            .Order()
            .Take(neighbors)
            .Sum();
    }

    /// <summary>The squared distance of two gradients; not negative, which rounding could make that of equal gradients.</summary>
    private static double SquaredDistance(Gramian gradients, int first, int second) =>
        Math.Max(gradients[first, first] + gradients[second, second] - (2 * gradients[first, second]), 0);
}
