using Microsoft.CodeAnalysis;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.Tests;

/// <summary>The release files of the analyzer list every rule, with category, severity and title.</summary>
public sealed class AnalyzerReleaseTests
{
    [Fact]
    public void Every_rule_is_in_a_release_file()
    {
        var expected = Rules.All.Select(rule => $"{rule.Id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Title}");
        Assert.Equal(expected.Order(StringComparer.Ordinal), Rows("Shipped").Concat(Rows("Unshipped")).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Rows(string state) =>
        File.ReadLines(Path.Combine(Repository.Root, "src", "Mtl.Generator", $"AnalyzerReleases.{state}.md"))
            .Where(line => line.StartsWith("MTL", StringComparison.Ordinal));
}
