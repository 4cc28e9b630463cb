namespace Mtl;

/// <summary>
/// <c>Σ w·g</c> with the w on the simplex for which its norm is smallest, exactly (Désidéri 2012; Sener and Koltun 2018): it increases no
/// loss to first order, and is 0 if no direction improves all tasks. Preferences are ignored.
/// </summary>
public sealed class MgdaBalancing : GradientBalancing
{
    /// <summary>
    /// What the gradients are divided by when w is computed, so that large gradients do not dominate. w is then applied to the original
    /// gradients, as in the code of the authors.
    /// </summary>
    public MgdaNormalization Normalization { get; init; }

    /// <inheritdoc/>
    protected override void Weigh(Gramian gradients, Span<double> weights, Span<double> headWeights)
    {
        int count = gradients.Count;
        var scaled = new double[count, count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
                scaled[i, j] = gradients[i, j] / (Scale(gradients, i) * Scale(gradients, j));
        }

        MinNormSolver.Find(scaled).CopyTo(weights);
    }

    /// <summary>The divisor of a gradient; 1 for a loss or gradient of 0.</summary>
    private double Scale(Gramian gradients, int task)
    {
        double scale = Normalization switch
        {
            MgdaNormalization.Norm => gradients.Norm(task),
            MgdaNormalization.Loss => gradients.Tasks[task].Loss,
            MgdaNormalization.LossAndNorm => gradients.Tasks[task].Loss * gradients.Norm(task),
            _ => 1,
        };
        return scale > 0 ? scale : 1;
    }
}
