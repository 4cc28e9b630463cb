namespace Mtl;

/// <summary>Parameters that follow each other, as one long one for an optimizer.</summary>
/// <param name="all">All parameters.</param>
internal sealed class ContiguousRanges(FlatParameters all)
{
    private readonly Dictionary<(long Start, long Count), ContiguousRange> _known = [];

    /// <summary>The stretch of segments that follow each other. It belongs to this object, and is the same when it is asked for again.</summary>
    /// <param name="segments">The segments, in their order.</param>
    public ContiguousRange this[IReadOnlyList<FlatSegment> segments]
    {
        get
        {
            var key = (segments[0].Start, segments.Sum(static segment => segment.Count));
            if (!_known.TryGetValue(key, out var stretch))
                _known[key] = stretch = new(all, key.Start, key.Item2);
            return stretch;
        }
    }

    /// <summary>The segments of parameters as few lists, in each of which they follow each other.</summary>
    /// <param name="places">Where the parameters lie.</param>
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

    /// <summary>Frees the stretches, before the parameters are laid out anew.</summary>
    public void Clear()
    {
        foreach (var stretch in _known.Values)
            stretch.Dispose();
        _known.Clear();
    }
}
