using System.ComponentModel;
using System.Numerics;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>
/// Collects the features of rows in one tensor <c>[rows, width]</c>. For every row, call <c>Add</c> once per feature, in the order of
/// declaration, and then <see cref="EndRow"/>.
/// </summary>
/// <remarks>
/// A number that is not finite in the element type is an error that names row and feature: a single NaN makes all parameters NaN.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class FeatureMatrix
{
    private readonly int _width;
    private readonly NumberBuffer _values;
    private int _rows;

    /// <summary>Creates an empty matrix.</summary>
    /// <param name="width">The number of values per row; at least 1.</param>
    /// <param name="type">
    /// The element type: <c>float64</c> if numbers are standardized, which are rounded only afterwards; else <c>float32</c>.
    /// </param>
    /// <param name="warnings">Warns of numbers that <c>float32</c> cannot represent exactly; null for no warnings.</param>
    /// <param name="expectedRows">The expected number of rows: if it is correct, they are not copied. 0 if unknown.</param>
    /// <exception cref="ArgumentException"><paramref name="type"/> is another type.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="width"/> is below 1.</exception>
    public FeatureMatrix(
        int width, torch.ScalarType type = torch.ScalarType.Float32, PrecisionWarnings? warnings = null, int expectedRows = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        _width = width;
        _values = new("feature", type, warnings, (long)expectedRows * width);
    }

    /// <summary>The number of rows finished so far.</summary>
    public int Rows => _rows;

    /// <summary>Adds a feature that is one number.</summary>
    /// <typeparam name="T">The type of the number.</typeparam>
    /// <param name="feature">The feature's name, for messages.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="InvalidRowException">The value is not finite.</exception>
    public void Add<T>(string feature, T value)
        where T : struct, INumber<T>
        => _values.Add(_rows, feature, value);

    /// <summary>
    /// Adds a number that can be missing, as two values: the number or NaN, and 1 if it is missing, else 0. The model's forward pass
    /// replaces NaN by 0; the second value distinguishes this 0 from a measured one.
    /// </summary>
    /// <typeparam name="T">The type of the number.</typeparam>
    /// <param name="feature">The feature's name, for messages.</param>
    /// <param name="value">The value; null if it is missing.</param>
    /// <exception cref="InvalidRowException">The value is neither null nor finite.</exception>
    public void AddOrMissing<T>(string feature, T? value)
        where T : struct, INumber<T>
    {
        if (value is { } number)
            _values.Add(_rows, feature, number);
        else
            _values.Add(float.NaN);
        _values.Add(value is null ? 1 : 0);
    }

    /// <summary>Adds a binary feature that can be missing, as two values: 1 for true, else 0; and 1 if it is missing, else 0.</summary>
    /// <param name="feature">The feature's name, for messages.</param>
    /// <param name="value">The value; null if it is missing.</param>
    public void AddOrMissing(string feature, bool? value)
    {
        Add(feature, value is true);
        Add(feature, value is null);
    }

    /// <summary>Adds a binary feature, as 1 or 0.</summary>
    /// <param name="feature">The feature's name, for messages.</param>
    /// <param name="value">The value.</param>
    public void Add(string feature, bool value) => _values.Add(value ? 1 : 0);

    /// <summary>Adds a feature that is several numbers.</summary>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <param name="feature">The feature's name, for messages.</param>
    /// <param name="length">The required number of numbers.</param>
    /// <param name="values">The numbers.</param>
    /// <exception cref="InvalidRowException">The count differs from <paramref name="length"/> or a number is not finite.</exception>
    public void Add<T>(string feature, int length, ReadOnlySpan<T> values)
        where T : struct, INumber<T>
    {
        RequireLength(feature, length, values.Length);
        _values.Add(_rows, feature, values);
    }

    /// <inheritdoc cref="Add{T}(string, int, ReadOnlySpan{T})"/>
    /// <exception cref="InvalidRowException">The array is null, its length is wrong, or a number is not finite.</exception>
    public void Add<T>(string feature, int length, T[]? values)
        where T : struct, INumber<T>
        => Add(feature, length, new ReadOnlySpan<T>(RequireValue(feature, length, values)));

    /// <inheritdoc cref="Add{T}(string, int, ReadOnlySpan{T})"/>
    /// <exception cref="InvalidRowException">The list is null, its length is wrong, or a number is not finite.</exception>
    public void Add<T>(string feature, int length, IReadOnlyList<T>? values)
        where T : struct, INumber<T>
    {
        var list = RequireValue(feature, length, values);
        RequireLength(feature, length, list.Count);
        for (int i = 0; i < list.Count; i++)
            _values.Add(_rows, feature, list[i], i);
    }

    /// <summary>Adds a feature that is a matrix of numbers, row by row.</summary>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <param name="feature">The feature's name, for messages.</param>
    /// <param name="rows">The required number of rows.</param>
    /// <param name="columns">The required number of columns.</param>
    /// <param name="values">The numbers.</param>
    /// <exception cref="InvalidRowException">The array is null, it has another size, or a number is not finite.</exception>
    public void Add<T>(string feature, int rows, int columns, T[,]? values)
        where T : struct, INumber<T>
        => AddAll<T>(feature, [rows, columns], values);

    /// <summary>Adds a feature that is an image, channel by channel, each row by row.</summary>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <param name="feature">The feature's name, for messages.</param>
    /// <param name="channels">The required number of channels.</param>
    /// <param name="rows">The required number of rows.</param>
    /// <param name="columns">The required number of columns.</param>
    /// <param name="values">The numbers.</param>
    /// <exception cref="InvalidRowException">The array is null, it has another size, or a number is not finite.</exception>
    public void Add<T>(string feature, int channels, int rows, int columns, T[,,]? values)
        where T : struct, INumber<T>
        => AddAll<T>(feature, [channels, rows, columns], values);

    /// <summary>Ends a row.</summary>
    /// <exception cref="InvalidOperationException">The number of values added since the last row is not the width.</exception>
    public void EndRow()
    {
        long added = _values.Count - ((long)_rows * _width);
        if (added != _width)
            throw new InvalidOperationException($"row {_rows}: {added} feature values were added, but the model's input has {_width}.");
        _rows++;
    }

    /// <summary>Creates a tensor of the finished rows. It can be called only once for large data, which is moved, not copied.</summary>
    /// <returns><c>[rows, width]</c> on the CPU.</returns>
    public torch.Tensor ToTensor() => ToTensor([_width]);

    /// <summary>Creates a tensor of the finished rows. It can be called only once for large data, which is moved, not copied.</summary>
    /// <param name="rowShape">The shape of a row; the product of its sizes is the width.</param>
    /// <returns><c>[rows, rowShape…]</c> on the CPU.</returns>
    /// <exception cref="ArgumentException">The product of the sizes is not the width.</exception>
    public torch.Tensor ToTensor(ReadOnlySpan<long> rowShape)
    {
        long width = 1;
        foreach (long size in rowShape)
            width *= size;
        if (width != _width)
        {
            throw new ArgumentException(
                $"a row of {_width} numbers cannot have the shape [{string.Join(", ", rowShape.ToArray())}].", nameof(rowShape));
        }

        return _values.ToTensor([_rows, .. rowShape]);
    }

    private void AddAll<T>(string feature, ReadOnlySpan<int> shape, Array? values)
        where T : struct, INumber<T>
    {
        string expected = string.Join(" × ", shape.ToArray());
        if (values is null)
            throw new InvalidRowException(_rows, feature, $"feature '{feature}' is null; {expected} numbers were expected.");
        int[] found = [.. Enumerable.Range(0, values.Rank).Select(values.GetLength)];
        if (!shape.SequenceEqual(found))
        {
            throw new InvalidRowException(
                _rows, feature, $"feature '{feature}' has {string.Join(" × ", found)} numbers; {expected} were expected.");
        }

        Add(feature, values.Length, RectangularArray.Values<T>(values));
    }

    private T RequireValue<T>(string feature, int length, T? value)
        where T : class
        => value ?? throw new InvalidRowException(_rows, feature, $"feature '{feature}' is null; {length} numbers were expected.");

    private void RequireLength(string feature, int length, int found)
    {
        if (found != length)
        {
            throw new InvalidRowException(
                _rows, feature, $"feature '{feature}' has {Figure.Count(found, "number")}; {length} were expected.");
        }
    }
}
