using TorchSharp;

namespace Mtl;

/// <summary>The labels of a task that counts, stored as <c>float32</c>: exact up to 2²⁴.</summary>
public sealed class CountLabels : LabelColumn<long>
{
    private readonly List<float> _counts = [];

    /// <summary>Makes an empty column.</summary>
    /// <param name="task">The task's name, for messages.</param>
    public CountLabels(string task)
        : base(task)
    {
    }

    /// <inheritdoc/>
    protected override void Store(long? label)
    {
        if (label < 0)
            throw Invalid($"is {label}; expected a count of 0 or more, or null for a missing label.");
        _counts.Add(label ?? 0);
    }

    /// <inheritdoc/>
    protected override torch.Tensor ToValues() => torch.tensor(_counts.ToArray());
}
