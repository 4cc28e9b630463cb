using System.Globalization;
using System.Text;
using Mtl.Generator.Model;

namespace Mtl.Generator.Tests;

/// <summary>Writes random models whose training step can be fused: vectors, all heads and losses, all modifiers that there are.</summary>
internal sealed class RandomStepModels(int seed)
{
    private static readonly string[] _activations = ["None", "Relu", "LeakyRelu", "Elu", "Selu", "Gelu", "Silu", "Mish", "Tanh", "Sigmoid"];

    private readonly Random _random = new(seed);

    /// <summary>How many categories every input of indices has.</summary>
    public const int Categories = 5;

    /// <summary>A file with one class for every model: <c>Net0</c>, <c>Net1</c>, …</summary>
    public string Source(int count)
    {
        var text = new StringBuilder(
            """
            using Mtl;
            using TorchSharp.Modules;
            namespace Random;
            internal enum Kind { A, B, C, D }
            internal enum Grade { Low, Middle, High }
            [System.Flags] internal enum Marks { None = 0, X = 1, Y = 2, Z = 4 }

            """);
        for (var i = 0; i < count; i++)
            WriteModel(text, i);
        return text.ToString();
    }

    private void WriteModel(StringBuilder text, int number)
    {
        var names = new List<string>();
        text.Append("[MultiTaskModel");
        for (var i = _random.Next(1, 3); i > 0; i--)
        {
            names.Add($"In{i}");
            text.Append(CultureInfo.InvariantCulture, $", Input(\"In{i}\", {_random.Next(1, 7)})");
        }
        var experts = number % 3 == 0 ? _random.Next(2, 5) : 0;
        var hasIndices = _random.Next(3) == 0;
        if (hasIndices)
            text.Append(
                CultureInfo.InvariantCulture,
                $", Input(\"Index\", {(_random.Next(2) == 0 ? "" : "2, ")}Categories = {Categories})");
        text.Append(']');
        foreach (var scope in new[] { "Input", "Shared", "Task" })
        {
            if (_random.Next(4) == 0)
                text.Append(CultureInfo.InvariantCulture, $"[Dropout(0.{_random.Next(1, 6)}, Scope = Scope.{scope})]");
        }
        if (_random.Next(4) == 0)
        {
            text.Append(Pick(
                "[BatchNorm(Scope = Scope.Task)]", "[LayerNorm(Scope = Scope.Task)]", "[Activation(Activation.Tanh, Scope = Scope.Task)]"));
        }
        if (experts > 0)
        {
            var from = _random.Next(3) == 0 && hasIndices ? ", From = \"Row\"" : "";
            text.Append(CultureInfo.InvariantCulture, $"[MixtureOfExperts({experts}{from})]");
        }
        else if (number % 3 == 1)
        {
            text.Append(Pick(
                "[SoftSharing(0.05)]", "[CrossStitch]", "[ProgressiveExtraction(2, 1)]",
                "[ProgressiveExtraction(1, 2, SingleLevel = true)]", "[TaskAttention]", "[TaskAttention(Reduction = 3)]"));
        }
        text.Append(CultureInfo.InvariantCulture, $"\ninternal partial class Net{number}\n{{\n");

        var shared = _random.Next(1, 5);
        if (hasIndices)
        {
            text.Append(CultureInfo.InvariantCulture, $"    [SharedLayer({_random.Next(1, 5)}, From = \"Index\")");
            text.Append(_random.Next(3) == 0 ? $", {Penalty()}" : "");
            text.Append("] public partial Embedding Vectors { get; }\n");
            text.Append("    [SharedLayer(From = \"Vectors\")] public partial Flatten Row { get; }\n");
            names.Add("Row");
        }
        for (var i = 0; i < shared; i++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"    [SharedLayer(4, {Sources(names)}){Modifiers()}] public partial Linear L{i} {{ get; }}\n");
            names.Add($"L{i}");
        }

        // Whatever no head chooses is read by the last one, side by side.
        var heads = _random.Next(1, 5);
        for (var i = 0; i < heads; i++)
        {
            var source = names[^1];
            if (_random.Next(4) == 0)
            {
                source = $"Own{i}";
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"    [TaskLayer({_random.Next(1, 6)}, {Sources(names)}){Modifiers()}] public partial Linear {source} {{ get; }}\n");
            }
            WriteHead(text, $"T{i}", $"From = \"{source}\"");
        }
        WriteHead(text, "Rest", $"Concat = new[] {{ {string.Join(", ", names.Select(name => $"\"{name}\""))} }}");
        text.Append("}\n");
    }

    private void WriteHead(StringBuilder text, string name, string source)
    {
        var hidden = _random.Next(3) switch
        {
            0 => "",
            1 => ", Hidden = new[] { 3 }",
            _ => ", Hidden = new[] { 5, 2 }",
        };
        var weight = _random.Next(3) == 0 ? ", Weight = 0.3" : "";
        var (type, arguments) = Head();
        text.Append(
            CultureInfo.InvariantCulture,
            $"    [TaskHead({source}{hidden}{weight}{arguments})] public partial {type} {name} {{ get; }}\n");
    }

    /// <summary>A head of any kind, or one of several numbers.</summary>
    private (string Type, string Arguments) Head()
    {
        var number = _random.Next(HeadKind.OfRuntime.Length + 1);
        if (number == HeadKind.OfRuntime.Length)
            return ("RegressionHead", Pick(", Outputs = 3", ", Outputs = 2, Loss = Loss.Huber"));
        var kind = HeadKind.OfRuntime[number];
        var (type, classes) = kind.Label switch
        {
            LabelKind.Class => ("Kind", 4),
            LabelKind.Flags => ("Marks", 3),
            LabelKind.Rank => ("Grade", 3),
            _ => ("", 0),
        };
        var arguments = Pick(HeadExamples.Arguments(kind, classes));
        return (kind.TypeName.Replace("TEnum", type, StringComparison.Ordinal), arguments.Length > 0 ? $", {arguments}" : "");
    }

    private string Modifiers()
    {
        var modifiers = new StringBuilder();
        Maybe(4, "BatchNorm");
        if (modifiers.Length == 0)
            Maybe(4, "LayerNorm");
        Maybe(2, $"Activation(Activation.{Pick(_activations)})");
        Maybe(4, $"Dropout(0.{_random.Next(1, 6)})");
        Maybe(6, Penalty());
        Maybe(10, "Frozen");
        Maybe(8, "LearningRate(0.5)");
        return modifiers.ToString();

        void Maybe(int one, string modifier)
        {
            if (_random.Next(one) == 0)
                modifiers.Append(", ").Append(modifier);
        }
    }

    private string Penalty() => Pick("L1(0.01)", "L2(0.02)", "GroupLasso(0.01)", "ElasticNet(0.01, 0.02)");

    private string Sources(List<string> names)
    {
        if (_random.Next(3) > 0)
            return $"From = \"{names[^1]}\"";
        var layers = names.Where(name => name[0] == 'L').ToList(); // All layers have one width, so that they can be added and multiplied.
        return layers.Count > 1 && _random.Next(2) == 0
            ? $"{Pick("Add", "Multiply")} = new[] {{ \"{layers[^1]}\", \"{layers[_random.Next(layers.Count - 1)]}\" }}"
            : $"Concat = new[] {{ {string.Join(", ", names.OrderBy(_ => _random.Next()).Take(2).Select(name => $"\"{name}\""))} }}";
    }

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];
}
