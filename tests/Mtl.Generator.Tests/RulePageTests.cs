using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.Tests;

/// <summary>The first example of a page under <c>docs/rules</c> breaks that rule and no other; the second breaks none.</summary>
public sealed class RulePageTests
{
    public static TheoryData<string> Ids => [.. Rules.All.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_first_example_breaks_exactly_this_rule(string id)
    {
        var page = RulePage.Read(id);
        Assert.Equal(id, Assert.Single(await Messages(page, Compile(page, page.Broken))).Id);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_second_example_gives_no_message(string id)
    {
        var page = RulePage.Read(id);
        var corrected = Compile(page, page.Corrected);
        Assert.Empty(GeneratorHost.CompilerMessages(GeneratorHost.Generate(corrected)));
        Assert.Empty(await Messages(page, corrected));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Title_and_severity_are_those_of_the_rule(string id)
    {
        var (rule, page) = (Rules.ById(id), RulePage.Read(id));
        Assert.Equal($"{id}: {rule.Title}", page.Title);
        Assert.Equal(Severity(rule), page.Severity);
        Assert.EndsWith($"docs/rules/{id}.md", rule.HelpLinkUri, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_lists_every_rule()
    {
        var expected = Rules.All.Select(rule => $"| [{rule.Id}]({rule.Id}.md) | {rule.Title} | {Severity(rule)} |");
        Assert.Equal(expected, File.ReadLines(RulePage.PathOf("README")).Where(line => line.StartsWith("| [", StringComparison.Ordinal)));
    }

    [Fact]
    public void There_is_no_page_without_a_rule() => Assert.Equal(
        Rules.All.Select(rule => rule.Id).Append("README").Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(Path.GetDirectoryName(RulePage.PathOf("README"))!)
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Order(StringComparer.Ordinal));

    private static string Severity(DiagnosticDescriptor rule) => rule.DefaultSeverity == DiagnosticSeverity.Error ? "error" : "warning";

    /// <summary>The examples are about the model, not about their documentation.</summary>
    private static CSharpCompilation Compile(RulePage page, string example) => GeneratorHost.Compile(
        new UserProject { Documentation = DocumentationMode.Parse, Language = page.Language },
        RulePage.AsFile(example));

    /// <summary>What the generator and the analyzer say; what both say counts once, as in a build.</summary>
    private static async Task<IEnumerable<Diagnostic>> Messages(RulePage page, CSharpCompilation example) =>
        GeneratorHost.Run(example).GetRunResult().Diagnostics
            .Concat(await GeneratorHost.Analyze(GeneratorHost.Generate(example), page.Baseline))
            .Distinct();
}
