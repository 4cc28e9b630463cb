using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Tests;

/// <summary>
/// Every kind of head: runtime, attributes, pages and test programs know of it what the generator says. The checklist is
/// docs/contributing/head-kind.md.
/// </summary>
public sealed class HeadKindTests
{
    private static readonly Assembly _runtime = typeof(TaskHead).Assembly;

    public static TheoryData<string> Kinds => [.. HeadKind.OfRuntime.Select(kind => kind.Name)];

    [Fact]
    public void The_runtime_lists_the_kinds_in_their_order() =>
        Assert.Equal(HeadKind.OfRuntime.Append(HeadKind.Custom).Select(kind => kind.Name), Enum.GetNames<TaskKind>());

    [Fact]
    public void The_generator_knows_the_losses_of_the_language() => Assert.Equal(
        Enum.GetValues<Loss>().Select(loss => (loss.ToString(), (int)loss)),
        Enum.GetValues<LossFunction>().Select(loss => (loss.ToString(), (int)loss)));

    [Fact]
    public void Every_loss_and_every_metric_has_a_head()
    {
        Assert.Empty(Enum.GetValues<LossFunction>().Except([LossFunction.Default, .. HeadKind.OfRuntime.SelectMany(kind => kind.Losses)]));
        Assert.Empty(Enum.GetValues<MetricName>().Except(HeadKind.OfRuntime.SelectMany(kind => kind.Metrics)));
    }

    [Fact]
    public void Every_head_of_the_runtime_has_a_kind() => Assert.Equal(
        HeadKind.OfRuntime.Select(HeadOf).OrderBy(type => type.Name),
        _runtime.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(TaskHead)) && !type.IsAbstract).OrderBy(type => type.Name));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_runtime_has_the_types_that_generated_code_names(string name)
    {
        var kind = Kind(name);
        var types = Heads.Single(head => head.Kind == kind && !head.HasArrayLabels).Types;
        string[] arguments = [.. Base(kind).GenericTypeArguments.Select(type => type.Name.Split('`')[0])];
        Assert.Equal([$"{name}Prediction", $"{name}Metrics"], arguments[1..]);
        Assert.StartsWith($"global::Mtl.{name}Prediction", types.Prediction, StringComparison.Ordinal);
        Assert.StartsWith($"global::Mtl.{name}Metrics", types.Metrics, StringComparison.Ordinal);
        Assert.True(RuntimeType(kind, kind.LabelColumn).IsSubclassOf(typeof(LabelColumn)), $"{kind.LabelColumn} is no LabelColumn");
        if (kind.HasArrayLabels(outputs: 2))
            Assert.True(RuntimeType(kind, $"{name}ArrayLabels").IsSubclassOf(typeof(LabelColumn)), $"{name}ArrayLabels is no LabelColumn");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_constructor_takes_what_declarations_can_give(string name)
    {
        var kind = Kind(name);
        var parameters = HeadOf(kind).GetConstructors().Single().GetParameters().Select(parameter => parameter.Name).ToList();
        Assert.Equal(kind.Losses.Length > 1, parameters.Contains("loss"));
        Assert.Equal(kind.Losses.Contains(LossFunction.Focal), parameters.Contains("focalGamma"));
        Assert.Equal(kind.Losses.Contains(LossFunction.Huber), parameters.Contains("huberDelta"));
        Assert.Equal(kind.SmoothsLabels, parameters.Contains("labelSmoothing"));
        Assert.Equal(kind.IsOfEnum || kind.Label == LabelKind.Boolean, parameters.Contains("classWeights"));
        Assert.Equal(kind.CanStandardize, parameters.Contains("standardize"));
        Assert.Equal(kind.Outputs == OutputCount.Declared, parameters.Contains("outputs"));
        Assert.Equal(kind.Outputs == OutputCount.Quantiles, parameters.Contains("quantiles"));
    }

    /// <summary>The head's metrics are those of the table, the most telling first.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_metrics_of_the_runtime_are_those_of_the_table(string name)
    {
        var kind = Kind(name);
        Assert.Equal(MetricName.Loss, kind.Metrics[^1]);
        var type = Base(kind).GenericTypeArguments[2];
        Assert.DoesNotContain(kind.Metrics, metric => type.GetProperty($"{metric}")?.PropertyType != typeof(double));
        Assert.Equal(kind.Metrics[..^1].Select(metric => ShortName(metric)), Blank(type).Values.Select(value => value.Name));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_language_s_documentation_names_the_kind_where_it_has_a_loss_or_a_metric(string name)
    {
        var kind = Kind(name);
        foreach (var loss in Enum.GetValues<LossFunction>().Where(loss => loss != LossFunction.Default))
            Assert.True(kind.Losses.Contains(loss) == Mentions(SummaryOf("Loss.cs", $"{loss}"), kind), $"Loss.{loss}");
        foreach (var metric in Enum.GetValues<MetricName>().Where(metric => metric != MetricName.Loss))
            Assert.True(kind.Metrics.Contains(metric) == Mentions(SummaryOf("Metric.cs", $"{metric}"), kind), $"Metric.{metric}");
        var attribute = Source("TaskHeadAttribute.cs");
        var from = Between(attribute, "From a task above a head reads", "/// </remarks>");
        Assert.True(Mentions(from, kind), "From does not say what is read of it.");
        var summary = Between(attribute, "/// Declares a task. On a member", "/// </summary>");
        Assert.True(Mentions(summary, kind), "The summary of TaskHead lacks it.");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_pages_have_a_row_for_the_kind(string name)
    {
        var kind = Kind(name);
        Assert.NotNull(RowOf("model-language.md", kind));
        Assert.StartsWith(
            $"| `{kind.TypeName}` | {Names(kind.Losses)} | {(kind.SmoothsLabels ? "with `CrossEntropy`" : "no")} |",
            RowOf("rules/MTL040.md", kind), StringComparison.Ordinal);
        Assert.Equal($"| `{kind.TypeName}` | {Names(kind.Metrics[..^1])} |", RowOf("rules/MTL087.md", kind));
    }

    /// <summary>Its snapshots show a head of every kind, and <see cref="HeadTests"/> trains each.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_model_with_every_head_has_the_kind(string name) =>
        Assert.True(Heads.Any(head => head.Kind == Kind(name)), $"HeadDeclarations.Visit has no {Kind(name).TypeName}.");

    /// <summary>Fuzzing and the comparison of fused steps with autograd draw from them.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Models_that_are_written_at_random_have_the_kind(string name) =>
        Assert.NotEmpty(HeadExamples.Arguments(Kind(name), classes: 3));

    /// <summary>What <c>HeadTests</c> asks of all heads is not enough: it knows no formula.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_runtime_s_tests_have_formulas_of_the_kind(string name) => Assert.Contains(
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", "Mtl.Runtime.Tests", "Tasks")),
        file => Path.GetFileName(file) != "HeadTests.cs" && Mentions(File.ReadAllText(file), Kind(name)));

    private static HeadDescription[] Heads { get; } = [.. Graph(HeadDeclarations.Visit).Tasks.Select(task => task.Head)];

    private static ModelGraph Graph(string source)
    {
        var steps = GeneratorHost.Run(source).GetRunResult().Results.Single().TrackedSteps;
        return (ModelGraph)steps[MultiTaskModelGenerator.GraphStep].Single().Outputs.Single().Value;
    }

    private static HeadKind Kind(string name) => HeadKind.OfRuntime.Single(kind => kind.Name == name);

    private static Type HeadOf(HeadKind kind) => RuntimeType(kind, $"{kind.Name}Head");

    private static Type RuntimeType(HeadKind kind, string name) =>
        _runtime.GetType($"Mtl.{name}{(kind.IsOfEnum ? "`1" : "")}") ?? throw new InvalidOperationException($"The runtime has no {name}.");

    /// <summary>The open base of all heads, with its arguments.</summary>
    private static Type Base(HeadKind kind)
    {
        var type = HeadOf(kind);
        while (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(TaskHead<,,>))
            type = type.BaseType!;
        return type;
    }

    /// <summary>Metrics without numbers, and with a 0 in every list of some.</summary>
    private static TaskMetrics Blank(Type type)
    {
        var metrics = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic).Where(field => field.FieldType.IsInterface))
        {
            var element = field.FieldType.GenericTypeArguments.Single();
            field.SetValue(metrics, Array.CreateInstance(element, element == typeof(double) ? 1 : 0));
        }
        return (TaskMetrics)metrics;
    }

    /// <summary>The name of a metric in tables.</summary>
    private static string ShortName(MetricName metric) =>
        (string)_runtime.GetType("Mtl.MetricNames")!.GetMethod("Of")!.Invoke(null, [(Metric)(int)metric])!;

    private static bool Mentions(string text, HeadKind kind) => Regex.IsMatch(text, $@"\b{kind.Name}Head\b");

    private static string SummaryOf(string file, string member)
    {
        var source = Source(file);
        var end = Regex.Match(source, $@"^    {member}( = \d+)?,$", RegexOptions.Multiline).Index;
        return source[source.LastIndexOf("<summary>", end, StringComparison.Ordinal)..end];
    }

    private static string Source(string file) => File.ReadAllText(Path.Combine(Repository.Root, "src", "Mtl.Attributes", file));

    private static string Between(string text, string start, string end)
    {
        var from = text.IndexOf(start, StringComparison.Ordinal);
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }

    private static string? RowOf(string page, HeadKind kind) =>
        File.ReadLines(Path.Combine(Repository.Root, "docs", page))
            .FirstOrDefault(line => line.StartsWith($"| `{kind.TypeName}` |", StringComparison.Ordinal));

    private static string Names<T>(IEnumerable<T> members) => string.Join(", ", members.Select(member => $"`{member}`"));
}
