using System.ComponentModel;
using System.Numerics;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>
/// Collects a feature that is a sequence of categories of varying length, for example token ids or words, in a padded <c>int64</c> tensor
/// and a tensor of the lengths. Call <c>Add</c> once for every row.
/// </summary>
/// <remarks>The padding is index 0. It has no effect, because layers use the lengths.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class IndexSequences
{
    private const long Missing = 0;

    private readonly int _maxLength;
    private readonly StepCounts _lengths = new();
    private readonly TensorBuffer<long> _indices = new();

    /// <summary>Creates an empty collection.</summary>
    /// <param name="maxLength">The maximum number of steps per row; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxLength"/> is below 1.</exception>
    public IndexSequences(int maxLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 1);
        _maxLength = maxLength;
    }

    /// <summary>The length of the row that was added last.</summary>
    public int LastLength => _lengths.Last;

    /// <summary>Adds a row of indices.</summary>
    /// <typeparam name="T">The type of the indices.</typeparam>
    /// <param name="feature">The feature's name, for messages.</param>
    /// <param name="categories">How many categories there are.</param>
    /// <param name="values">The indices, from 0.</param>
    /// <exception cref="InvalidRowException">The array is null, empty or too long, or a category does not exist.</exception>
    public void Add<T>(string feature, int categories, T[]? values)
        where T : struct, IBinaryInteger<T>
    {
        _lengths.Require(feature, values?.Length, _maxLength);
        for (int step = 0; step < values!.Length; step++)
            _indices.Add(CategoryIndex.Of(_lengths.Rows, feature, categories, values[step], step));
        _lengths.Add(values.Length);
    }

    /// <summary>
    /// Adds a row of texts: 0 for one that is missing or not in the vocabulary, else one more than its index in the vocabulary.
    /// </summary>
    /// <param name="vocabulary">The known values.</param>
    /// <param name="values">The texts.</param>
    /// <exception cref="InvalidRowException">The array is null, empty or too long.</exception>
    /// <exception cref="InvalidOperationException">The vocabulary is not fitted.</exception>
    public void Add(Vocabulary vocabulary, string?[]? values)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        _lengths.Require(vocabulary.Feature, values?.Length, _maxLength);
        foreach (string? value in values!)
            _indices.Add(vocabulary.IndexOf(value) is { } index ? index + 1 : Missing);
        _lengths.Add(values.Length);
    }

    /// <summary>Checks that the row that was added last is as long as another feature.</summary>
    /// <param name="feature">The feature's name, for the message.</param>
    /// <param name="other">The other feature's name, for the message.</param>
    /// <param name="length">The other feature's length.</param>
    /// <exception cref="InvalidRowException">It has another length.</exception>
    public void RequireLength(string feature, string other, int length) => _lengths.RequireLast(feature, other, length);

    /// <summary>Creates a padded tensor of the rows. It can be called only once for large data, which is moved, not copied.</summary>
    /// <returns><c>int64 [rows, steps of the longest row]</c> on the CPU.</returns>
    public torch.Tensor ToTensor() => _lengths.Pad(_indices, stepShape: []);

    /// <summary>The lengths of the rows.</summary>
    /// <returns><c>int64 [rows]</c> on the CPU.</returns>
    public torch.Tensor ToLengths() => _lengths.ToTensor();
}
