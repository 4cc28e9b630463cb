namespace Mtl;

/// <summary>
/// <c>g0 + C·‖g0‖·gw/‖gw‖</c>, where g0 is the mean of the gradients, weighted by p, and <c>gw = Σ w·g</c> with the w on the simplex that
/// minimizes <c>gw·g0 + C·‖g0‖·‖gw‖</c> (Liu et al. 2021). Of all directions within the distance C·‖g0‖ from g0, it improves the worst task
/// most.
/// </summary>
public sealed class CAGradBalancing : GradientBalancing
{
    private const int MostSteps = 60;
    private const double Tolerance = 1e-12;

    /// <summary>The largest distance from the mean gradient, relative to its norm: in [0, 1). 0 is the mean gradient itself.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside [0, 1).</exception>
    public double C { get; init => field = OptionRange.ShareBelow1(value, nameof(C)); } = 0.4;

    /// <summary>Whether the direction is divided by <c>1 + C²</c>.</summary>
    public bool Rescale { get; init; }

    /// <inheritdoc/>
    protected override void Weigh(Gramian gradients, Span<double> weights, Span<double> headWeights)
    {
        double[] mean = gradients.MeanWeights();
        double meanLength = Math.Sqrt(MinNormSolver.SquaredLength(gradients.Matrix, mean));
        mean.CopyTo(weights);
        double radius = C * meanLength;
        double[] worst = radius > 0 ? FindWorst(gradients, mean, meanLength, radius) : mean;
        double worstLength = Math.Sqrt(MinNormSolver.SquaredLength(gradients.Matrix, worst));
        for (int i = 0; i < weights.Length; i++)
        {
            if (worstLength > Tolerance * meanLength)
                weights[i] += radius / worstLength * worst[i];
            if (Rescale)
                weights[i] /= 1 + (C * C);
        }
    }

    /// <summary>
    /// Computes the w. Since <c>‖gw‖ = min over ρ of ‖gw‖²/2ρ + ρ/2</c>, the w for a given ρ is the min-norm solution for the vectors
    /// <c>g + (ρ/radius)·g0</c>, and the sought ρ is equal to <c>‖gw‖</c>. The sum is convex in both, so ρ is found by bisection.
    /// </summary>
    private static double[] FindWorst(Gramian gradients, double[] mean, double meanLength, double radius)
    {
        int count = gradients.Count;
        var withMean = new double[count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
                withMean[i] += gradients[i, j] * mean[j];
        }

        double low = 0;
        double high = Enumerable.Range(0, count).Max(gradients.Norm);
        double[] worst = mean;
        for (int step = 0; step < MostSteps && high - low > Tolerance * high; step++)
        {
            double middle = (low + high) / 2;
            double shift = middle / radius;
            var moved = new double[count, count];
            for (int i = 0; i < count; i++)
            {
                for (int j = 0; j < count; j++)
                {
                    moved[i, j] = gradients[i, j]
                        + (shift * (withMean[i] + withMean[j])) + (shift * shift * meanLength * meanLength);
                }
            }

            worst = MinNormSolver.Find(moved);
            if (MinNormSolver.SquaredLength(gradients.Matrix, worst) > middle * middle)
                low = middle;
            else
                high = middle;
        }

        return worst;
    }
}
