namespace Mtl;

/// <summary>
/// The known values of a text feature and their indices. They are collected from the training data, saved with the model, and used to
/// convert rows to tensors.
/// </summary>
/// <remarks>
/// <para>
/// A vocabulary is fitted once, by the first training on rows that have a value, and never changes afterwards, because the weights depend
/// on it. Further training uses the same vocabulary, and a loaded model has the vocabulary of the model file.
/// </para>
/// <para>
/// Unknown values and null are missing: all one-hot columns are 0, and the embedding is the zero vector. If the training data has more
/// values than <see cref="Capacity"/>, the most frequent ones are kept; of equally frequent ones, those that come first in ordinal order.
/// <see cref="RowWarning.Reported"/> then reports the first row with a value that is not kept.
/// </para>
/// </remarks>
public sealed class Vocabulary
{
    private readonly Dictionary<string, long> _indices = new(StringComparer.Ordinal);
    private IReadOnlyList<string>? _values;

    /// <summary>Creates a vocabulary that is not fitted.</summary>
    /// <param name="feature">The feature's name.</param>
    /// <param name="capacity">The maximum number of known values; at least 1.</param>
    /// <exception cref="ArgumentException"><paramref name="feature"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is below 1.</exception>
    public Vocabulary(string feature, int capacity)
    {
        ArgumentException.ThrowIfNullOrEmpty(feature);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        Feature = feature;
        Capacity = capacity;
    }

    /// <summary>The feature's name.</summary>
    public string Feature { get; }

    /// <summary>The maximum number of known values.</summary>
    public int Capacity { get; }

    /// <summary>Whether it was fitted. If the training data had no values, it is empty, and the next training fits it again.</summary>
    public bool IsFitted => _values is not null;

    /// <summary>The known values in the order of their indices, which is ordinal; empty before the vocabulary is fitted.</summary>
    public IReadOnlyList<string> Values => _values ?? [];

    /// <summary>Fits the vocabulary, unless it already has values.</summary>
    /// <param name="values">The feature's values in the training data, one per row; read only if needed.</param>
    /// <exception cref="InvalidRowException">A value has an unpaired surrogate, which could not be saved.</exception>
    public void EnsureFitted(IEnumerable<string?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (Values.Count > 0)
            return;
        Fit(values.Select(static (value, row) => (row, value)));
    }

    /// <inheritdoc cref="EnsureFitted(IEnumerable{string})"/>
    /// <param name="sequences">The feature's values in the training data, a sequence per row; read only if needed.</param>
    public void EnsureFitted(IEnumerable<IEnumerable<string?>?> sequences)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        if (Values.Count == 0)
            Fit(sequences.SelectMany(static (sequence, row) => (sequence ?? []).Select(value => (row, value))));
    }

    private void Fit(IEnumerable<(int Row, string? Value)> values)
    {
        var counts = new Dictionary<string, (long Count, int FirstRow)>(StringComparer.Ordinal);
        foreach (var (row, value) in values)
        {
            if (value is null)
                continue;
            RequireText(row, value);
            var (count, firstRow) = counts.GetValueOrDefault(value, (0, row));
            counts[value] = (count + 1, firstRow);
        }

        Restore([.. counts
            .OrderByDescending(value => value.Value.Count).ThenBy(value => value.Key, StringComparer.Ordinal)
            .Take(Capacity)
            .Select(value => value.Key)
            .Order(StringComparer.Ordinal)]);
        if (counts.Count > Capacity)
            ReportCut(counts);
    }

    private void ReportCut(Dictionary<string, (long Count, int FirstRow)> counts)
    {
        var cut = counts.Where(value => !_indices.ContainsKey(value.Key)).Select(value => value.Value).ToList();
        double share = (double)cut.Sum(value => value.Count) / counts.Values.Sum(value => value.Count);
        RowWarning.Report(new(cut.Min(value => value.FirstRow), Feature, FormattableString.Invariant(
            $"feature '{Feature}' has {counts.Count} different values, and the {Capacity} most frequent are kept; ")
            + FormattableString.Invariant($"the others, {share:0.##%} of all, count as missing. ")
            + "Increase Categories if they matter. This is reported once."));
    }

    /// <summary>Checks that a value has no unpaired surrogate, which cannot be written to a file.</summary>
    private void RequireText(int row, string value)
    {
        int position = 0;
        while (position < value.Length && System.Text.Rune.TryGetRuneAt(value, position, out var rune))
            position += rune.Utf16SequenceLength;
        if (position < value.Length)
        {
            throw new InvalidRowException(
                row,
                Feature,
                $"feature '{Feature}' has the unpaired surrogate U+{(int)value[position]:X4} at position {position}; "
                + "a valid text was expected.");
        }
    }

    /// <summary>The index of a value, from 0; null for a value that is missing or unknown.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="InvalidOperationException">The vocabulary is not fitted.</exception>
    public long? IndexOf(string? value)
    {
        if (!IsFitted)
        {
            throw new InvalidOperationException(
                $"The vocabulary of '{Feature}' is not fitted: train the model on rows or load a trained one first, "
                + $"or call {nameof(EnsureFitted)} with the values of the training data.");
        }

        return value is not null && _indices.TryGetValue(value, out long index) ? index : null;
    }

    /// <summary>"Town: 40 of at most 50 values".</summary>
    public override string ToString() => IsFitted ? $"{Feature}: {Values.Count} of at most {Capacity} values" : $"{Feature}: not fitted";

    /// <summary>The values for <see cref="Restore"/>; null for a vocabulary that is not fitted.</summary>
    internal IReadOnlyList<string>? State => _values;

    /// <summary>Sets the values, in the order of their indices; null for a vocabulary that is not fitted.</summary>
    internal void Restore(IReadOnlyList<string>? values)
    {
        _indices.Clear();
        foreach (string value in values ?? [])
            _indices.Add(value, _indices.Count);
        _values = values;
    }
}
