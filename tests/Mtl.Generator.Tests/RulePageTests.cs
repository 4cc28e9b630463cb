using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.Tests;

/// <summary>The pages under <c>docs/rules</c> tell the truth: their first example breaks the rule, and only it; the second is right.</summary>
public sealed partial class RulePageTests
{
    public static TheoryData<string> Ids => [.. Rules.All.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_first_example_breaks_exactly_this_rule(string id)
    {
        var page = Page.Read(id);
        Assert.Equal(id, Assert.Single(await Messages(page, Compile(page, page.Broken))).Id);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_second_example_gives_no_message(string id)
    {
        var page = Page.Read(id);
        var mended = Compile(page, page.Mended);
        Assert.Empty(GeneratorHost.CompilerMessages(GeneratorHost.Generate(mended)));
        Assert.Empty(await Messages(page, mended));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Title_and_severity_are_those_of_the_rule(string id)
    {
        var (rule, page) = (Rules.ById(id), Page.Read(id));
        Assert.Equal($"{id}: {rule.Title}", page.Title);
        Assert.Equal(Severity(rule), page.Severity);
        Assert.EndsWith($"docs/rules/{id}.md", rule.HelpLinkUri, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_lists_every_rule()
    {
        var expected = Rules.All.Select(rule => $"| [{rule.Id}]({rule.Id}.md) | {rule.Title} | {Severity(rule)} |");
        Assert.Equal(expected, File.ReadLines(Page.PathOf("README")).Where(line => line.StartsWith("| [", StringComparison.Ordinal)));
    }

    [Fact]
    public void There_is_no_page_without_a_rule() => Assert.Equal(
        Rules.All.Select(rule => rule.Id).Append("README").Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(Path.GetDirectoryName(Page.PathOf("README"))!).Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal));

    private static string Severity(DiagnosticDescriptor rule) => rule.DefaultSeverity == DiagnosticSeverity.Error ? "error" : "warning";

    /// <summary>The examples are about the model, not about their documentation.</summary>
    private static CSharpCompilation Compile(Page page, string example) => GeneratorHost.Compile(
        new UserProject { Documentation = DocumentationMode.Parse, Language = page.Language },
        "using Mtl;\nusing TorchSharp.Modules;\n" + example);

    /// <summary>What the generator and the analyzer say.</summary>
    private static async Task<IEnumerable<Diagnostic>> Messages(Page page, CSharpCompilation example) =>
        [.. GeneratorHost.Run(example).GetRunResult().Diagnostics, .. await GeneratorHost.Analyze(GeneratorHost.Generate(example), page.Baseline)];

    /// <param name="Title">The headline.</param>
    /// <param name="Severity">As the page says it.</param>
    /// <param name="Language">The language version of the examples: the one that the page names, else the usual.</param>
    /// <param name="Baseline">The file of state keys that the page shows, or null.</param>
    /// <param name="Broken">The first example.</param>
    /// <param name="Mended">The second.</param>
    private sealed partial record Page(string Title, string Severity, LanguageVersion Language, string? Baseline, string Broken, string Mended)
    {
        public static string PathOf(string name) => Path.Combine(Repository.Root, "docs", "rules", $"{name}.md");

        public static Page Read(string id)
        {
            var text = File.ReadAllText(PathOf(id)).ReplaceLineEndings("\n");
            var examples = Example().Matches(text).Select(match => match.Groups[1].Value).ToArray();
            Assert.Equal(2, examples.Length);
            var language = LanguageLine().Match(text) is { Success: true } line && LanguageVersionFacts.TryParse(line.Groups[1].Value, out var version) ? version : new UserProject().Language;
            var baseline = BaselineFile().Match(text) is { Success: true } file ? file.Groups[1].Value : null;
            return new Page(TitleLine().Match(text).Groups[1].Value, SeverityLine().Match(text).Groups[1].Value, language, baseline, examples[0], examples[1]);
        }

        [GeneratedRegex(@"^With `<LangVersion>(\d+)</LangVersion>`:$", RegexOptions.Multiline)]
        private static partial Regex LanguageLine();

        [GeneratedRegex(@"^```text\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
        private static partial Regex BaselineFile();

        [GeneratedRegex(@"\A# (.+)\n")]
        private static partial Regex TitleLine();

        [GeneratedRegex(@"^\*\*Severity:\*\* (\w+)$", RegexOptions.Multiline)]
        private static partial Regex SeverityLine();

        [GeneratedRegex(@"^```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
        private static partial Regex Example();
    }
}
