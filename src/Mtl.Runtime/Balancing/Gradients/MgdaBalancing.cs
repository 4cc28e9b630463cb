namespace Mtl;

/// <summary>
/// The shortest vector of the form <c>Σ w·g</c> with w on the simplex, exactly (Désidéri 2012; Sener and Koltun 2018): no loss increases along it, and it is 0
/// where no direction helps all tasks. Preferences are ignored.
/// </summary>
public sealed class MgdaBalancing : GradientBalancing
{
    /// <summary>
    /// What the gradients are divided by while w is looked for, so that large ones do not decide; w then multiplies the gradients as they are, as in the
    /// authors' code.
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

    /// <summary>A loss or gradient of 0 divides nothing.</summary>
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
