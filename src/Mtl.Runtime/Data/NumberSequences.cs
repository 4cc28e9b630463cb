using System.ComponentModel;
using System.Numerics;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>
/// Collects a feature that is a sequence of varying length, of one or several numbers per step, in a padded tensor and a tensor of the
/// lengths. Call <c>Add</c> once for every row.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NumberSequences
{
    private readonly int _width;
    private readonly int _maxLength;
    private readonly StepCounts _lengths = new();
    private readonly NumberBuffer _values;

    /// <summary>Creates an empty collection.</summary>
    /// <param name="width">The number of numbers per step; at least 1.</param>
    /// <param name="maxLength">The maximum number of steps per row; at least 1.</param>
    /// <param name="type">
    /// The element type: <c>float64</c> if numbers are standardized, which are rounded only afterwards; else <c>float32</c>.
    /// </param>
    /// <param name="warnings">Warns of numbers that <c>float32</c> cannot represent exactly; null for no warnings.</param>
    /// <exception cref="ArgumentException"><paramref name="type"/> is another type.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public NumberSequences(int width, int maxLength, torch.ScalarType type = torch.ScalarType.Float32, PrecisionWarnings? warnings = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 1);
        (_width, _maxLength) = (width, maxLength);
        _values = new("feature", type, warnings);
    }

    /// <summary>The length of the row that was added last.</summary>
    public int LastLength => _lengths.Last;

    /// <summary>Adds a row whose steps are concatenated in one array.</summary>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <param name="feature">The feature's name, for messages.</param>
    /// <param name="values">The numbers, step by step.</param>
    /// <exception cref="InvalidRowException">
    /// The array is null, empty or too long, its length is not a multiple of the width, or a number is not finite.
    /// </exception>
    public void Add<T>(string feature, T[]? values)
        where T : struct, INumber<T>
    {
        if (values is not null && values.Length % _width != 0)
        {
            throw new InvalidRowException(
                _lengths.Rows,
                feature,
                $"feature '{feature}' has {Figure.Count(values.Length, "number")}; "
                + $"a multiple of {_width}, the numbers of a step, was expected.");
        }

        _lengths.Require(feature, values?.Length / _width, _maxLength);
        _values.Add<T>(_lengths.Rows, feature, values.AsSpan());
        _lengths.Add(values!.Length / _width);
    }

    /// <summary>Adds a row with an array for every step.</summary>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <param name="feature">The feature's name, for messages.</param>
    /// <param name="steps">The numbers of each step.</param>
    /// <exception cref="InvalidRowException">
    /// The array is null, empty or too long, a step has another width, or a number is not finite.
    /// </exception>
    public void Add<T>(string feature, T[]?[]? steps)
        where T : struct, INumber<T>
    {
        _lengths.Require(feature, steps?.Length, _maxLength);
        for (int step = 0; step < steps!.Length; step++)
        {
            if (steps[step]?.Length != _width)
            {
                string found = steps[step] is { } numbers ? $"has {Figure.Count(numbers.Length, "number")}" : "is null";
                throw new InvalidRowException(
                    _lengths.Rows, feature, $"step {step} of feature '{feature}' {found}; {_width} numbers were expected.");
            }

            foreach (var value in steps[step]!)
                _values.Add(_lengths.Rows, feature, value, step);
        }

        _lengths.Add(steps.Length);
    }

    /// <summary>Adds a row whose steps are the rows of a matrix.</summary>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <param name="feature">The feature's name, for messages.</param>
    /// <param name="steps">The numbers, <c>[step, number]</c>.</param>
    /// <exception cref="InvalidRowException">
    /// The array is null, has no steps or too many, has another width, or a number is not finite.
    /// </exception>
    public void Add<T>(string feature, T[,]? steps)
        where T : struct, INumber<T>
    {
        _lengths.Require(feature, steps?.GetLength(0), _maxLength);
        if (steps!.GetLength(1) != _width)
        {
            throw new InvalidRowException(
                _lengths.Rows, feature, $"a step of feature '{feature}' has {steps.GetLength(1)} numbers; {_width} were expected.");
        }

        var values = RectangularArray.Values<T>(steps);
        _values.Add(_lengths.Rows, feature, values);
        _lengths.Add(steps.GetLength(0));
    }

    /// <summary>Checks that the row that was added last is as long as another feature.</summary>
    /// <param name="feature">The feature's name, for the message.</param>
    /// <param name="other">The other feature's name, for the message.</param>
    /// <param name="length">The other feature's length.</param>
    /// <exception cref="InvalidRowException">It has another length.</exception>
    public void RequireLength(string feature, string other, int length) => _lengths.RequireLast(feature, other, length);

    /// <summary>Creates a padded tensor of the rows. It can be called only once for large data, which is moved, not copied.</summary>
    /// <param name="stepShape">The shape of a step; the product of its sizes is the width.</param>
    /// <returns><c>[rows, steps of the longest row, stepShape…]</c> on the CPU, padded with 0.</returns>
    public torch.Tensor ToTensor(params ReadOnlySpan<long> stepShape) => _values.ToPaddedTensor(_lengths, stepShape);

    /// <summary>The lengths of the rows.</summary>
    /// <returns><c>int64 [rows]</c> on the CPU.</returns>
    public torch.Tensor ToLengths() => _lengths.ToTensor();
}
