using System.Globalization;
using System.Text;
using Mtl.Generator.Model;

namespace Mtl.Generator.Tests;

/// <summary>
/// Writes a random program with one model: all attributes, layers, heads, schemes and rows, mostly as they go together, with
/// hostile names, sizes and types among them.
/// </summary>
internal sealed class RandomDeclarations
{
    private static readonly string[] _schemes =
    [
        "SoftSharing(0.05)", "CrossStitch", "CrossStitch(LearningRate = 10, Own = 0.5)", "MixtureOfExperts(3)",
        "ProgressiveExtraction(2, 1)", "ProgressiveExtraction(1, 2, SingleLevel = true)", "TaskAttention",
        "TaskAttention(Reduction = 2)", "HardSharing",
    ];

    private static readonly string[] _numbers = ["float", "double", "decimal", "int"];

    private readonly Random _random;

    /// <summary>Chooses among all kinds of layers, by itself: a new kind then changes no program but those that ask for any.</summary>
    private readonly Random _kinds;
    private readonly Hostile _hostile;
    private readonly StringBuilder _types = new();
    private readonly List<string> _onClass = [];
    private readonly List<string> _members = [];
    private readonly List<string> _features = [];
    private readonly List<string> _labels = [];
    private readonly HashSet<string> _names = [];

    /// <summary>Names of the types that the program declares: keywords among them have their @.</summary>
    private readonly HashSet<string> _typeNames = ["Box", "Holder", "OwnHead"];
    private readonly string _model;
    private readonly Place _place;
    private readonly string _enum;
    private readonly string _flags;
    private readonly bool _hasRow;
    private readonly bool _hasProperties;

    /// <summary>Whether everything is declared by attributes on the class: they come before members, whatever stands where.</summary>
    private readonly bool _isOnClass;
    private string _last = "";
    private bool _readsIndices;

    /// <param name="seed">The same seed gives the same program.</param>
    /// <param name="hasProperties">Whether the language has partial properties.</param>
    public RandomDeclarations(int seed, bool hasProperties)
    {
        _random = new Random(seed);
        _kinds = new Random(seed);
        _hostile = new Hostile(_random) { Share = _random.Next(4) };
        _hasProperties = hasProperties;
        _isOnClass = Maybe(6);
        _hasRow = _random.Next(2) == 0;
        _model = Type();
        _place = Maybe(20) ? Place.File : Maybe(4) ? Place.Class : Maybe(4) && !_hasRow ? Place.Model : Place.Namespace;
        _enum = Placed(Type());
        _flags = Placed(Type());
    }

    public string Write()
    {
        var access = Maybe(3) ? "public" : "internal";
        WriteEnums(access);
        var start = WriteInputs();
        WriteTrunk(start);
        WriteHeads();
        return Assemble(access);
    }

    /// <summary>Where the enums stand that tasks learn.</summary>
    private enum Place
    {
        Namespace,
        File,
        Class,
        Model,
    }

    /// <summary>What a layer reads first.</summary>
    private enum Start
    {
        Vector,
        Image,
        Sequence,
        Indices,
        Varying,
    }

    private void WriteEnums(string access)
    {
        var names = new HashSet<string>();
        var obsolete = Maybe(10) ? "[global::System.Obsolete(\"old\")] " : "";
        var keyword = _place switch
        {
            Place.File => "file",
            Place.Model => Pick("private", "internal"),
            _ => Maybe(4) ? "internal" : access,
        };
        var enums = $"{obsolete}{keyword} enum {Simple(_enum)}{Pick("", " : byte", " : long")} "
            + $"{{ {Name()}, {Name()}, {Name()}{Pick("", " = 2", " = 9")} }}\n";
        names.Clear();
        enums += $"[global::System.Flags] {keyword} enum {Simple(_flags)} {{ {Name()} = 1, {Name()} = 2, {Name()} = 8 }}\n";
        if (_place == Place.Model)
            _members.Add(enums);
        else
            _types.Append(_place == Place.Class ? $"{access} static class Holder {{ {enums} }}\n" : enums);

        string Name() => _hostile.Name(names);
    }

    /// <summary>A type as the model and its row spell it.</summary>
    private string Placed(string type) => _place switch
    {
        Place.Class => $"Holder.{type}",
        Place.Model => $"{_model}.{type}",
        _ => type,
    };

    private static string Simple(string type) => type[(type.IndexOf('.', StringComparison.Ordinal) + 1)..];

    /// <summary>Inputs, or features of a row.</summary>
    private Start WriteInputs()
    {
        var start = (Start)_random.Next(5);
        var name = _hostile.Name(_names);
        if (_hasRow)
        {
            WriteFeature(start, name);
            for (var i = _random.Next(4); i > 0 && start == Start.Vector; i--)
                WriteFeature(start, _hostile.Name(_names));
        }
        else if (start == Start.Vector && Maybe(2))
        {
            _onClass.Add($"MultiTaskModel(Inputs = {_hostile.Size(9)})");
            return start;
        }
        else
        {
            _onClass.Add("MultiTaskModel");
            WriteInput(start, name);
            for (var i = _random.Next(3); i > 0 && start == Start.Vector; i--)
                WriteInput(start, _hostile.Name(_names));
        }
        if (start is Start.Indices or Start.Varying)
            _last = name;
        return start;
    }

    private void WriteInput(Start start, string name)
    {
        _readsIndices = start == Start.Indices || (start == Start.Varying && Maybe(2));
        _onClass.Add($"Input(\"{name.TrimStart('@')}\", {start switch
        {
            Start.Vector => _hostile.Size(9),
            Start.Image => "3, 8, 8",
            Start.Sequence => "6, 4",
            Start.Indices => $"{Pick("5, ", "")}Categories = {_hostile.Size(9)}",
            _ => _readsIndices ? "MaxLength = 7, Categories = 5" : "3, MaxLength = 7",
        }})");
    }

    private void WriteFeature(Start start, string name)
    {
        _readsIndices = start == Start.Indices || (start == Start.Varying && Maybe(2));
        _features.Add(Feature(start, name));
    }

    private string Feature(Start start, string name) => start switch
    {
        Start.Vector => _random.Next(8) switch
        {
            0 => $"[Feature] public {_enum}{Pick("", "?")} {name};",
            1 => $"[Feature(Categories = {_hostile.Size(9)})] public {Pick("int", "long", "byte?", "string?")} {name};",
            2 => $"[Feature({_hostile.Size(4)}, {_hostile.Size(4)})] public {Pick("float[]", "double[,]", "int[]")} {name} = null!;",
            3 => $"[Feature{Pick("", ", Standardize", ", Standardize(false)")}] "
                + $"public {Pick("float?", "bool?", "decimal", "ulong", "int?")} {name} {{ get; set; }}",
            _ => $"[Feature] public {Pick("float", "double", "bool", "int", "sbyte")} {name};",
        },
        Start.Image => $"[Feature(3, 8, 8)] public float[] {name} = null!;",
        Start.Sequence => $"[Feature(6, 4)] public {Pick("float[]", "double[,]")} {name} = null!;",
        Start.Indices => Pick(
            $"[Feature(5, Categories = 9)] public int[] {name} = null!;",
            $"[Feature(Categories = 9)] public {Pick("int", "string?")} {name};",
            $"[Feature] public {_enum}? {name};"),
        _ => _readsIndices
            ? $"[Feature(MaxLength = 7, Categories = 5)] public {Pick("int[]", "string[]")} {name} = null!;"
            : $"[Feature(3, MaxLength = 7)] public float[,] {name} = null!;",
    };

    /// <summary>Layers that suit what they read, and linear layers behind them.</summary>
    private void WriteTrunk(Start start)
    {
        var first = _last.Length > 0 ? $"From = \"{_last.TrimStart('@')}\"" : "";
        switch (start)
        {
            case Start.Image:
                WriteLayer("Conv2d", $"{_hostile.Size(4)}, Kernel = {_hostile.Size(3)}", first);
                if (Maybe(2))
                    WriteLayer(Pick("MaxPool2d", "AvgPool2d"), Pick("", "Kernel = 2"));
                if (_kinds.Next(4) == 0)
                    WriteAny(rank: 3);
                WriteLayer("Flatten", "");
                break;
            case Start.Sequence when _kinds.Next(4) == 0:
                WriteAny(rank: 2, first);
                WriteLayer("Flatten", "");
                break;
            case Start.Sequence:
                WriteSequence(first);
                break;
            case Start.Indices:
                WriteLayer("Embedding", _hostile.Size(4), first);
                WriteLayer("Flatten", "");
                break;
            case Start.Varying:
                if (_readsIndices)
                    WriteLayer("Embedding", _hostile.Size(4), first);
                WriteSequence(_readsIndices ? "" : first);
                break;
        }
        for (var i = _random.Next(3); i > 0; i--)
            WriteLayer(Maybe(12) ? "Box" : "Linear", _hostile.Size(6));
    }

    /// <summary>A layer of any kind that suits.</summary>
    private void WriteAny(int rank, string from = "")
    {
        var kinds = LayerKind.All.Where(kind => RandomArguments.Suits(kind, rank)).ToList();
        var kind = kinds[_kinds.Next(kinds.Count)];
        WriteLayer(kind.Name, [kind.NeedsSize ? _hostile.Size(4) : "", from, .. RandomArguments.Of(kind, _kinds)]);
    }

    private void WriteSequence(string from)
    {
        var steps = Pick("Steps = Steps.Last", "Steps = Steps.Mean", "Steps = Steps.Max");
        if (Maybe(3))
            WriteLayer("Conv1d", $"{_hostile.Size(4)}, Kernel = 3, Padding = {Pick("0", "1")}", from, steps);
        else if (Maybe(3))
        {
            var positions = Pick("Positions.Learned", "Positions.None", "Positions.Sinusoidal");
            WriteLayer("MultiheadAttention", $"Positions = {positions}", from, steps);
        }
        else if (Maybe(4))
        {
            WriteLayer("TransformerEncoder", $"Heads = {Pick("1", "2")}, FeedForward = 8, Stack = {_hostile.Size(2)}", from, steps);
        }
        else
        {
            var type = Pick("LSTM", "GRU");
            WriteLayer(type, $"{_hostile.Size(4)}, Stack = {_hostile.Size(2)}{Pick("", ", Bidirectional = true")}", from, steps);
        }
    }

    private void WriteLayer(string type, params string[] arguments)
    {
        var name = _hostile.Name(_names);
        var role = Maybe(20) ? "TaskLayer" : "SharedLayer";
        if (type == "Box")
            arguments = ["Factory = \"Make\"", "Output = new[] { 3 }"];
        var modifiers = Modifiers(
        [
            Maybe(2) ? "BatchNorm" : "LayerNorm", Maybe(10) ? "SpatialDropout" : Maybe(10) ? "RecurrentDropout" : "Dropout",
            "L1", "L2", "GroupLasso", "ElasticNet", "Activation", "Frozen", "LearningRate", "StateKey",
        ]);
        _last = WriteMember(role, type, name, arguments, modifiers, $"{role}<{type}>");
    }

    private void WriteHeads()
    {
        var binary = "";
        for (var i = _random.Next(1, 4); i > 0; i--)
        {
            var name = _hostile.Name(_names);
            var (type, label, arguments) = _random.Next(9) switch
            {
                0 => Maybe(3) ? ("OwnHead", "float[]", "Outputs = 2") : ("OwnHead", "float", Pick("", "Loss = Loss.Huber")),
                1 => ("RegressionHead", "float[]", $"Outputs = {_hostile.Size(3)}"),
                2 => ("RegressionHead", Pick(_numbers), "Loss = Loss.Huber, HuberDelta = " + _hostile.Rate()),
                3 when binary.Length > 0 && Maybe(3) => ("BinaryHead", "bool", $"After = \"{binary.TrimStart('@')}\""),
                _ => Head(HeadKind.OfRuntime[_random.Next(HeadKind.OfRuntime.Length)]),
            };
            string[] all =
            [
                arguments, Maybe(2) ? $"Hidden = new[] {{ {_hostile.Size(5)} }}" : "", Maybe(3) ? $"Weight = {_hostile.Rate()}" : "",
            ];
            var modifiers = Modifiers(
            [
                Maybe(3) ? "AdaptiveDropout" : "Dropout", "L2", "LearningRate", "Frozen", Maybe(2) ? "BatchNorm" : "LayerNorm",
                "Activation", "StateKey",
            ]);
            if (label == "float" && Maybe(4))
                modifiers += ", Standardize";
            var task = WriteMember(
                "TaskHead", type, name, all, modifiers, type == "RegressionHead" ? "TaskHead" : $"TaskHead<{type}>");
            if (type == "BinaryHead")
                binary = task;
            var isNullable = label.EndsWith("[]", StringComparison.Ordinal) || Maybe(2);
            _labels.Add($"[Label(Task = \"{task}\")] public {label}{(isNullable ? "?" : "")} {name};");
        }
    }

    private (string Type, string Label, string Arguments) Head(HeadKind kind)
    {
        var label = kind.Label switch
        {
            LabelKind.Class or LabelKind.Rank => _enum,
            LabelKind.Flags => _flags,
            LabelKind.Boolean => "bool",
            LabelKind.Number => Pick(_numbers),
            LabelKind.WholeNumber => Pick("int", "long", "byte"),
            var other => throw new InvalidOperationException($"RandomDeclarations has no type for labels of kind {other}."),
        };
        return (kind.TypeName.Replace("TEnum", label, StringComparison.Ordinal), label, Pick(HeadExamples.Arguments(kind, classes: 3)));
    }

    /// <returns>The name of the property, as it is written in texts.</returns>
    private string WriteMember(string role, string type, string name, IEnumerable<string> arguments, string modifiers, string onClass)
    {
        var given = arguments.Where(argument => argument.Length > 0).ToList();
        var plain = name.TrimStart('@');
        var attributes = $"[{role}{(given.Count > 0 ? $"({string.Join(", ", given)})" : "")}{modifiers}]";
        if (_isOnClass)
        {
            _onClass.Add($"{onClass}({string.Join(", ", [$"\"{plain}\"", .. given])})");
            return plain;
        }
        if (_hasProperties && !Maybe(5))
        {
            _members.Add($"{attributes} {Pick("public", "internal", "internal", "private")} partial {type} {name} {{ get; }}");
            return plain;
        }
        _members.Add($"{attributes} private readonly {type} _{plain};");
        var bare = plain.TrimStart('_');
        return bare.Length == 0 ? plain : char.ToUpperInvariant(bare[0]) + bare[1..];
    }

    private string Modifiers(string[] from, bool onClass = false)
    {
        var text = "";
        foreach (var modifier in from.Where(_ => Maybe(from.Length)))
        {
            text += $", {modifier}" + modifier switch
            {
                "BatchNorm" or "LayerNorm" or "Frozen" => onClass ? "(Scope = Scope.Task)" : "",
                "Activation" =>
                    $"(Activation.{Pick("Tanh", "None", "LeakyRelu", "Gelu", "Sigmoid")}{(onClass ? ", Scope = Scope.Shared" : "")})",
                "ElasticNet" => $"({_hostile.Rate()}, {_hostile.Rate()})",
                "AdaptiveDropout" => $"(0.1, {Pick("0.5", "0.1", "0.9")}{(onClass ? ", Scope = Scope.Task" : "")})",
                "StateKey" => $"({_hostile.Text()})",
                _ => $"({_hostile.Rate()}{(onClass ? $", Scope = Scope.{Pick("Shared", "Task", "All", "Input")}" : "")})",
            };
        }
        return text;
    }

    private string Assemble(string access)
    {
        if (Maybe(6))
        {
            _members.Add(Pick(
                $"public int {_hostile.Name(_names)} => 1;",
                $"internal void {_hostile.Name(_names)}(int x) {{ }}",
                $"internal class {_hostile.Name(_names)};"));
        }
        if (_hasRow)
        {
            var row = Type();
            var members = string.Join("\n    ", _features.Concat(_labels));
            _types.Append(
                CultureInfo.InvariantCulture,
                $"{access} {Pick("class", "class", "record", "struct")} {row}\n{{\n    {members}\n}}\n");
            _onClass.Insert(0, $"MultiTaskModel<{row}>");
        }
        if (Maybe(3) && _labels.Count > 1)
            _onClass.Add(Pick(_schemes));
        if (Maybe(4) && _labels.Count > 1)
            _onClass.Add($"Balancing(BalancingMethod.{Method()})");
        if (_hasRow && Maybe(4))
            _onClass.Add("Standardize");
        var space = Maybe(2) ? "" : string.Join('.', Enumerable.Range(0, _random.Next(1, 3)).Select(_ => _hostile.Name()));
        var isNested = Maybe(6);
        var uses = _members.Concat(_onClass).ToList();
        var hasBox = uses.Exists(use => use.Contains("Box", StringComparison.Ordinal));
        var ownHead = uses.Exists(use => use.Contains("OwnHead", StringComparison.Ordinal)) ? OwnHead(access) : "";
        var outer = isNested ? $"{access} partial class {Type()} {{" : "";
        var modifiers = Modifiers(
            ["Dropout", "L2", "L1", "BatchNorm", "Activation", "LearningRate", "AdaptiveDropout"], onClass: true);
        return $$"""
            #pragma warning disable CS8981
            using Mtl;
            using TorchSharp.Modules;
            {{(space.Length > 0 ? $"namespace {space}\n{{" : "")}}
            {{_types}}{{ownHead}}
            {{(hasBox ? Box(access) : "")}}
            {{outer}}
            [{{string.Join(", ", _onClass)}}{{modifiers}}]
            {{access}} partial class {{_model}}
            {
                {{string.Join("\n    ", _members)}}
                {{(hasBox ? "private static Box Make() => new();" : "")}}
            }
            {{(isNested ? "}" : "")}}
            {{(space.Length > 0 ? "}" : "")}}
            """;
    }

    private string OwnHead(string access)
    {
        var more = Maybe(6) ? "" : ", long outputs = 1, Loss loss = Loss.Default, bool standardize = false";
        return
            $$"""
            {{access}} sealed class OwnHead(
                string task, long inputs, global::System.ReadOnlySpan<long> hidden, HiddenNormalization normalization{{more}})
                : RegressionHead(task, inputs, hidden, normalization);
            """;
    }

    private static string Box(string access) =>
        $$"""
        {{access}} sealed class Box()
            : global::TorchSharp.torch.nn.Module<global::TorchSharp.torch.Tensor, global::TorchSharp.torch.Tensor>("Box")
        {
            public override global::TorchSharp.torch.Tensor forward(global::TorchSharp.torch.Tensor input) => input;
        }
        """;

    /// <summary>A balancing method and some of its options.</summary>
    private string Method()
    {
        var method = BalancingKind.All[_kinds.Next(BalancingKind.All.Length)];
        var options = method.Options.Where(_ => _kinds.Next(2) == 0).Select(option => $", {option.Name} = {Value(option)}");
        return method.Name + string.Concat(options);

        string Value(BalancingRange option) => option.Enum is { } type ? $"{type}.{option.Members[_kinds.Next(option.Members.Length)]}"
            : option.Expected == "true or false" ? "true"
            : typeof(BalancingAttribute).GetProperty(option.Name)!.PropertyType == typeof(int) ? "2"
            : "0.5";
    }

    private string Type()
    {
        if (Maybe(3))
            return _hostile.Name(_typeNames);
        var name = $"T{_typeNames.Count}";
        _typeNames.Add(name);
        return name;
    }

    /// <summary>True once in so many times.</summary>
    private bool Maybe(int times) => _random.Next(times) == 0;

    private string Pick(params string[] from) => from[_random.Next(from.Length)];
}
