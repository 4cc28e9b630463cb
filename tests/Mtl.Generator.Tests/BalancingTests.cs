using System.Text.RegularExpressions;
using System.Xml.Linq;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Tests;

/// <summary>Every balancing method: the generator knows of it what the language and the runtime say.</summary>
[Collection(OnTheEngine.Name)]
public sealed class BalancingTests
{
    public static TheoryData<string> Methods => [.. Enum.GetNames<BalancingMethod>()];

    [Fact]
    public void The_generator_knows_the_methods_in_their_order() =>
        Assert.Equal(Enum.GetNames<BalancingMethod>(), BalancingKind.All.Select(kind => kind.Name));

    [Theory]
    [MemberData(nameof(Methods))]
    public void Options_are_properties_of_the_runtime_s_class(string method)
    {
        var type = typeof(TaskBalancing).Assembly.GetType($"Mtl.{method}Balancing", throwOnError: true)!;
        Assert.All(BalancingKind.Of(method)!.Options, option => Assert.True(type.GetProperty(option.Name)!.CanWrite));
        Assert.All(BalancingKind.Of(method)!.Options, option => Assert.NotNull(typeof(BalancingAttribute).GetProperty(option.Name)));
        Assert.Equal(BalancingKind.Of(method)!.IsOfGradients, type.IsAssignableTo(typeof(GradientBalancing)));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void The_language_page_lists_it_with_its_options(string method)
    {
        var rows = File.ReadLines(Path.Combine(Repository.Root, "docs", "model-language.md"))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length == 5 && cells[1] == $"`{method}`");
        var row = Assert.Single(rows);
        Assert.Equal(BalancingKind.Of(method)!.Formula, row[2].Replace("`", "", StringComparison.Ordinal));
        Assert.All(BalancingKind.Of(method)!.Options, option => Assert.Contains($"`{option.Name}` = ", row[3], StringComparison.Ordinal));
    }

    /// <summary>The enum's documentation has the formula; the class adds details, and the short form leaves them out.</summary>
    [Theory]
    [MemberData(nameof(Methods))]
    public void Its_formula_is_the_same_wherever_it_is_written(string method)
    {
        var formulas = Code(Documentation("Mtl.Attributes", $"F:Mtl.BalancingMethod.{method}"));
        string ofClass = string.Join('\n', Code(Documentation("Mtl.Runtime", $"T:Mtl.{method}Balancing")));
        Assert.All(formulas, formula => Assert.Contains(formula, ofClass, StringComparison.Ordinal));
        if (BalancingKind.Of(method)!.Formula is var brief && brief.Contains('·', StringComparison.Ordinal))
            Assert.StartsWith(formulas[0], brief, StringComparison.Ordinal);
    }

    private static XElement Documentation(string assembly, string member) => XDocument
        .Load(Path.Combine(AppContext.BaseDirectory, $"{assembly}.xml"))
        .Descendants("member")
        .Single(element => element.Attribute("name")!.Value == member)
        .Element("summary")!;

    /// <summary>The formulas of a text: its code, without names of options.</summary>
    private static List<string> Code(XElement text) =>
        [.. text.Descendants("c").Select(code => Regex.Replace(code.Value, @"\s+", " ")).Where(code => !code.All(char.IsLetter))];

    /// <summary>What all methods have in common is tested for each of them anyway.</summary>
    [Theory]
    [MemberData(nameof(Methods))]
    public void Its_formula_has_a_test_of_its_own(string method) => Assert.Contains(
        Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "tests", "Mtl.Runtime.Tests", "Balancing"), "*MethodTests.cs")
            .Select(File.ReadAllText),
        tests => Regex.IsMatch(tests, $@"(?<!Assert\.)\b{method}(Balancing\b|_|\b)"));

    /// <summary>The layout that saved models are checked against is that of the model as it runs.</summary>
    [Theory]
    [MemberData(nameof(Methods))]
    public void The_model_has_the_state_that_the_generator_says(string method)
    {
        var source = Source($"BalancingMethod.{method}");
        var graph = Graph(source);
        var found = GeneratedProgram.Run([
            source,
            """
            using System.Linq;
            public static class Use
            {
                public static string Run(string folder)
                {
                    using var model = new Samples.M(seed: 1);
                    var state = model.state_dict().Select(entry => $"{entry.Key} [{string.Join(", ", entry.Value.shape)}]");
                    var count = model.parameters().Sum(parameter => parameter.NumberOfElements);
                    return string.Join("\n", state.Append($"{count} {Samples.M.ParameterCount}"));
                }
            }
            """]).Split('\n');
        Assert.Equal(
            StateLayout.Of(graph).Select(entry => entry.ToString()).Order(StringComparer.Ordinal),
            found[..^1].Order(StringComparer.Ordinal));
        Assert.Equal($"{graph.ParameterCount} {graph.ParameterCount}", found[^1]);
    }

    [Theory]
    [InlineData(
        "BalancingMethod.DynamicWeightAverage, Temperature = 1",
        "new global::Mtl.DynamicWeightAverageBalancing(tasks: 2) { Temperature = _hyperparameters.BalancingTemperature }")]
    [InlineData(
        "BalancingMethod.Mgda, Normalization = MgdaNormalization.Norm",
        "new global::Mtl.MgdaBalancing() { Normalization = global::Mtl.MgdaNormalization.Norm }")]
    [InlineData(
        "BalancingMethod.GradNorm, AllShared = true, Alpha = 0",
        "new global::Mtl.GradNormBalancing(tasks: 2) { AllShared = true, Alpha = _hyperparameters.BalancingAlpha }")]
    [InlineData("BalancingMethod.Krum, Outliers = 0, Selected = 2", "new global::Mtl.KrumBalancing() { Outliers = 0, Selected = 2 }")]
    public void Options_are_passed_on(string arguments, string expected)
    {
        var generated = GeneratorHost.Run(Source(arguments)).GetRunResult().GeneratedTrees;
        Assert.Contains(expected, string.Concat(generated), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1", 0)]
    [InlineData("0.5", 1)]
    public void A_weight_that_a_method_ignores_is_reported_unless_it_takes_the_task_out(string weight, int reports)
    {
        var source = Source("BalancingMethod.Mgda", $"(Weight = {weight})");
        Assert.Equal(reports, Graph(source).Problems.Count(problem => problem.Rule == RuleIds.BalancingPreference));
    }

    private static string Source(string arguments, string headArguments = "") =>
        $$"""
        using Mtl;
        using TorchSharp.Modules;

        namespace Samples;

        /// <summary>Two tasks.</summary>
        [MultiTaskModel(Inputs = 4), Balancing({{arguments}})]
        public partial class M
        {
            [SharedLayer(3)] public partial Linear Trunk { get; }
            [TaskHead] public partial RegressionHead A { get; }
            [TaskHead{{headArguments}}] public partial BinaryHead B { get; }
        }
        """;

    private static ModelGraph Graph(string source)
    {
        var steps = GeneratorHost.Run(source).GetRunResult().Results.Single().TrackedSteps;
        return (ModelGraph)steps[MultiTaskModelGenerator.GraphStep].Single().Outputs.Single().Value;
    }
}
