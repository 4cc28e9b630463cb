namespace Mtl.Generator.Model;

/// <summary>Finds the name that was probably meant by a misspelled one.</summary>
internal static class NearestName
{
    /// <summary>The only name within a distance of a third of the letters, ignoring case, or null.</summary>
    public static string? Of(string written, IEnumerable<string> names)
    {
        var nearest = names
            .Select(name => (Name: name, Distance: Distance(written.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(pair => pair.Distance <= Math.Max(1, written.Length / 3))
            .GroupBy(pair => pair.Distance, pair => pair.Name)
            .OrderBy(group => group.Key)
            .FirstOrDefault();
        return nearest?.Count() == 1 ? nearest.Single() : null;
    }

    /// <summary>The end of a message on a name that does not exist, which suggests a similar one; empty for null.</summary>
    public static string Question(string? meant) => meant is null ? "" : $"; did you mean '{meant}'?";

    /// <summary>
    /// The number of insertions, deletions, substitutions and transpositions of adjacent letters (Damerau 1964, as optimal string
    /// alignment).
    /// </summary>
    private static int Distance(string from, string to)
    {
        var distances = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
                distances[i, j] = i == 0 || j == 0 ? i + j : Math.Min(Changed(i, j), Swapped(i, j));
        }
        return distances[from.Length, to.Length];

        int Changed(int i, int j) => Math.Min(
            distances[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1),
            Math.Min(distances[i - 1, j], distances[i, j - 1]) + 1);

        int Swapped(int i, int j) =>
            i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1] ? distances[i - 2, j - 2] + 1 : int.MaxValue;
    }
}
