namespace Mtl.Generator.Tests;

/// <summary>The table of a model stays one that can be read, however many features and sources a block has.</summary>
public sealed class SummaryTests
{
    [Fact]
    public void Many_features_and_sources_are_named_in_short()
    {
        var numbers = Each(33, i => $"[Feature{(i % 2 == 0 ? ", Standardize" : "")}] public float N{i};");
        var categories = Each(32, i => $"[Feature] public Kind C{i};");
        var embeddings = Each(32, i => $"[SharedLayer(2, From = \"C{i}\")] public partial Embedding E{i} {{ get; }}");
        var sources = string.Join(", ", Enumerable.Range(0, 32).Select(i => $"nameof(E{i})").Prepend("\"Input\""));
        var trunk = $"[SharedLayer(4, Concat = [{sources}])] public partial Linear Trunk {{ get; }}";
        var lines = Lines(UserCode.Rows(numbers + categories, embeddings + trunk));
        Assert.EndsWith(
            "N0, N1, N2, N3, and 29 more → standardized N0, N2, N4, N6, and 13 more",
            Line(lines, "Input "),
            StringComparison.Ordinal);
        Assert.EndsWith(
            "C0 of 2 categories, C1 of 2 categories, C2 of 2 categories, C3 of 2 categories, and 28 more",
            Line(lines, "Categories "),
            StringComparison.Ordinal);
        Assert.EndsWith("Input | E0 | E1 | E2 | and 29 more → linear 4 → relu", Line(lines, "Trunk "), StringComparison.Ordinal);
        Assert.DoesNotContain(lines, line => line.Length > 160);
    }

    [Fact]
    public void A_few_features_are_all_named()
    {
        var lines = Lines(UserCode.OnRow(
            """
            public sealed record R(
                [property: Feature(3)] float[] A,
                [property: Feature, Standardize] float? B,
                [property: Feature] bool C,
                [property: Feature, Standardize] double D,
                [property: Feature] Kind E,
                [property: Label] bool Yes);
            """));
        Assert.EndsWith(
            "A 3, B?, C, D, E of 2 categories → standardized B, D → impute 0",
            Line(lines, "Input "),
            StringComparison.Ordinal);
    }

    private static string Each(int count, Func<int, string> line) => string.Concat(Enumerable.Range(0, count).Select(line));

    private static string Line(IEnumerable<string> lines, string start) =>
        Assert.Single(lines, line => line.StartsWith(start, StringComparison.Ordinal));

    private static List<string> Lines(string code)
    {
        var module = GeneratorHost.Generate(UserCode.Usings + code).SyntaxTrees
            .Single(tree => tree.FilePath.EndsWith(".Module.g.cs", StringComparison.Ordinal))
            .ToString();
        var summary = module[module.IndexOf("string Summary =", StringComparison.Ordinal)..];
        return [.. summary[..summary.IndexOf("Mermaid", StringComparison.Ordinal)].Split('\n', StringSplitOptions.TrimEntries)];
    }
}
