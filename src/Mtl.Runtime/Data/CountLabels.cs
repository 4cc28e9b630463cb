using TorchSharp;

namespace Mtl;

/// <summary>The labels of a count task, stored as <c>float32</c>: exact up to 2²⁴.</summary>
public sealed class CountLabels : LabelColumn<long>
{
    private readonly PrecisionWarnings? _warnings;
    private readonly TensorBuffer<float> _counts = new();

    /// <summary>Creates an empty column.</summary>
    /// <param name="task">The task's name, for messages.</param>
    /// <param name="warnings">Warns of counts that <c>float32</c> cannot represent exactly; null for no warnings.</param>
    public CountLabels(string task, PrecisionWarnings? warnings = null)
        : base(task) => _warnings = warnings;

    /// <inheritdoc/>
    internal override void AddNumber<TNumber>(TNumber? label) => Add(label is { } number ? long.CreateTruncating(number) : null);

    /// <inheritdoc/>
    protected override void Store(long? label)
    {
        if (label < 0)
            throw Invalid($"is {label}; expected a count of 0 or more, or null for a missing label.");
        long count = label ?? 0;
        _warnings?.Check(Row, "label", TaskName, count, count);
        _counts.Add(count);
    }

    /// <inheritdoc/>
    protected override torch.Tensor ToValues() => _counts.ToTensor(_counts.Count);
}
