using TorchSharp;

namespace Mtl;

/// <summary>The labels of a task that predicts a number.</summary>
public sealed class RegressionLabels : LabelColumn<float>
{
    private readonly List<float> _values = [];

    /// <summary>Makes an empty column.</summary>
    /// <param name="task">The task's name, for messages.</param>
    public RegressionLabels(string task)
        : base(task)
    {
    }

    /// <inheritdoc/>
    protected override void Store(float? label)
    {
        if (label is { } value && !float.IsFinite(value))
            throw Invalid($"is {value}; expected a finite number, or null for a missing label.");
        _values.Add(label ?? 0);
    }

    /// <inheritdoc/>
    protected override torch.Tensor ToValues() => torch.tensor(_values.ToArray());
}
