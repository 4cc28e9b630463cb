using System.Numerics;

namespace Mtl.CompilerServices;

/// <content>Categories as one-hot columns: 1 in the column of the category, 0 in the others, and 0 in all if it is missing.</content>
public sealed partial class FeatureMatrix
{
    /// <summary>
    /// Adds a feature that is a member of an enum: one column per distinct value, in the order of <see cref="Enum.GetValues{TEnum}"/>.
    /// </summary>
    /// <typeparam name="TEnum">The categories.</typeparam>
    /// <param name="feature">The feature's name, for messages.</param>
    /// <param name="value">The category.</param>
    /// <exception cref="InvalidRowException">The value is not a member of the enum.</exception>
    public void AddOneHot<TEnum>(string feature, TEnum value)
        where TEnum : struct, Enum
        => AddColumns(EnumClasses<TEnum>.Values.Count, CategoryIndex.Of(_rows, feature, value));

    /// <inheritdoc cref="AddOneHot{TEnum}(string, TEnum)"/>
    /// <param name="feature">The feature's name, for messages.</param>
    /// <param name="value">The category; null if it is missing.</param>
    public void AddOneHotOrMissing<TEnum>(string feature, TEnum? value)
        where TEnum : struct, Enum
        => AddColumns(EnumClasses<TEnum>.Values.Count, value is { } category ? CategoryIndex.Of(_rows, feature, category) : null);

    /// <summary>Adds a feature that is the index of a category.</summary>
    /// <typeparam name="T">The type of the index.</typeparam>
    /// <param name="feature">The feature's name, for messages.</param>
    /// <param name="categories">How many categories there are: one column each.</param>
    /// <param name="value">The index, from 0.</param>
    /// <exception cref="InvalidRowException">There is no such category.</exception>
    public void AddOneHot<T>(string feature, int categories, T value)
        where T : struct, IBinaryInteger<T>
        => AddColumns(categories, CategoryIndex.Of(_rows, feature, categories, value));

    /// <inheritdoc cref="AddOneHot{T}(string, int, T)"/>
    /// <param name="feature">The feature's name, for messages.</param>
    /// <param name="categories">How many categories there are: one column each.</param>
    /// <param name="value">The index, from 0; null if it is missing.</param>
    public void AddOneHotOrMissing<T>(string feature, int categories, T? value)
        where T : struct, IBinaryInteger<T>
        => AddColumns(categories, value is { } index ? CategoryIndex.Of(_rows, feature, categories, index) : null);

    /// <summary>Adds a text feature: one column per value that the vocabulary can have.</summary>
    /// <param name="vocabulary">The known values; all columns are 0 for any other.</param>
    /// <param name="value">The text; null if it is missing.</param>
    /// <exception cref="InvalidOperationException">The vocabulary is not fitted.</exception>
    public void AddOneHot(Vocabulary vocabulary, string? value)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        AddColumns(vocabulary.Capacity, vocabulary.IndexOf(value));
    }

    private void AddColumns(int categories, long? index)
    {
        if (index is not { } column)
        {
            _values.AddZeros(categories);
            return;
        }

        _values.AddZeros((int)column);
        _values.Add(1);
        _values.AddZeros(categories - (int)column - 1);
    }
}
