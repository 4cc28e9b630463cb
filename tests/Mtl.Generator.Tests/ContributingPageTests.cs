using System.Text.RegularExpressions;

namespace Mtl.Generator.Tests;

/// <summary>The checklists under <c>docs/contributing</c> name files and tests that exist.</summary>
public sealed partial class ContributingPageTests
{
    private static readonly string _folder = Path.Combine(Repository.Root, "docs", "contributing");

    public static TheoryData<string> Pages => [.. new DirectoryInfo(_folder).EnumerateFiles("*.md").Select(page => page.Name)];

    /// <summary>In a path, <c>{Kind}</c> stands for the name of what is added.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_file_is_there(string page) => Assert.All(FilePath().Matches(Read(page)), match =>
    {
        var path = match.Groups["path"].Value;
        var folder = Path.Combine(Repository.Root, Path.GetDirectoryName(path)!);
        var name = Placeholder().Replace(Path.GetFileName(path), "*");
        var exists = Directory.Exists(folder) && (name.Length == 0 || Directory.EnumerateFileSystemEntries(folder, name).Any());
        Assert.True(exists, $"{page} names {path}, which is not there.");
    });

    /// <summary>A name that ends in … stands for the one test that begins so.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_test_is_there(string page) => Assert.All(TestName().Matches(Read(page)).Cast<Match>(), match =>
    {
        var test = $" {match.Groups["test"].Value}";
        var files = TestFiles(match.Groups["class"].Value);
        Assert.True(files.Any(file => File.ReadAllText(file).Contains(test, StringComparison.Ordinal)), $"{page} names {match.Value}.");
    });

    private static IEnumerable<string> TestFiles(string type) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), $"{type}.cs", SearchOption.AllDirectories);

    private static string Read(string page) => File.ReadAllText(Path.Combine(_folder, page));

    [GeneratedRegex("`(?<path>(src|tests|docs)/[^`]*)`")]
    private static partial Regex FilePath();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"`(?<class>\w+Tests)\.(?<test>[A-Z]\w+)…?`")]
    private static partial Regex TestName();
}
