using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Mtl.Testing.Snapshots;

/// <summary>Diagnostics as Verify writes them: its JSON-like text without quotes, the source line above each location.</summary>
internal static class DiagnosticText
{
    public static string Of(IEnumerable<Diagnostic> diagnostics) =>
        $"{{\n  Diagnostics: [\n{string.Join(",\n", diagnostics.Select(Of))}\n  ]\n}}";

    private static string Of(Diagnostic diagnostic)
    {
        var descriptor = diagnostic.Descriptor;
        List<string> members = [];
        if (diagnostic.Location != Location.None) members.Add($"Location: {Of(diagnostic.Location)}");
        members.Add(Member("Message", diagnostic.GetMessage(CultureInfo.InvariantCulture)));
        members.Add($"Severity: {diagnostic.Severity}");
        if (diagnostic.WarningLevel != 0) members.Add($"WarningLevel: {diagnostic.WarningLevel}");
        members.Add($"Descriptor: {Of(descriptor)}");
        return $"    {{\n{Indented(members, 6)}\n    }}";
    }

    private static string Of(DiagnosticDescriptor descriptor)
    {
        List<string> members = [Member("Id", descriptor.Id), Member("Title", descriptor.Title)];
        if (Text(descriptor.Description) is { Length: > 0 } description) members.Add(Member("Description", description));
        if (descriptor.HelpLinkUri is { Length: > 0 } link) members.Add(Member("HelpLink", link));
        members.Add(Member("MessageFormat", descriptor.MessageFormat));
        members.Add(Member("Category", descriptor.Category));
        members.Add($"DefaultSeverity: {descriptor.DefaultSeverity}");
        members.Add($"IsEnabledByDefault: {descriptor.IsEnabledByDefault.ToString().ToLowerInvariant()}");
        if (descriptor.CustomTags.Any())
            members.Add($"CustomTags: [\n{Indented(descriptor.CustomTags, 10)}\n        ]");
        return $"{{\n{Indented(members, 8)}\n      }}";
    }

    private static string Of(Location location)
    {
        var span = location.GetMappedLineSpan();
        var place = $"{span.Path.Replace('/', '\\')}: {span.Span}";
        return location.SourceTree is null ? place : $"/*\n{Excerpt(location, span)}*/\n {place}";
    }

    // The lines of the location and one on either side, the location underlined.
    private static string Excerpt(Location location, FileLinePositionSpan span)
    {
        var lines = location.SourceTree!.GetText().Lines;
        var text = new StringBuilder();
        for (var i = Math.Max(span.StartLinePosition.Line - 1, 0); i <= Math.Min(span.EndLinePosition.Line + 1, lines.Count - 1); i++)
        {
            text.Append(lines[i]).Append('\n');
            if (lines[i].Span.Intersection(location.SourceSpan) is { } underlined)
                text.Append(' ', underlined.Start - lines[i].Start).Append('^', underlined.Length).Append('\n');
        }
        return text.ToString();
    }

    private static string Indented(IEnumerable<string> members, int width) =>
        string.Join(",\n", members.Select(member => new string(' ', width) + member));

    private static string Member(string name, LocalizableString value) => Member(name, Text(value));

    private static string Member(string name, string value) =>
        value.Contains('\n', StringComparison.Ordinal) ? $"{name}:\n{value}" : $"{name}: {value}";

    private static string Text(LocalizableString value) => value.ToString(CultureInfo.InvariantCulture);
}
