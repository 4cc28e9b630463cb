using System.Numerics;
using TorchSharp;

namespace Mtl;

/// <summary>The labels of a regression task with one output.</summary>
public sealed class RegressionLabels : LabelColumn<float>
{
    private readonly NumberBuffer _values;

    /// <summary>Creates an empty column.</summary>
    /// <param name="task">The task's name, for messages.</param>
    /// <param name="type">
    /// The element type: <c>float64</c> if the labels are standardized, which are rounded only afterwards; else <c>float32</c>.
    /// </param>
    /// <param name="warnings">Warns of numbers that <c>float32</c> cannot represent exactly; null for no warnings.</param>
    /// <exception cref="ArgumentException"><paramref name="type"/> is another type.</exception>
    public RegressionLabels(string task, torch.ScalarType type = torch.ScalarType.Float32, PrecisionWarnings? warnings = null)
        : base(task) => _values = new("label", type, warnings);

    /// <summary>Adds the label of the next row.</summary>
    /// <param name="label">The number; null if the label is missing.</param>
    /// <exception cref="InvalidRowException">The number is not finite.</exception>
    public void Add(double? label) => AddNumber(label);

    /// <inheritdoc cref="Add(double?)"/>
    public void Add(long? label) => AddNumber(label);

    /// <inheritdoc cref="Add(double?)"/>
    public void Add(ulong? label) => AddNumber(label);

    /// <inheritdoc cref="Add(double?)"/>
    public void Add(decimal? label) => AddNumber(label);

    /// <inheritdoc/>
    protected override void Store(float? label) => Store<float>(label);

    /// <inheritdoc/>
    protected override torch.Tensor ToValues() => _values.ToTensor(_values.Count);

    /// <inheritdoc/>
    internal override void AddNumber<TNumber>(TNumber? label)
    {
        Store(label);
        AddPresence(label is not null);
    }

    private void Store<T>(T? label)
        where T : struct, INumber<T>
    {
        if (!_values.TryAdd(Row, TaskName, label ?? T.Zero))
            throw Invalid($"is {_values.Refusal(TaskName, label!.Value)}, or null for a missing label.");
    }
}
