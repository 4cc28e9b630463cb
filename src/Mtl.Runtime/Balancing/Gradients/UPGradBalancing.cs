namespace Mtl;

/// <summary>
/// The mean of the gradients, weighted by p, after each is projected onto the dual cone of the gradients: the directions v with <c>g·v ≥
/// 0</c> for every gradient, which increase no loss to first order (Quinton and Rey 2024). The result is linear in the norm of every
/// gradient.
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
