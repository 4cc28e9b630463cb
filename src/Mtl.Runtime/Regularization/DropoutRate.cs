using System.Globalization;
using TorchSharp;

namespace Mtl;

/// <summary>
/// The dropout rate of a task, which can change between two bounds during training: the <see cref="DropoutRule"/> of a run sets it in every
/// epoch. It is part of the state of the model, with the key <c>rate</c>.
/// </summary>
public sealed class DropoutRate : torch.nn.Module
{
    private const string Key = "rate";

    /// <summary>Creates a rate with the mean of the bounds as its initial value.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="min">The lowest rate; at least 0.</param>
    /// <param name="max">The highest rate, from <paramref name="min"/> up to, but not including, 1.</param>
    /// <exception cref="ArgumentException"><paramref name="task"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 ≤ min ≤ max &lt; 1.</exception>
    public DropoutRate(string task, double min, double max)
        : base(nameof(DropoutRate))
    {
        ArgumentException.ThrowIfNullOrEmpty(task);
        if (!(min >= 0 && min <= max && max < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(max),
                Invariant($"The bounds of the dropout rate of '{task}' must satisfy 0 ≤ min ≤ max < 1, but are {min} and {max}."));
        }

        Task = task;
        Min = min;
        Max = max;
        register_buffer(Key, torch.full(1, (float)((min + max) / 2)).DetachFromDisposeScope());
    }

    /// <summary>The name of the task; for experts that the tasks share, of their layer.</summary>
    public string Task { get; }

    /// <summary>The lowest rate.</summary>
    public double Min { get; }

    /// <summary>The highest rate.</summary>
    public double Max { get; }

    /// <summary>
    /// The probability of dropping a unit, stored as <c>float32</c>. A rate outside the bounds, from a file that was saved with wider
    /// bounds, is read as the nearer bound.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside <see cref="Min"/> and <see cref="Max"/>.</exception>
    public double Value
    {
        get => Math.Clamp(Rate.ToDouble(), Min, Max);
        set
        {
            if (!(value >= Min && value <= Max))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(Value), value, Invariant($"The dropout rate of '{Task}' must be between {Min} and {Max}, but is {value}."));
            }

            using var scope = torch.NewDisposeScope();
            Rate.fill_(value);
        }
    }

    /// <summary>Read by name at every use, because moving the model to a device replaces the tensor.</summary>
    private torch.Tensor Rate => get_buffer(Key)!;

    /// <summary>
    /// Does nothing: the constructor registers the rate. TorchSharp's implementation would search for fields by reflection.
    /// </summary>
    protected override void RegisterComponents()
    {
    }

    private static string Invariant(FormattableString message) => message.ToString(CultureInfo.InvariantCulture);
}
