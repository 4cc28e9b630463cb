using System.ComponentModel;
using System.Numerics;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>
/// Collects the categories of rows, as indices, in one <c>int64</c> tensor for an <c>Embedding</c>. For every row, call <c>Add</c> once
/// per feature and then <see cref="EndRow"/>.
/// </summary>
/// <remarks>
/// If a category can be missing, index 0 means missing, and the categories start at 1. The embedding of 0 is the zero vector, like the
/// zeros of a missing one-hot category.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class IndexMatrix
{
    private const long Missing = 0;

    private readonly int _width;
    private readonly TensorBuffer<long> _indices;
    private int _rows;

    /// <summary>Creates an empty matrix.</summary>
    /// <param name="width">The number of indices per row; at least 1.</param>
    /// <param name="expectedRows">The expected number of rows: if it is correct, they are not copied. 0 if unknown.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="width"/> is below 1.</exception>
    public IndexMatrix(int width, int expectedRows = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        _indices = new((long)expectedRows * width);
        _width = width;
    }

    /// <summary>The number of rows finished so far.</summary>
    public int Rows => _rows;

    /// <summary>Adds a member of an enum: its index in the order of <see cref="Enum.GetValues{TEnum}"/>.</summary>
    /// <typeparam name="TEnum">The categories.</typeparam>
    /// <param name="feature">The feature's name, for messages.</param>
    /// <param name="value">The category.</param>
    /// <exception cref="InvalidRowException">The value is not a member of the enum.</exception>
    public void Add<TEnum>(string feature, TEnum value)
        where TEnum : struct, Enum
        => _indices.Add(CategoryIndex.Of(_rows, feature, value));

    /// <summary>Adds a member of an enum that can be missing: 0 if it is, else one more than its index.</summary>
    /// <typeparam name="TEnum">The categories.</typeparam>
    /// <param name="feature">The feature's name, for messages.</param>
    /// <param name="value">The category; null if it is missing.</param>
    /// <exception cref="InvalidRowException">The value is not a member of the enum.</exception>
    public void AddOrMissing<TEnum>(string feature, TEnum? value)
        where TEnum : struct, Enum
        => _indices.Add(value is { } category ? CategoryIndex.Of(_rows, feature, category) + 1 : Missing);

    /// <summary>Adds an index.</summary>
    /// <typeparam name="T">The type of the index.</typeparam>
    /// <param name="feature">The feature's name, for messages.</param>
    /// <param name="categories">How many categories there are.</param>
    /// <param name="value">The index, from 0.</param>
    /// <exception cref="InvalidRowException">There is no such category.</exception>
    public void Add<T>(string feature, int categories, T value)
        where T : struct, IBinaryInteger<T>
        => _indices.Add(CategoryIndex.Of(_rows, feature, categories, value));

    /// <summary>Adds an index that can be missing: 0 if it is, else one more than the index.</summary>
    /// <typeparam name="T">The type of the index.</typeparam>
    /// <param name="feature">The feature's name, for messages.</param>
    /// <param name="categories">How many categories there are.</param>
    /// <param name="value">The index, from 0; null if it is missing.</param>
    /// <exception cref="InvalidRowException">There is no such category.</exception>
    public void AddOrMissing<T>(string feature, int categories, T? value)
        where T : struct, IBinaryInteger<T>
        => _indices.Add(value is { } index ? CategoryIndex.Of(_rows, feature, categories, index) + 1 : Missing);

    /// <summary>Adds a text: 0 if it is missing or not in the vocabulary, else one more than its index in the vocabulary.</summary>
    /// <param name="vocabulary">The known values.</param>
    /// <param name="value">The text; null if it is missing.</param>
    /// <exception cref="InvalidOperationException">The vocabulary is not fitted.</exception>
    public void Add(Vocabulary vocabulary, string? value)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        _indices.Add(vocabulary.IndexOf(value) is { } index ? index + 1 : Missing);
    }

    /// <summary>Adds a sequence of indices, for example token ids.</summary>
    /// <typeparam name="T">The type of the indices.</typeparam>
    /// <param name="feature">The feature's name, for messages.</param>
    /// <param name="categories">How many categories there are.</param>
    /// <param name="length">The required number of indices.</param>
    /// <param name="values">The indices, from 0.</param>
    /// <exception cref="InvalidRowException">The array is null, its length is wrong, or a category does not exist.</exception>
    public void Add<T>(string feature, int categories, int length, T[]? values)
        where T : struct, IBinaryInteger<T>
    {
        if (values is null)
            throw new InvalidRowException(_rows, feature, $"feature '{feature}' is null; {length} category indices were expected.");
        if (values.Length != length)
        {
            string found = values.Length == 1 ? "1 category index" : $"{values.Length} category indices";
            throw new InvalidRowException(_rows, feature, $"feature '{feature}' has {found}; {length} were expected.");
        }

        for (int i = 0; i < values.Length; i++)
            _indices.Add(CategoryIndex.Of(_rows, feature, categories, values[i], i));
    }

    /// <summary>Ends a row.</summary>
    /// <exception cref="InvalidOperationException">The number of indices added since the last row is not the width.</exception>
    public void EndRow()
    {
        long added = _indices.Count - ((long)_rows * _width);
        if (added != _width)
            throw new InvalidOperationException($"row {_rows}: {added} category indices were added, but the model's input has {_width}.");
        _rows++;
    }

    /// <summary>Creates a tensor of the finished rows. It can be called only once for large data, which is moved, not copied.</summary>
    /// <returns><c>int64 [rows, width]</c> on the CPU.</returns>
    public torch.Tensor ToTensor() => _indices.ToTensor(_rows, _width);
}
