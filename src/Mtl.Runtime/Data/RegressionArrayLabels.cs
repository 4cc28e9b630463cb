using TorchSharp;

namespace Mtl;

/// <summary>
/// The labels of a task that predicts several numbers: an array per row. A row without an array has no labels; a number that is
/// NaN is missing on its own.
/// </summary>
public sealed class RegressionArrayLabels : LabelColumn
{
    private readonly int _outputs;
    private readonly List<float> _values = [];
    private readonly List<float> _present = [];

    /// <summary>Makes an empty column.</summary>
    /// <param name="task">The task's name, for messages.</param>
    /// <param name="outputs">How many numbers a row has; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="outputs"/> is below 1.</exception>
    public RegressionArrayLabels(string task, int outputs)
        : base(task)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        _outputs = outputs;
    }

    /// <inheritdoc/>
    public override int Rows => _values.Count / _outputs;

    /// <summary>Adds the numbers of the next row.</summary>
    /// <param name="label">The numbers, NaN where one is missing; null where nobody labelled the row for this task.</param>
    /// <exception cref="InvalidRowException">There are too few or too many numbers, or one is infinite.</exception>
    public void Add(float[]? label) => Add<float>(label);

    /// <inheritdoc cref="Add(float[])"/>
    public void Add(double[]? label) => Add<double>(label);

    /// <inheritdoc/>
    public override TaskLabels ToLabels()
    {
        long[] shape = [Rows, _outputs];
        return new(torch.tensor(_values.ToArray(), shape), torch.tensor(_present.ToArray(), shape));
    }

    private void Add<T>(T[]? label)
        where T : struct, System.Numerics.IFloatingPoint<T>
    {
        if (label is not null && label.Length != _outputs)
            throw Invalid($"has {label.Length} numbers; expected {_outputs}, or null for a missing label.");
        float[] numbers = label is null ? [] : Array.ConvertAll(label, float.CreateTruncating);
        if (Array.Find(numbers, float.IsInfinity) is var infinite and not 0)
            throw Invalid($"holds {infinite}; expected finite numbers, or NaN for one that is missing.");
        for (int i = 0; i < _outputs; i++)
        {
            bool isPresent = i < numbers.Length && !float.IsNaN(numbers[i]);
            _values.Add(isPresent ? numbers[i] : 0);
            _present.Add(isPresent ? 1 : 0);
        }
    }
}
