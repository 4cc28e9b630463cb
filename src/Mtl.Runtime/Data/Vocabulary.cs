namespace Mtl;

/// <summary>
/// The values of a text feature that a model tells apart: learned from training data, stored with the model, applied
/// whenever rows become tensors.
/// </summary>
/// <remarks>
/// <para>
/// A vocabulary is fitted once, by the first training on rows that have a value, and then stays as it is: the weights belong to it.
/// Training goes on with the same one, and a loaded model has the one that it was saved with.
/// </para>
/// <para>
/// A value that it does not know, and null, are missing: one-hot columns are all 0, the embedding is the zero vector. Where the training
/// data has more values than <see cref="Capacity"/>, the most frequent ones are kept; of equally frequent ones, those that come first
/// in ordinal order. That is reported by <see cref="RowWarning.Reported"/>, with the first row that has a value which is not kept.
/// </para>
/// </remarks>
public sealed class Vocabulary
{
    private readonly Dictionary<string, long> _indices = new(StringComparer.Ordinal);
    private IReadOnlyList<string>? _values;

    /// <summary>Makes a vocabulary that is not fitted yet.</summary>
    /// <param name="feature">The feature's name.</param>
    /// <param name="capacity">The most values that are told apart; at least 1.</param>
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

    /// <summary>The most values that are told apart.</summary>
    public int Capacity { get; }

    /// <summary>Whether it has seen training data. Without a value in them it is empty, and the next training fits it again.</summary>
    public bool IsFitted => _values is not null;

    /// <summary>The values in ordinal order, which is that of their indices; none before the vocabulary is fitted.</summary>
    public IReadOnlyList<string> Values => _values ?? [];

    /// <summary>Learns the values, unless the vocabulary has some already.</summary>
    /// <param name="values">The feature's values in the training data, one per row; read only if needed.</param>
    /// <exception cref="InvalidRowException">A value holds half of a surrogate pair: it could not be saved.</exception>
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
            + "Give it more Categories if they matter. This is said once."));
    }

    /// <summary>Half of a character of two code units cannot be written to a file.</summary>
    private void RequireText(int row, string value)
    {
        int half = 0;
        while (half < value.Length && System.Text.Rune.TryGetRuneAt(value, half, out var rune))
            half += rune.Utf16SequenceLength;
        if (half < value.Length)
        {
            throw new InvalidRowException(
                row, Feature, $"feature '{Feature}' has half of a character at position {half}, U+{(int)value[half]:X4} alone; a text was expected.");
        }
    }

    /// <summary>The index of a value, from 0, or null for a value that is missing or not known.</summary>
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

    /// <summary>What <see cref="Restore"/> takes over: the values, or null for a vocabulary that is not fitted.</summary>
    internal IReadOnlyList<string>? State => _values;

    /// <summary>Takes over values in their order; null for a vocabulary that is not fitted.</summary>
    internal void Restore(IReadOnlyList<string>? values)
    {
        _indices.Clear();
        foreach (string value in values ?? [])
            _indices.Add(value, _indices.Count);
        _values = values;
    }
}
