namespace Mtl;

/// <summary>
/// Ends a training run when the watched validation result no longer improves (Prechelt 1998). What is watched is
/// <see cref="TrainingOptions.Watch"/>.
/// </summary>
public sealed record EarlyStopping
{
    /// <summary>The number of epochs without an improvement after which training stops; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Patience
    {
        get;
        init => field = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Patience), value, $"{nameof(Patience)} must be at least 1, but is {value}.");
    } = 5;

    /// <summary>
    /// The minimum change of the watched value that counts as an improvement, in its unit; finite and at least 0. An epoch that is better
    /// by less is no improvement for <see cref="Patience"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double MinimumChange
    {
        get;
        init => field = double.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(MinimumChange), value, $"{nameof(MinimumChange)} must be a finite number of at least 0, but is {value}.");
    }
}
