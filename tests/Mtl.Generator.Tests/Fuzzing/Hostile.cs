using Microsoft.CodeAnalysis.CSharp;

namespace Mtl.Generator.Tests;

/// <summary>Names, numbers and texts that could get in the way of generated code, drawn at random.</summary>
internal sealed class Hostile(Random random)
{
    private static readonly string[] _keywords =
    [
        .. SyntaxFacts.GetReservedKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds())
            .Select(SyntaxFacts.GetText)
            .Where(SyntaxFacts.IsValidIdentifier),
    ];

    /// <summary>Letters without case, with odd case, combined letters, underscores and digits.</summary>
    private static readonly string[] _letters =
    [
        "温度", "任务", "_", "__", "_1", "_a", "a", "A", "_A", "é", "e\u0301", "İ", "ı", "ß", "ǅ", "ª", "א", "ก็", "Ⅷ", "_温",
        "x\u200Dy", "ΑΒΓ", "αβγ",
    ];

    /// <summary>What generated methods call their parameters and variables, what they inherit, and what their words are.</summary>
    private static readonly string[] _words =
    [
        "batch", "rows", "row", "start", "count", "scope", "outputs", "options", "session", "validation", "train", "data", "device",
        "seed", "path", "model", "indices", "expert",
        "inference", "answers", "batchSize", "gates", "losses", "total", "penalty", "step", "emitted", "construction", "trainable",
        "call", "training", "Training", "Call",
        "forward", "name", "parameters", "to", "_model", "_modelRandom", "_flatParameters", "_fusedStep", "error", "failure",
        "preparation", "cancellationToken",
    ];

    /// <summary>Members of objects, records, tuples, modules, of what is generated, and types that its code names.</summary>
    private static readonly string[] _members =
    [
        "Batch", "Outputs", "Losses", "Metrics", "Prediction", "Watch", "FitOptions", "AllTasks", "Objective", "Hyperparameters",
        "UsedHyperparameters", "Info", "Fit", "Load", "Total", "Penalty", "Count", "Rows", "Tasks",
        "Device", "Input", "Categories", "Lengths",
        "Clone", "ToString", "Equals", "Deconstruct", "EqualityContract", "PrintMembers", "Finalize", "GetType", "MemberwiseClone",
        "Dispose", "Item1", "Item2", "Rest", "CompareTo",
        "FusedStep", "Forward", "Memory", "Run", "Balancing", "ComputeGates", "System", "Mtl", "TorchSharp", "Tensor", "Math",
        "String", "Int32", "torch", "Linear", "Module", "Enumerable",
        "TrunkNorm", "TrunkExperts", "TrunkOfPrice", "TrunkStitch", "PriceGate", "PriceDropoutRate", "AreaFeatures", "areaFeatures",
        "AreaVocabulary", "TrunkPositions", "TrunkLengths", "StartInput",
    ];

    private static readonly string[] _plain =
    [
        "Trunk", "Edges", "Story", "Price", "Sold", "Kind", "Area", "Year", "Town", "Words", "Pixels", "Sound", "Score", "Clicks",
        "Left", "Right", "Shapes", "Strokes", "Weekday", "Age",
    ];

    private static readonly string[] _sizes = ["0", "-1", "1", "1", "2", "int.MaxValue", "int.MinValue", "50000", "2147483646", "1 << 30"];

    private static readonly string[] _rates =
    [
        "0", "-0.0", "1", "-1", "0.999999999999", "5e-324", "1e-300", "1e300", "double.NaN", "double.PositiveInfinity",
        "double.NegativeInfinity", "double.MaxValue", "1.0 / 3",
    ];

    private static readonly string[] _texts =
    [
        "\"\"", "\" \"", "\"a\\\"b\"", "\"\\n\"", "\"\\\\\"", "\"\\uD800\"", "\"{0}\"", "\"\\\"\\\"\\\"\"", "\"<x>&\"", "\"*/\"",
        "\"größe\"", "null",
    ];

    /// <summary>How often of ten something hostile is drawn.</summary>
    public int Share { get; init; } = 3;

    private bool IsPlain => random.Next(10) >= Share;

    /// <summary>A name as code spells it; keywords with @.</summary>
    public string Name() => Escaped(IsPlain ? Pick(_plain) : random.Next(16) switch
    {
        < 4 => Pick(_letters),
        < 8 => Pick(_words),
        8 => Pick(_members),
        < 12 => char.ToLowerInvariant(Pick(_plain)[0]) + Pick(_plain)[1..],
        12 => Pick(_letters) + random.Next(3),
        _ => Pick(_keywords),
    });

    /// <summary>A name that is none of those given, which gets it.</summary>
    public string Name(ISet<string> taken)
    {
        for (var i = 0; ; i++)
        {
            var name = i < 20 ? Name() : $"{Pick(_plain)}{i}";
            if (taken.Add(name.TrimStart('@')))
                return name;
        }
    }

    /// <summary>A size from 1 to a limit.</summary>
    public string Size(int most) => random.Next(40) < Share ? Pick(_sizes) : Number(random.Next(1, most + 1));

    /// <summary>A number from 0 to a limit below 1.</summary>
    public string Rate() => random.Next(60) < Share ? Pick(_rates) : $"0.{random.Next(1, 9)}";

    /// <summary>A text as a literal.</summary>
    public string Text() => random.Next(10) < Share ? Pick(_texts) : $"\"{Pick(_plain)}{random.Next(9)}\"";

    public string AnySize() => Pick(_sizes);

    public string AnyRate() => Pick(_rates);

    public string AnyText() => Pick(_texts);

    private static string Escaped(string name)
    {
        var isKeyword = SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None
            || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None;
        return isKeyword ? "@" + name : name;
    }

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
