namespace Mtl;

/// <summary>Checks the arguments of a head's loss. The generator reports the same mistakes at compile time.</summary>
internal static class LossArguments
{
    /// <summary>Replaces the default by the head's first loss, and checks that any other is one of the head's losses.</summary>
    /// <exception cref="ArgumentException">The head does not have this loss.</exception>
    public static Loss Resolve(string task, Loss loss, params ReadOnlySpan<Loss> suitable)
    {
        if (loss == Loss.Default)
            return suitable[0];
        if (suitable.Contains(loss))
            return loss;
        throw new ArgumentException(
            $"{task}: the loss {loss} does not fit this head; expected {string.Join(" or ", suitable.ToArray())}.", nameof(loss));
    }

    /// <exception cref="ArgumentOutOfRangeException">
    /// The label smoothing is not in [0, 1), or not 0 for a loss without smoothing.
    /// </exception>
    public static double RequireSmoothing(double labelSmoothing, Loss loss)
    {
        if (labelSmoothing is >= 0 and < 1 && (labelSmoothing == 0 || loss == Loss.CrossEntropy))
            return labelSmoothing;
        throw new ArgumentOutOfRangeException(
            nameof(labelSmoothing), labelSmoothing, "The label smoothing must be in [0, 1), and 0 for any loss but the cross-entropy.");
    }

    /// <exception cref="ArgumentOutOfRangeException">The exponent is negative or not finite.</exception>
    public static double RequireGamma(double focalGamma)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(focalGamma);
        return RequireFinite(focalGamma, nameof(focalGamma));
    }

    /// <exception cref="ArgumentOutOfRangeException">The threshold is not positive, or not finite.</exception>
    public static double RequireDelta(double huberDelta)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(huberDelta);
        return RequireFinite(huberDelta, nameof(huberDelta));
    }

    /// <summary>Checks the quantiles.</summary>
    /// <exception cref="ArgumentException">They do not rise from above 0 to below 1.</exception>
    public static double[] RequireQuantiles(string task, ReadOnlySpan<double> quantiles)
    {
        double last = 0;
        foreach (double quantile in quantiles)
        {
            if (!(quantile > last && quantile < 1))
            {
                string found = string.Join(", ", quantiles.ToArray().Select(Figure.Exact));
                throw new ArgumentException($"{task}: the quantiles must be above 0, below 1 and rise; found {found}.", nameof(quantiles));
            }

            last = quantile;
        }

        return quantiles.ToArray();
    }

    /// <summary>Checks the weights; null for none.</summary>
    /// <exception cref="ArgumentException">There is another number of weights than of classes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A weight is not positive, or not finite.</exception>
    public static double[]? RequireWeights(string task, ReadOnlySpan<double> classWeights, int classes)
    {
        if (classWeights.IsEmpty)
            return null;
        if (classWeights.Length != classes)
        {
            throw new ArgumentException(
                $"{task}: {Figure.Count(classWeights.Length, "class weight")} for {classes} classes.", nameof(classWeights));
        }

        foreach (double weight in classWeights)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(weight, nameof(classWeights));
            RequireFinite(weight, nameof(classWeights));
        }

        return classWeights.ToArray();
    }

    private static double RequireFinite(double value, string name)
        => double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, "The number must be finite.");
}
