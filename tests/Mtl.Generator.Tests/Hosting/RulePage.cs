using System.Text.RegularExpressions;

namespace Mtl.Generator.Tests;

/// <summary>A page under <c>docs/rules</c>: what it says of its rule, and its two examples.</summary>
/// <param name="Title">The first line.</param>
/// <param name="Severity">What it says of the severity.</param>
/// <param name="HasCodeFix">Whether it says that there is a code fix.</param>
/// <param name="Broken">The example that breaks the rule.</param>
/// <param name="Mended">The same, mended.</param>
internal sealed partial record RulePage(string Title, string Severity, bool HasCodeFix, string Broken, string Mended)
{
    public static string PathOf(string name) => Path.Combine(Repository.Root, "docs", "rules", $"{name}.md");

    public static RulePage Read(string id)
    {
        var text = File.ReadAllText(PathOf(id)).ReplaceLineEndings("\n");
        var examples = Example().Matches(text).Select(match => match.Groups[1].Value).ToArray();
        Assert.Equal(2, examples.Length);
        return new RulePage(
            TitleLine().Match(text).Groups[1].Value, SeverityLine().Match(text).Groups[1].Value, CodeFixLine().IsMatch(text), examples[0], examples[1]);
    }

    /// <summary>An example as a file: the pages say which <c>using</c>s are above each.</summary>
    public static string AsFile(string example) => "using Mtl;\nusing TorchSharp.Modules;\n" + example;

    [GeneratedRegex(@"\A# (.+)\n")]
    private static partial Regex TitleLine();

    [GeneratedRegex(@"^\*\*Severity:\*\* (\w+)$", RegexOptions.Multiline)]
    private static partial Regex SeverityLine();

    [GeneratedRegex(@"^\*\*Code fix:\*\* \w", RegexOptions.Multiline)]
    private static partial Regex CodeFixLine();

    [GeneratedRegex(@"^```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();
}
