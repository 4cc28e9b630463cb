using System.Numerics;
using TorchSharp;

namespace Mtl;

/// <summary>The labels of a task that predicts a number.</summary>
public sealed class RegressionLabels : LabelColumn<float>
{
    private readonly NumberBuffer _values;

    /// <summary>Makes an empty column.</summary>
    /// <param name="task">The task's name, for messages.</param>
    /// <param name="type">
    /// The element type, <c>float32</c> or <c>float64</c>: labels that are standardized keep all their digits until then.
    /// </param>
    /// <param name="warnings">Warns of numbers that the model will shorten to <c>float32</c>; null for nobody.</param>
    /// <exception cref="ArgumentException"><paramref name="type"/> is another type.</exception>
    public RegressionLabels(string task, torch.ScalarType type = torch.ScalarType.Float32, PrecisionWarnings? warnings = null)
        : base(task) => _values = new("label", type, warnings);

    /// <summary>Adds the label of the next row.</summary>
    /// <param name="label">The number; null where nobody labeled the row for this task.</param>
    /// <exception cref="InvalidRowException">It is not finite.</exception>
    public void Add(double? label) => Add<double>(label);

    /// <inheritdoc cref="Add(double?)"/>
    public void Add(long? label) => Add<long>(label);

    /// <inheritdoc cref="Add(double?)"/>
    public void Add(ulong? label) => Add<ulong>(label);

    /// <inheritdoc cref="Add(double?)"/>
    public void Add(decimal? label) => Add<decimal>(label);

    /// <inheritdoc/>
    protected override void Store(float? label) => Store<float>(label);

    /// <inheritdoc/>
    protected override torch.Tensor ToValues() => _values.ToTensor(_values.Count);

    private void Add<T>(T? label)
        where T : struct, INumber<T>
    {
        Store(label);
        AddPresence(label is not null);
    }

    private void Store<T>(T? label)
        where T : struct, INumber<T>
    {
        if (!_values.TryAdd(Row, TaskName, label ?? T.Zero))
            throw Invalid($"is {label}; expected a finite number, or null for a missing label.");
    }
}
