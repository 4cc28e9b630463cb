using System.Globalization;
using System.Text.RegularExpressions;

namespace Mtl.Generator.Tests;

/// <summary>Code and documentation stay within the <c>max_line_length</c> of <c>.editorconfig</c>, which no compiler checks.</summary>
public sealed partial class LineLengthTests
{
    [Fact]
    public void No_line_of_code_or_documentation_is_too_long()
    {
        var most = MaxLineLength();
        var tooLong =
            from file in Files(new DirectoryInfo(Repository.Root))
            from line in File.ReadLines(file.FullName).Index()
            let length = line.Item.EnumerateRunes().Count()
            where length > most
            select $"{Path.GetRelativePath(Repository.Root, file.FullName)}:{line.Index + 1} has {length} characters";
        var places = tooLong.Order(StringComparer.Ordinal).ToList();
        Assert.True(places.Count == 0, $"{places.Count} lines have more than {most} characters:\n{string.Join('\n', places)}");
    }

    private static int MaxLineLength()
    {
        var settings = File.ReadAllText(Path.Combine(Repository.Root, ".editorconfig"));
        return int.Parse(MaxLineLengthLine().Match(settings).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>What people write: without build outputs, snapshots and generated files.</summary>
    private static IEnumerable<FileInfo> Files(DirectoryInfo folder)
    {
        var ofFolders = folder.EnumerateDirectories()
            .Where(inner => inner.Name is not ("artifacts" or "bin" or "obj") && !inner.Name.StartsWith('.'))
            .SelectMany(Files);
        return folder.EnumerateFiles()
            .Where(file => file.Extension is ".cs" or ".md" && !GeneratedName().IsMatch(file.Name))
            .Concat(ofFolders);
    }

    [GeneratedRegex(@"^max_line_length = (\d+)$", RegexOptions.Multiline)]
    private static partial Regex MaxLineLengthLine();

    [GeneratedRegex(@"\.(verified|received|g)\.cs$")]
    private static partial Regex GeneratedName();
}
