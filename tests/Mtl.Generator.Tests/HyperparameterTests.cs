using System.Globalization;
using System.Text.RegularExpressions;
using Mtl.Generator.Graph;

namespace Mtl.Generator.Tests;

/// <summary>
/// A number that a model is created with has the effect of the same number in its attribute: bit for bit the same weights after some
/// steps, by the fused step (<c>float32</c>) and by autograd (<c>float64</c>).
/// </summary>
[Collection(OnTheEngine.Name)]
public sealed class HyperparameterTests
{
    /// <summary>A model of vectors, with places for declarations: in its head, arguments and attributes.</summary>
    private const string Vectors =
        """
        [MultiTaskModel(Inputs = 6)] @class
        public partial class NAME
        {
            [SharedLayer(8)] @first public partial Linear First { get; }
            [SharedLayer(7)] public partial Linear Second { get; }
            [TaskHead(Hidden = new[] { 5 }@kind)] @onKind public partial ClassHead<Answer> Kind { get; }
            [TaskHead(Hidden = new[] { 3 }@amount)] public partial RegressionHead Amount { get; }
        }

        """;

    /// <summary>Layers of images and sequences, whose step is autograd's in any precision.</summary>
    private const string Others =
        """
        [MultiTaskModel, Input("Image", 2, 5, 5), Input("Steps", 4, 6)] @class
        public partial class NAME
        {
            [SharedLayer(4, From = "Image")] @conv public partial Conv2d Edges { get; }
            [SharedLayer] public partial Flatten Flat { get; }
            [SharedLayer(6, From = "Steps")] @gru public partial GRU Heard { get; }
            [SharedLayer(Heads = 2, FeedForward = 5, Steps = Steps.Mean)] @encoder public partial TransformerEncoder Told { get; }
            [SharedLayer(7, Concat = new[] { nameof(Flat), nameof(Told) })] public partial Linear Both { get; }
            [TaskHead] public partial ClassHead<Answer> Kind { get; }
            [TaskHead] public partial RegressionHead Amount { get; }
        }

        """;

    private static readonly Lazy<Dictionary<string, string>> _results = new(RunAll);

    /// <summary>The hyper-parameter, where it is declared, how, with which numbers before and at run time.</summary>
    private static readonly Number[] _numbers =
    [
        new("InputDropout", "@class", "[Dropout(#, Scope = Scope.Input)]", 0.1, 0.4),
        new("SharedDropout", "@class", "[Dropout(#, Scope = Scope.Shared)]", 0.1, 0.4),
        new("SharedDropout", "@class", "[Dropout(#, Scope = Scope.Shared)]", 0.1, 0),
        new("TaskDropout", "@class", "[Dropout(#, Scope = Scope.Task)]", 0.1, 0.4),
        new("InputSharedDropout", "@class", "[Dropout(#, Scope = Scope.Input | Scope.Shared)]", 0.1, 0.4),
        new("Dropout", "@class", "[Dropout(#)]", 0.1, 0.4),
        new("FirstDropout", "@first", "[Dropout(#)]", 0.1, 0.4),
        new("KindDropout", "@onKind", "[Dropout(#)]", 0.1, 0.4),
        new("KindAdaptiveDropoutMin", "@onKind", "[AdaptiveDropout(#, 0.6)]", 0.1, 0.4),
        new("TaskAdaptiveDropoutMax", "@class", "[AdaptiveDropout(0.1, #)]", 0.3, 0.7),
        new("FirstL1", "@first", "[L1(#)]", 0.01, 0.1),
        new("L2", "@class", "[L2(#)]", 0.01, 0.1),
        new("SharedL2", "@class", "[L2(#, Scope = Scope.Shared)]", 0.01, 0.1),
        new("SharedL2", "@class", "[L2(#, Scope = Scope.Shared)]", 0.01, 0),
        new("TaskL2", "@class", "[L2(#, Scope = Scope.Task)]", 0.01, 0.1),
        new("FirstGroupLasso", "@first", "[GroupLasso(#)]", 0.01, 0.1),
        new("FirstL1", "@first", "[ElasticNet(#, 0.02)]", 0.01, 0.1),
        new("FirstL2", "@first", "[ElasticNet(0.02, #)]", 0.01, 0.1),
        new("FirstLearningRate", "@first", "[LearningRate(#)]", 0.5, 3),
        new("TaskLearningRate", "@class", "[LearningRate(#, Scope = Scope.Task)]", 0.5, 1),
        new("KindWeight", "@kind", ", Weight = #", 1, 3),
        new("KindWeight", "@kind", ", Weight = #", 0.5, 0),
        new("AmountWeight", "@amount", ", Weight = #", 0.5, 2),
        new("KindLabelSmoothing", "@kind", ", LabelSmoothing = #", 0.1, 0.3),
        new("KindFocalGamma", "@kind", ", Loss = Loss.Focal, FocalGamma = #", 1, 3),
        new("AmountHuberDelta", "@amount", ", Loss = Loss.Huber, HuberDelta = #", 1, 0.1),
        new("SoftSharing", "@class", "[SoftSharing(#)]", 0.01, 1),
        new("CrossStitchOwn", "@class", "[CrossStitch(Own = #)]", 0.9, 0.6),
        new("CrossStitchLearningRate", "@class", "[CrossStitch(LearningRate = #)]", 10, 2),
        new("SharedDropout", "@class", "[MixtureOfExperts(2), Dropout(#, Scope = Scope.Shared)]", 0.1, 0.4),
        new("FirstL2", "@first", "[L2(#)]", 0.01, 0.1) { Class = "[ProgressiveExtraction(1, 1)]" },
        new("FirstDropout", "@first", "[Dropout(#)]", 0.1, 0.4) { Class = "[TaskAttention]" },
        new("BalancingTemperature", "@class", "[Balancing(BalancingMethod.DynamicWeightAverage, Temperature = #)]", 2, 0.5),
        new("BalancingLearningRate", "@class", "[Balancing(BalancingMethod.Famo, LearningRate = #)]", 0.1, 0.5),
        new("BalancingWeightDecay", "@class", "[Balancing(BalancingMethod.Famo, LearningRate = 0.5, WeightDecay = #)]", 0.001, 0.5),
        new("BalancingAlpha", "@class", "[Balancing(BalancingMethod.FairGrad, Alpha = #)]", 1, 3),
        new("BalancingBeta", "@class", "[Balancing(BalancingMethod.GradVac, Beta = #)]", 0.1, 0.9),
        new("BalancingC", "@class", "[Balancing(BalancingMethod.CAGrad, C = #)]", 0.1, 0.6),
        new("KindWeight", "@kind", ", Weight = #", 1, 3) { Class = "[Balancing(BalancingMethod.Uncertainty)]" },
        new("KindWeight", "@kind", ", Weight = #", 1, 3) { Class = "[Balancing(BalancingMethod.PCGrad)]" },
        new("KindWeight", "@kind", ", Weight = #", 1, 0) { Class = "[Balancing(BalancingMethod.UPGrad)]" },
        new("SharedSpatialDropout", "@class", "[SpatialDropout(#, Scope = Scope.Shared)]", 0.1, 0.4) { Template = Others },
        new("EdgesSpatialDropout", "@conv", "[SpatialDropout(#)]", 0.1, 0.4) { Template = Others },
        new("HeardRecurrentDropout", "@gru", "[RecurrentDropout(#)]", 0.1, 0.4) { Template = Others },
        new("ToldDropout", "@encoder", "[Dropout(#)]", 0.1, 0.4) { Template = Others },
        new("HeardL2", "@gru", "[L2(#)]", 0.01, 0.1) { Template = Others },
    ];

    public static TheoryData<string> Names => [.. _numbers.Select(static number => number.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_number_at_run_time_is_the_number_in_the_attribute(string name) =>
        Assert.Equal("same float32, same float64", _results.Value[name]);

    [Fact]
    public void They_are_in_the_order_of_the_forward_pass() => Assert.Equal(
        "InputDropout 0.1, FirstDropout 0.2, L2 0.5, FirstLearningRate 3, SharedDropout 0.3, KindDropout 0.4, KindL1 0.6, "
        + "KindLabelSmoothing 0.05, KindWeight 1, TaskDropout 0.25, AmountWeight 2",
        NumbersOf(
            ("@class", "[Dropout(0.1, Scope = Scope.Input), Dropout(0.3, Scope = Scope.Shared)] @class"),
            ("@class", "[Dropout(0.25, Scope = Scope.Task), L2(0.5)]"),
            ("@first", "[Dropout(0.2), LearningRate(3)]"),
            ("@kind", ", LabelSmoothing = 0.05"),
            ("@onKind", "[Dropout(0.4), L1(0.6)]"),
            ("@amount", ", Weight = 2")));

    [Fact]
    public void A_number_without_an_effect_is_no_member() => Assert.Equal(
        "KindWeight 0, AmountWeight 1",
        NumbersOf(
            ("@class", "[Dropout(0, Scope = Scope.Input), L2(0), SoftSharing(0)]"),
            ("@first", "[Dropout(0), GroupLasso(0), LearningRate(1)]"),
            ("@kind", ", Weight = 0"),
            ("@onKind", "[Frozen, L1(0.6), LearningRate(3)]")));

    [Fact]
    public void A_model_without_numbers_has_the_weights_of_its_tasks() => Assert.Equal("KindWeight 1, AmountWeight 1", NumbersOf());

    [Fact]
    public void Every_number_of_the_language_is_in_the_table_or_explained()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "hyperparameters.md"));
        var numbers =
            from type in typeof(DropoutAttribute).Assembly.GetExportedTypes()
            where type.IsAssignableTo(typeof(Attribute)) && type is { IsAbstract: false, IsGenericType: false }
            from property in type.GetProperties()
            where property.PropertyType == typeof(double) || property.PropertyType == typeof(double[])
            select (Attribute: type.Name.Replace("Attribute", "", StringComparison.Ordinal), property);
        Assert.All(numbers, number =>
        {
            var (attribute, property) = number;
            var expected = property.PropertyType == typeof(double[]) ? $"`{property.Name}`"
                : property.CanWrite ? $@"\| `\[{attribute}\b.*\b{property.Name}\b"
                : $@"\| `\[{attribute}\(";
            Assert.True(Regex.IsMatch(page, expected), $"{attribute}.{property.Name}");
        });
    }

    /// <summary>The members of the model of vectors with declarations at some places.</summary>
    private static string NumbersOf(params (string Place, string Declaration)[] declarations)
    {
        var text = Vectors.Replace("NAME", "M", StringComparison.Ordinal);
        foreach (var (place, declaration) in declarations)
            text = text.Replace(place, declaration, StringComparison.Ordinal);
        foreach (var place in (string[])["@class", "@first", "@onKind", "@kind", "@amount"])
            text = text.Replace(place, "", StringComparison.Ordinal);
        var source = $"using Mtl;\nusing TorchSharp.Modules;\npublic enum Answer {{ No, Yes }}\n{text}";
        var steps = GeneratorHost.Run(source).GetRunResult().Results.Single().TrackedSteps;
        var graph = (ModelGraph)steps[MultiTaskModelGenerator.GraphStep].Single().Outputs.Single().Value;
        Assert.Equal(Emission.Full, graph.Emission);
        return string.Join(", ", graph.Hyperparameters.Select(static number =>
            string.Create(CultureInfo.InvariantCulture, $"{number.Name} {number.Value}")));
    }

    /// <summary>One program for all, because compiling takes longer than training.</summary>
    private static Dictionary<string, string> RunAll()
    {
        var sources = _numbers.Select(static (number, index) => number.Declare($"M{index}") + number.Train($"M{index}"));
        var calls = _numbers.Select(static (number, index) => $$"""results.Add(Compare(M{{index}}Use.Train));""");
        var result = GeneratedProgram.Run([
            $$"""
            using System;
            using System.Collections.Generic;
            using System.Linq;
            using Mtl;
            using TorchSharp;
            using TorchSharp.Modules;

            public enum Answer { No, Yes, Maybe }

            {{string.Join("\n", sources)}}

            public static class Use
            {
                public static string Run(string folder)
                {
                    var results = new List<string>();
                    {{string.Join("\n        ", calls)}}
                    return string.Join("\n", results);
                }

                public static torch.Tensor Rows(int count, int width) =>
                    torch.arange(count * width).to_type(torch.ScalarType.Float32).mul(0.7).sin().view(count, width);

                public static double[] Doubles(torch.Tensor values) =>
                    values.to_type(torch.ScalarType.Float64).data<double>().ToArray();

                private static string Compare(Func<string, torch.ScalarType, double[]> train)
                {
                    return string.Join(", ", new[] { torch.ScalarType.Float32, torch.ScalarType.Float64 }.Select(Of));

                    string Of(torch.ScalarType type)
                    {
                        var (tuned, declared, before) = (train("tuned", type), train("declared", type), train("before", type));
                        var relation = !tuned.SequenceEqual(declared) ? "other" : tuned.SequenceEqual(before) ? "without effect" : "same";
                        return $"{relation} {type.ToString().ToLowerInvariant()}";
                    }
                }
            }
            """]).Split('\n');
        return _numbers.Zip(result).ToDictionary(static pair => pair.First.ToString(), static pair => pair.Second);
    }

    private sealed record Number(string Name, string Place, string Declaration, double Before, double AtRunTime)
    {
        public string Class { get; init; } = "";

        public string Template { get; init; } = Vectors;

        public string Declare(string model) => Declare(model, Before) + Declare(model + "Declared", AtRunTime);

        /// <summary>Trains the model with the number before, the one with the other number, or the first with the other number.</summary>
        public string Train(string model) =>
            $$"""
            public static class {{model}}Use
            {
                public static double[] Train(string which, torch.ScalarType type)
                {
                    using var scope = torch.NewDisposeScope();
                    var rows = Use.Rows(24, {{(Template == Others ? 74 : 6)}});
                    var kinds = new TaskLabels(torch.arange(24).remainder(3), torch.ones(24));
                    var amounts = new TaskLabels(rows.sum(1), torch.ones(24));
                    torch.nn.Module model;
                    if (which == "declared")
                    {
                        var other = new {{model}}Declared(seed: 1);
                        other.to(type);
                        other.Fit(new {{model}}Declared.Batch({{Inputs}}, kinds, amounts), options: {{Options}});
                        model = other;
                    }
                    else
                    {
                        var own = new {{model}}(
                            seed: 1, hyperparameters: which == "tuned" ? new() { {{Name}} = {{Text(AtRunTime)}} } : null);
                        own.to(type);
                        own.Fit(new {{model}}.Batch({{Inputs}}, kinds, amounts), options: {{Options}});
                        model = own;
                    }
                    using (model)
                        return model.state_dict().Values.SelectMany(Use.Doubles).ToArray();
                }
            }

            """;

        public override string ToString() =>
            $"{Name} {Class}{Declaration.Replace("#", $"{Text(Before)} → {Text(AtRunTime)}", StringComparison.Ordinal)}";

        private const string Options = "new() { Epochs = 4, BatchSize = 8, LearningRate = 0.01, Seed = 1 }";

        private string Inputs => Template == Others
            ? "rows.narrow(1, 0, 50).reshape(24, 2, 5, 5), rows.narrow(1, 50, 24).reshape(24, 4, 6)"
            : "rows";

        private string Declare(string model, double value)
        {
            var text = Template.Replace("NAME", model, StringComparison.Ordinal)
                .Replace(Place, Declaration.Replace("#", Text(value), StringComparison.Ordinal) + Place, StringComparison.Ordinal)
                .Replace("@class", Class, StringComparison.Ordinal);
            foreach (var place in (string[])["@first", "@onKind", "@kind", "@amount", "@conv", "@gru", "@encoder"])
                text = text.Replace(place, "", StringComparison.Ordinal);
            return text;
        }

        private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
    }
}
