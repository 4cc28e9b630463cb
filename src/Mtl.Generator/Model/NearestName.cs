namespace Mtl.Generator.Model;

/// <summary>Finds the name that somebody meant who wrote another.</summary>
internal static class NearestName
{
    /// <summary>The only name that is near enough, or null. Near enough is a third of the letters, without regard to case.</summary>
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

    /// <summary>The end of a sentence about a name that does not exist: whether the one near it was meant, or nothing.</summary>
    public static string Question(string? meant) => meant is null ? "" : $"; did you mean '{meant}'?";

    /// <summary>How many letters have to be put in, taken out or changed (Levenshtein 1966).</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var changed = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.Length];
    }
}
