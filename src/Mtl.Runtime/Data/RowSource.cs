using System.ComponentModel;

namespace Mtl.CompilerServices;

/// <summary>Reads and counts rows.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RowSource
{
    /// <summary>Reads the rows one by one and checks that none is null.</summary>
    /// <typeparam name="TRow">The type of a row.</typeparam>
    /// <param name="rows">The rows.</param>
    /// <returns>The same rows.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rows"/> is null.</exception>
    /// <exception cref="InvalidRowException">A row is null; thrown when it is read.</exception>
    public static IEnumerable<TRow> Read<TRow>(IEnumerable<TRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return default(TRow) is null ? NotNull(rows) : rows;
    }

    /// <summary>The number of rows; 0 if they would have to be enumerated to count them.</summary>
    /// <typeparam name="TRow">The type of a row.</typeparam>
    /// <param name="rows">The rows.</param>
    public static int CountIfKnown<TRow>(IEnumerable<TRow>? rows) =>
        rows is not null && rows.TryGetNonEnumeratedCount(out int count) ? count : 0;

    private static IEnumerable<TRow> NotNull<TRow>(IEnumerable<TRow> rows)
    {
        int number = 0;
        foreach (var row in rows)
        {
            yield return row
                ?? throw new InvalidRowException(number, "", "the row itself is null; remove such rows when reading the data.");
            number++;
        }
    }
}
