using TorchSharp;

namespace Mtl;

/// <summary>
/// The labels of a regression task with several outputs: an array per row. A row without an array has no labels; a number that is NaN is
/// a missing label.
/// </summary>
public sealed class RegressionArrayLabels : LabelColumn
{
    private readonly int _outputs;
    private readonly NumberBuffer _values;
    private readonly TensorBuffer<float> _present = new();

    /// <summary>Creates an empty column.</summary>
    /// <param name="task">The task's name, for messages.</param>
    /// <param name="outputs">The number of numbers per row; at least 1.</param>
    /// <param name="type">
    /// The element type: <c>float64</c> if the labels are standardized, which are rounded only afterwards; else <c>float32</c>.
    /// </param>
    /// <param name="warnings">Warns of numbers that <c>float32</c> cannot represent exactly; null for no warnings.</param>
    /// <exception cref="ArgumentException"><paramref name="type"/> is another type.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="outputs"/> is below 1.</exception>
    public RegressionArrayLabels(
        string task, int outputs, torch.ScalarType type = torch.ScalarType.Float32, PrecisionWarnings? warnings = null)
        : base(task)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        _outputs = outputs;
        _values = new("label", type, warnings);
    }

    /// <inheritdoc/>
    public override int Rows => (int)(_present.Count / _outputs);

    /// <summary>Adds the numbers of the next row.</summary>
    /// <param name="label">The numbers, NaN for a missing one; null if all are missing.</param>
    /// <exception cref="InvalidRowException">There are too few or too many numbers, or one is infinite.</exception>
    public void Add(float[]? label) => Add<float>(label);

    /// <inheritdoc cref="Add(float[])"/>
    public void Add(double[]? label) => Add<double>(label);

    /// <inheritdoc/>
    public override TaskLabels ToLabels()
    {
        long[] shape = [Rows, _outputs];
        return new(_values.ToTensor(shape), _present.ToTensor(shape));
    }

    private void Add<T>(T[]? label)
        where T : struct, System.Numerics.IFloatingPoint<T>
    {
        RequireArray(label);
        if (label is not null && label.Length != _outputs)
            throw Invalid($"has {Figure.Count(label.Length, "number")}; expected {_outputs}, or null for a missing label.");
        int row = Row;
        for (int i = 0; i < _outputs; i++)
        {
            bool isPresent = label is not null && !T.IsNaN(label[i]);
            if (!_values.TryAdd(row, TaskName, isPresent ? label![i] : T.Zero))
                throw Invalid(i, $"is {_values.Refusal(TaskName, label![i])}, or NaN for a missing label.");
            _present.Add(isPresent ? 1 : 0);
        }
    }
}
