using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>Finds the columns of an input that are standardized: by the feature's own attribute, else by that of the model.</summary>
internal static class StandardizedInput
{
    /// <summary>The ranges of the first size that are standardized.</summary>
    public static EquatableArray<ColumnRange> ColumnsOf(InputDescription input, Shape shape, bool isDefault)
    {
        if (input.Indices is not null)
            return EquatableArray<ColumnRange>.Empty;
        if (input.Features.All(feature => feature is { Kind: FeatureKind.Number, IsNullable: false }))
        {
            // Numbers only: an image or a signal keeps its shape, and is standardized as a whole or not at all.
            var all = input.Features.Count == 0 ? isDefault : input.Features.All(feature => feature.Standardize ?? isDefault);
            if (all || input.Features.Count < 2)
            {
                return all
                    ? new[] { new ColumnRange(0, shape.Sizes[shape.Sequence is null ? 0 : 1]) }.ToEquatableArray()
                    : EquatableArray<ColumnRange>.Empty;
            }
        }

        var ranges = new List<ColumnRange>();
        var start = 0;
        foreach (var feature in input.Features)
        {
            if (feature.Kind == FeatureKind.Number && (feature.Standardize ?? isDefault))
                Append(ranges, start, start + feature.Length);
            start += (int)feature.Width;
        }
        return ranges.ToEquatableArray();
    }

    private static void Append(List<ColumnRange> ranges, int start, int end)
    {
        if (ranges.Count > 0 && ranges[ranges.Count - 1].End == start)
            ranges[ranges.Count - 1] = ranges[ranges.Count - 1] with { End = end };
        else
            ranges.Add(new ColumnRange(start, end));
    }
}
