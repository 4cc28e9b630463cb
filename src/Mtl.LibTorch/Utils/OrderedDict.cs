using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace TorchSharp.Utils;

/// <summary>A dictionary that keeps the order in which its entries came.</summary>
public class OrderedDict<TKey, TValue> : IDictionary<TKey, TValue>, IList<(TKey, TValue)>
    where TKey : notnull
{
    private readonly OrderedDictionary<TKey, TValue> _entries = [];

    /// <inheritdoc/>
    public TValue this[TKey key]
    {
        get => _entries[key];
        set => _entries[key] = value;
    }

    /// <summary>The entry at a place.</summary>
    public (TKey, TValue) this[int index]
    {
        get => Entry(index);
        set
        {
            _entries.RemoveAt(index);
            _entries.Insert(index, value.Item1, value.Item2);
        }
    }

    /// <inheritdoc/>
    public ICollection<TKey> Keys => _entries.Keys;

    /// <inheritdoc/>
    public ICollection<TValue> Values => _entries.Values;

    /// <inheritdoc cref="ICollection{T}.Count"/>
    public int Count => _entries.Count;

    /// <inheritdoc cref="ICollection{T}.IsReadOnly"/>
    public bool IsReadOnly => false;

    /// <summary>The keys in their order.</summary>
    public IEnumerable<TKey> keys() => _entries.Keys;

    /// <summary>The values in the order of their keys.</summary>
    public IEnumerable<TValue> values() => _entries.Values;

    /// <summary>The entries in their order.</summary>
    public IEnumerator<(TKey, TValue)> items() => GetEnumerator();

    /// <summary>Removes all entries.</summary>
    public void clear() => Clear();

    /// <inheritdoc/>
    public void Add(TKey key, TValue value) => _entries.Add(key, value);

    /// <inheritdoc/>
    public void Add(KeyValuePair<TKey, TValue> item) => _entries.Add(item.Key, item.Value);

    /// <inheritdoc/>
    public void Add((TKey, TValue) item) => _entries.Add(item.Item1, item.Item2);

    /// <summary>Adds an entry unless there is one of that key.</summary>
    internal bool TryAdd(TKey key, TValue value) => _entries.TryAdd(key, value);

    /// <inheritdoc cref="ICollection{T}.Clear"/>
    public void Clear() => _entries.Clear();

    /// <inheritdoc/>
    public bool Contains(KeyValuePair<TKey, TValue> item) => _entries.Contains(item);

    /// <inheritdoc/>
    public bool Contains((TKey, TValue) item) => IndexOf(item) >= 0;

    /// <inheritdoc/>
    public bool ContainsKey(TKey key) => _entries.ContainsKey(key);

    /// <inheritdoc/>
    public void CopyTo(KeyValuePair<TKey, TValue>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<TKey, TValue>>)_entries).CopyTo(array, arrayIndex);

    /// <inheritdoc/>
    public void CopyTo((TKey, TValue)[] array, int arrayIndex)
    {
        foreach (var entry in this)
            array[arrayIndex++] = entry;
    }

    /// <inheritdoc/>
    public int IndexOf((TKey, TValue) item)
    {
        var index = _entries.IndexOf(item.Item1);
        return index >= 0 && Equals(Entry(index).Item2, item.Item2) ? index : -1;
    }

    /// <inheritdoc/>
    public void Insert(int index, (TKey, TValue) item) => _entries.Insert(index, item.Item1, item.Item2);

    /// <inheritdoc/>
    public bool Remove(TKey key) => _entries.Remove(key);

    /// <inheritdoc/>
    public bool Remove(KeyValuePair<TKey, TValue> item) => Remove((item.Key, item.Value));

    /// <inheritdoc/>
    public bool Remove((TKey, TValue) item) => Contains(item) && _entries.Remove(item.Item1);

    /// <inheritdoc/>
    public void RemoveAt(int index) => _entries.RemoveAt(index);

    /// <inheritdoc/>
    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) => _entries.TryGetValue(key, out value);

    /// <summary>The entries in their order.</summary>
    public IEnumerator<(TKey, TValue)> GetEnumerator()
    {
        foreach (var (key, value) in _entries)
            yield return (key, value);
    }

    IEnumerator<KeyValuePair<TKey, TValue>> IEnumerable<KeyValuePair<TKey, TValue>>.GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private (TKey, TValue) Entry(int index)
    {
        var (key, value) = _entries.GetAt(index);
        return (key, value);
    }
}
