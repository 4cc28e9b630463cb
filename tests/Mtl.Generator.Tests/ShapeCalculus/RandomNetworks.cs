using System.Globalization;
using System.Text;
using Mtl.Generator.Model;

namespace Mtl.Generator.Tests;

/// <summary>Writes random declarations, right and wrong ones, as a user might type them.</summary>
internal sealed class RandomNetworks(int seed)
{
    private static readonly string[] _merges = ["Concat", "Add", "Multiply"];

    private static readonly string[] _steps = ["Last", "Mean", "Max"];

    /// <summary>How many categories every input of indices has.</summary>
    public const int Categories = 7;

    private static readonly string[] _schemes =
    [
        "MixtureOfExperts(3", "SoftSharing(0.1", "CrossStitch(Own = 0.8", "ProgressiveExtraction(2, 1",
        "ProgressiveExtraction(1, 2, SingleLevel = true", "TaskAttention(Reduction = 2",
    ];

    private readonly Random _random = new(seed);

    /// <summary>How many sizes each source has; below 0 for indices: what an embedding makes of them, with the sign turned.</summary>
    private readonly Dictionary<string, int> _ranks = [];

    /// <summary>A file with one class for every network: <c>Net0</c>, <c>Net1</c>, …</summary>
    public string Source(int count)
    {
        var text = new StringBuilder("using Mtl;\nusing TorchSharp.Modules;\nnamespace Random;\n");
        for (var i = 0; i < count; i++)
            WriteNetwork(text, i);
        return text.ToString();
    }

    /// <summary>The declaration of one network in a file, for messages.</summary>
    public static string Declaration(string source, int number)
    {
        var start = source.IndexOf($"class Net{number}\n", StringComparison.Ordinal);
        start = source.LastIndexOf("[MultiTaskModel", start, StringComparison.Ordinal);
        return source[start..(source.IndexOf("\n}\n", start, StringComparison.Ordinal) + 2)];
    }

    private void WriteNetwork(StringBuilder text, int number)
    {
        _ranks.Clear();
        text.Append("[MultiTaskModel");
        var names = new List<string>();
        for (var i = _random.Next(1, 3); i > 0; i--)
        {
            var isIndex = _random.Next(4) == 0;
            var shape = isIndex ? IndexShape() : InputShape();
            names.Add($"In{i}");
            _ranks[$"In{i}"] = isIndex ? -1 - shape.Length : shape.Length;
            var isSequence = isIndex ? shape.Length == 1 && _random.Next(2) == 0 : shape.Length == 2 && _random.Next(2) == 0;
            var arguments = shape.Skip(isSequence ? 1 : 0).Select(size => $"{size}").Prepend($"\"In{i}\"").ToList();
            if (isSequence)
                arguments.Add($"MaxLength = {shape[0]}");
            if (isIndex)
                arguments.Add($"Categories = {Categories}");
            text.Append(CultureInfo.InvariantCulture, $", Input({string.Join(", ", arguments)})");
        }
        text.Append(']');
        if (number % 10 < _schemes.Length)
            text.Append(
                CultureInfo.InvariantCulture,
                $"[{_schemes[number % 10]}{(_random.Next(3) == 0 ? $", From = \"L{_random.Next(3)}\"" : "")})]");
        text.Append(CultureInfo.InvariantCulture, $"\ninternal partial class Net{number}\n{{\n");
        var layers = _random.Next(1, 7);
        for (var i = 0; i < layers; i++)
        {
            var kind = Kind(_ranks[names[^1]]);
            var modifier = _random.Next(6) == 0 && !kind.IsNormalization ? ", BatchNorm" : "";
            text.Append(
                CultureInfo.InvariantCulture,
                $"    [SharedLayer({Arguments(kind, names)}){modifier}] public partial {kind} L{i} {{ get; }}\n");
            names.Add($"L{i}");
            _ranks[$"L{i}"] = Rank(kind, _ranks[names[^2]]);
        }

        // Every layer and input is read by some head, so that nothing is reported as unread; mostly through a Flatten, as a head must.
        var isFlat = _random.Next(5) > 0;
        for (var i = 0; i < names.Count; i++)
        {
            var source = names[i];
            if (isFlat && _ranks[source] < 0)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"    [SharedLayer(3, From = \"{source}\")] public partial Embedding E{i} {{ get; }}\n");
                source = $"E{i}";
            }
            if (isFlat)
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"    [SharedLayer(From = \"{source}\")] public partial Flatten F{i} {{ get; }}\n");
            text.Append(
                CultureInfo.InvariantCulture,
                $"    [TaskHead(From = \"{(isFlat ? $"F{i}" : names[i])}\")] public partial RegressionHead T{i} {{ get; }}\n");
        }
        text.Append("}\n");
    }

    /// <summary>Mostly a layer that can read so many sizes; sometimes any.</summary>
    private LayerKind Kind(int rank)
    {
        var kinds = LayerKind.All;
        var kind = kinds[_random.Next(kinds.Count)];
        while (_random.Next(16) > 0 && !RandomArguments.Suits(kind, rank))
            kind = kinds[_random.Next(kinds.Count)];
        return kind;
    }

    private static int Rank(LayerKind kind, int rank) =>
        kind.Computation == LayerComputation.Flatten ? 1 : kind == LayerKind.Embedding ? Math.Abs(rank) : rank;

    private int[] IndexShape() => _random.Next(2) == 0 ? [] : [_random.Next(1, 7)];

    private int[] InputShape() => _random.Next(4) switch
    {
        0 => [_random.Next(1, 9)],
        1 => [_random.Next(1, 7), _random.Next(1, 9)],
        _ => [_random.Next(1, 4), _random.Next(1, 11), _random.Next(1, 11)],
    };

    private string Arguments(LayerKind kind, List<string> names)
    {
        var arguments = new List<string>();
        if (kind.NeedsSize)
            arguments.Add($"{_random.Next(1, 7)}");
        arguments.Add(Sources(names));
        arguments.AddRange(RandomArguments.Of(kind, _random));
        if (_random.Next(kind.Input == LayerInput.Sequence ? 2 : 6) == 0)
            arguments.Add($"Steps = Steps.{_steps[_random.Next(_steps.Length)]}");
        return string.Join(", ", arguments);
    }

    private string Sources(List<string> names)
    {
        if (_random.Next(4) > 0)
            return $"From = \"{names[^1]}\"";
        var chosen = Enumerable.Range(0, 2).Select(_ => $"\"{names[_random.Next(names.Count)]}\"");
        return $"{_merges[_random.Next(_merges.Length)]} = new[] {{ {string.Join(", ", chosen)} }}";
    }
}
