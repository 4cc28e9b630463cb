namespace Mtl;

/// <summary>The contiguous ranges of the flat parameters that optimizers use.</summary>
/// <param name="all">The flat parameters.</param>
internal sealed class ContiguousRanges(FlatParameters all)
{
    private readonly Dictionary<(long Start, long Count), ContiguousRange> _known = [];

    /// <summary>The range of contiguous segments, always the same object. It is disposed of by <see cref="Clear"/>.</summary>
    /// <param name="segments">The segments, in their order.</param>
    public ContiguousRange this[IReadOnlyList<FlatSegment> segments]
    {
        get
        {
            var key = (segments[0].Start, segments.Sum(static segment => segment.Count));
            if (!_known.TryGetValue(key, out var range))
                _known[key] = range = new(all, key.Start, key.Item2);
            return range;
        }
    }

    /// <summary>Groups the segments of parameters into as few contiguous lists as possible.</summary>
    /// <param name="places">The places of the parameters.</param>
    public static List<List<FlatSegment>> Neighbors(IEnumerable<FlatParameter> places)
    {
        var lists = new List<List<FlatSegment>>();
        foreach (var segment in FlatSegment.Of(places))
        {
            if (lists is [.., [.., var last]] && last.Start + last.Count == segment.Start)
                lists[^1].Add(segment);
            else
                lists.Add([segment]);
        }

        return lists;
    }

    /// <summary>Frees the ranges, before the layout of the parameters changes.</summary>
    public void Clear()
    {
        foreach (var range in _known.Values)
            range.Dispose();
        _known.Clear();
    }
}
