using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace Mtl.Generator.Tests;

/// <summary>A page under <c>docs/rules</c>: what it says of its rule, and its two examples.</summary>
/// <param name="Title">The first line.</param>
/// <param name="Severity">What it says of the severity.</param>
/// <param name="HasCodeFix">Whether it says that there is a code fix.</param>
/// <param name="Language">The language version of the examples: the one that the page names, else the usual.</param>
/// <param name="Baseline">The file of state keys that the page shows, or null.</param>
/// <param name="Broken">The example that breaks the rule.</param>
/// <param name="Corrected">The same without the mistake.</param>
internal sealed partial record RulePage(
    string Title, string Severity, bool HasCodeFix, LanguageVersion Language, string? Baseline, string Broken, string Corrected)
{
    public static string PathOf(string name) => Path.Combine(Repository.Root, "docs", "rules", $"{name}.md");

    public static RulePage Read(string id)
    {
        var text = File.ReadAllText(PathOf(id)).ReplaceLineEndings("\n");
        var examples = Example().Matches(text).Select(match => match.Groups[1].Value).ToArray();
        Assert.Equal(2, examples.Length);
        var line = LanguageLine().Match(text);
        var language = line.Success && LanguageVersionFacts.TryParse(line.Groups[1].Value, out var version)
            ? version
            : new UserProject().Language;
        var baseline = BaselineFile().Match(text) is { Success: true } file ? file.Groups[1].Value : null;
        return new RulePage(
            Title: TitleLine().Match(text).Groups[1].Value,
            Severity: SeverityLine().Match(text).Groups[1].Value,
            HasCodeFix: CodeFixLine().IsMatch(text),
            language,
            baseline,
            Broken: examples[0],
            Corrected: examples[1]);
    }

    /// <summary>An example as a file: the pages say which <c>using</c>s are above each.</summary>
    public static string AsFile(string example) => "using Mtl;\nusing TorchSharp.Modules;\n" + example;

    [GeneratedRegex(@"^With `<LangVersion>(\d+)</LangVersion>`:$", RegexOptions.Multiline)]
    private static partial Regex LanguageLine();

    [GeneratedRegex(@"^```text\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex BaselineFile();

    [GeneratedRegex(@"\A# (.+)\n")]
    private static partial Regex TitleLine();

    [GeneratedRegex(@"^\*\*Severity:\*\* (\w+)$", RegexOptions.Multiline)]
    private static partial Regex SeverityLine();

    [GeneratedRegex(@"^\*\*Code fix:\*\* \w", RegexOptions.Multiline)]
    private static partial Regex CodeFixLine();

    [GeneratedRegex(@"^```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();
}
