namespace Mtl;

/// <summary>
/// The mean, weighted by preferences, of the gradients after each was projected onto the cone of the directions that have no negative product with
/// any gradient (Quinton and Rey 2024). To first order no loss increases, and the direction is linear in the size of every gradient.
/// </summary>
public sealed class UPGradBalancing : GradientBalancing
{
    /// <inheritdoc/>
    protected override void Weigh(Gramian gradients, Span<double> weights, Span<double> headWeights)
    {
        double[] mean = gradients.MeanWeights();
        weights.Clear();
        for (int task = 0; task < gradients.Count; task++)
        {
            var one = new double[gradients.Count];
            one[task] = 1;
            double[] projected = ConflictFreeCone.Project(gradients.Matrix, one);
            for (int i = 0; i < weights.Length; i++)
                weights[i] += mean[task] * projected[i];
        }
    }
}
