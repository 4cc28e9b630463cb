using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Mtl.Generator.Graph;

namespace Mtl.Generator.Diagnostics;

/// <summary>
/// The checked-in file of a project's state keys, to detect changes after which saved models cannot be loaded. It has one line for each
/// tensor, <c>Samples.TwoDigits: Strokes.weight [256, 144]</c>; blank lines and lines that start with <c>#</c> are ignored.
/// </summary>
internal sealed class StateKeyBaseline
{
    public const string FileName = "MtlGen.StateKeys.txt";

    private readonly Dictionary<string, List<StateEntry>> _models = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TextLine> _firstLines = new(StringComparer.Ordinal);
    private readonly List<TextLine> _unreadable = [];

    private StateKeyBaseline(string path, SourceText text)
    {
        Path = path;
        foreach (var line in text.Lines)
            Add(line, line.ToString().Trim());
    }

    public string Path { get; }

    /// <summary>The models in the file, with the first line of each.</summary>
    public IReadOnlyDictionary<string, TextLine> Models => _firstLines;

    /// <summary>Lines of another form.</summary>
    public IReadOnlyList<TextLine> Unreadable => _unreadable;

    /// <summary>Reads the file; null for a project without one.</summary>
    public static StateKeyBaseline? Read(ImmutableArray<AdditionalText> files, CancellationToken cancellationToken)
    {
        var file = files.FirstOrDefault(
            file => string.Equals(System.IO.Path.GetFileName(file.Path), FileName, StringComparison.OrdinalIgnoreCase));
        return file?.GetText(cancellationToken) is { } text ? new StateKeyBaseline(file.Path, text) : null;
    }

    /// <summary>A tensor of a model as a line of the file.</summary>
    public static string Line(string model, StateEntry entry) => $"{model}: {entry}";

    /// <summary>The tensors of a model; none for one that is not in the file.</summary>
    public IReadOnlyList<StateEntry> Of(string model) => _models.TryGetValue(model, out var entries) ? entries : [];

    private void Add(TextLine line, string text)
    {
        if (text.Length == 0 || text[0] == '#')
            return;
        var colon = text.IndexOf(": ", StringComparison.Ordinal);
        var entry = text.Substring(colon + 1).Trim();
        var bracket = entry.IndexOf(" [", StringComparison.Ordinal);
        var key = bracket < 0 ? entry : entry.Substring(0, bracket);
        if (colon < 1 || key.IndexOf('.') < 1 || key.Any(char.IsWhiteSpace))
        {
            _unreadable.Add(line);
            return;
        }

        var model = text.Substring(0, colon);
        if (!_models.TryGetValue(model, out var entries))
        {
            _models[model] = entries = [];
            _firstLines[model] = line;
        }
        entries.Add(new StateEntry(Member: null, key, bracket < 0 ? "" : entry.Substring(bracket + 1)));
    }
}
