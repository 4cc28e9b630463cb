using TorchSharp;

namespace Mtl;

/// <summary>
/// The labels of a task that predicts several numbers: an array per row. A row without an array has no labels; a number that is
/// NaN is missing on its own.
/// </summary>
public sealed class RegressionArrayLabels : LabelColumn
{
    private readonly int _outputs;
    private readonly NumberBuffer _values;
    private readonly TensorBuffer<float> _present = new();

    /// <summary>Makes an empty column.</summary>
    /// <param name="task">The task's name, for messages.</param>
    /// <param name="outputs">How many numbers a row has; at least 1.</param>
    /// <param name="type">
    /// The element type, <c>float32</c> or <c>float64</c>: labels that are standardized keep all their digits until then.
    /// </param>
    /// <param name="warnings">Warns of numbers that the model will shorten to <c>float32</c>; null for nobody.</param>
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
    /// <param name="label">The numbers, NaN where one is missing; null where nobody labeled the row for this task.</param>
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
            throw Invalid($"has {label.Length} numbers; expected {_outputs}, or null for a missing label.");
        int row = Row;
        for (int i = 0; i < _outputs; i++)
        {
            bool isPresent = label is not null && !T.IsNaN(label[i]);
            if (!_values.TryAdd(row, TaskName, isPresent ? label![i] : T.Zero))
                throw Invalid($"holds {label![i]}; expected finite numbers, or NaN for one that is missing.");
            _present.Add(isPresent ? 1 : 0);
        }
    }
}
