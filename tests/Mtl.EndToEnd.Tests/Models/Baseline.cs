namespace Mtl.EndToEnd.Tests.Models;

/// <summary>What a model reaches that reads nothing.</summary>
internal static class Baseline
{
    /// <summary>The accuracy of always predicting the most frequent label; rows without one do not count.</summary>
    public static double OfClasses<TRow, TLabel>(IEnumerable<TRow> rows, Func<TRow, TLabel?> label)
        where TLabel : struct
    {
        var labels = rows.Select(label).OfType<TLabel>().ToList();
        return labels.CountBy(value => value).Max(count => count.Value) / (double)labels.Count;
    }
}
