using System.Globalization;
using Microsoft.CodeAnalysis;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Tests;

/// <summary>Every rule: a declaration that breaks it, where it is reported and what it says.</summary>
public sealed class RuleTests
{
    private const string Yes = UserCode.Head;
    private const string Cost = "[TaskHead] public partial RegressionHead Cost { get; }";
    private const string Number = "[TaskHead] public partial RegressionHead N { get; }";

    [Theory]
    [MemberData(nameof(Mistakes.Rows), MemberType = typeof(Mistakes))]
    public async Task A_mistake_is_reported_where_it_is_made(string rule, string marked, string message)
    {
        var mistake = new Mistake(marked, message);
        var diagnostic = Assert.Single(await GeneratorHost.Analyze(mistake.Code));
        Assert.Equal(rule, diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Contains(message, diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal(mistake.Code.Substring(mistake.Span.Start, mistake.Span.Length), GeneratorHost.TextAt(diagnostic.Location));
        Assert.Equal(mistake.Span, diagnostic.Location.SourceSpan);
    }

    /// <summary>A mistake that is about several places has them all.</summary>
    [Theory]
    [InlineData("MTL005", Yes, "Label")]
    [InlineData("MTL004", Yes + "[TaskHead] public partial RegressionHead Costs { get; }", "Label")]
    [InlineData("MTL020", Yes + "[TaskHead] private readonly RegressionHead _cost;" + Cost, "_cost")]
    [InlineData(
        "MTL022", Yes + Cost, """Label,Label(Task = "Yes")""", """, [property: Label(Task = "Yes")] bool Again""")]
    public async Task A_mistake_that_is_about_several_places_has_them_all(string rule, string heads, string places, string label = "")
    {
        var row = $"public sealed record R([property: Feature] float X, [property: Label] bool Yes, [property: Label] float Cost{label});";
        var message = Assert.Single(await GeneratorHost.Analyze(UserCode.Usings + UserCode.OnRow(row, heads: heads)));
        Assert.Equal(rule, message.Id);
        Assert.Equal(places, string.Join(',', message.AdditionalLocations.Select(GeneratorHost.TextAt)));
    }

    /// <summary>What looks like a mistake and is none.</summary>
    public static TheoryData<string> RightDeclarations => new(
        UserCode.OnRow(
            """
            public sealed class R
            {
                [Feature] public float X;
                public float Next;
                [Label] public float N => Next - X;
            }
            """,
            heads: Number),
        UserCode.OnRow(
            """
            public sealed class R
            {
                public float[] Raw = [];
                public R? Before;
                [Feature] public float X => Raw[0];
                [Feature] public float Y => Before!.N;
                [Label] public float N => Raw[1];
            }
            """,
            heads: Number),
        UserCode.Vector(
            "[SharedLayer(2), Activation(Activation.Sigmoid)] public partial Linear L { get; }",
            "[TaskHead(Hidden = new[] { 4 })] public partial ClassHead<Kind> K { get; }"),
        UserCode.Vector("[SharedLayer(1), Activation(Activation.Sigmoid)] public partial Linear L { get; }", Number),
        UserCode.Vector(
            """
            [SharedLayer(2), Frozen] public partial Linear L { get; }
            [SharedLayer(2), Frozen] public partial Linear Second { get; }
            """,
            Yes + Number,
            "TaskAttention, Balancing(BalancingMethod.PCGrad)"),
        UserCode.Vector("[SharedLayer(2)] public partial Linear L { get; }", Number, "Dropout(0.5, Scope = All)"),
        UserCode.Vector(
            "[SharedLayer(2)] public partial Linear L { get; }",
            """
            [TaskHead] public partial BinaryHead B { get; }
            [TaskHead(Hidden = [2])] public partial RegressionHead N { get; }
            [TaskHead, Dropout(0)] public partial RegressionHead Quiet { get; }
            """,
            "Dropout(0.5)"));

    [Theory]
    [MemberData(nameof(RightDeclarations))]
    public async Task A_declaration_that_is_right_gives_no_message(string code) =>
        Assert.Empty(await GeneratorHost.Analyze(UserCode.Usings + code));

    /// <summary>A mistake is reported once, by us: generated code, which no user can change, adds no message to it.</summary>
    [Theory]
    [MemberData(nameof(Mistakes.Rows), MemberType = typeof(Mistakes))]
    public void A_mistake_leaves_no_trace_in_generated_code(string rule, string marked, string message)
    {
        _ = rule;
        var generated = GeneratorHost.Generate(new Mistake(marked, message).Code);
        Assert.DoesNotContain(GeneratorHost.CompilerMessages(generated), GeneratorHost.IsGenerated);
    }

    /// <summary>The compiler reports an unknown name itself; generated code repeats at most the name.</summary>
    public static TheoryData<string, string> UnknownNames => new()
    {
        { UserCode.OnRow("", model: "MultiTaskModel<Missing>"), "" },
        { UserCode.Vector("[SharedLayer(2)] internal partial Missing L { get; }"), "CS0246" },
        { UserCode.Vector("[TaskHead] internal partial ClassHead<Missing> Of { get; }"), "CS0246" },
        { UserCode.OnRow("public record R([property: Feature] Missing X, [property: Label] bool Yes);"), "" },
        { UserCode.OnRow("public record R([property: Feature] float X, [property: Label] Missing Yes);"), "" },
        { UserCode.OnRow("public record R([property: Feature] float X, [property: Label] bool Yes) : Missing;"), "" },
        {
            UserCode.Vector(
                "[SharedLayer(missing)] internal partial Linear L { get; }",
                "[TaskHead, Dropout(missing)] internal partial BinaryHead Yes { get; }"),
            ""
        },
        { UserCode.Vector(heads: Yes + "[TaskHead] public partial RegressionHead Yes { get; }"), "" },
    };

    [Theory]
    [MemberData(nameof(UnknownNames))]
    public async Task What_is_not_there_is_the_compilers_to_report(string code, string repeated)
    {
        var generated = GeneratorHost.Generate(UserCode.Usings + code);
        var messages = GeneratorHost.CompilerMessages(generated).ToList();
        Assert.Contains(messages, message => !GeneratorHost.IsGenerated(message));
        Assert.Equal(repeated, string.Join(',', messages.Where(GeneratorHost.IsGenerated).Select(message => message.Id)));
        Assert.Empty(await GeneratorHost.Analyze(generated));
    }

    /// <summary>What a code fix writes, it is told; the numbers are the largest that fit.</summary>
    [Theory]
    [InlineData("[SharedLayer(Kernel = 6, Padding = 5)] public partial MaxPool2d P { get; }", "Padding", "3")]
    [InlineData("[SharedLayer(Kernel = 5, Padding = 3)] public partial AvgPool2d P { get; }", "Padding", "2")]
    [InlineData("[SharedLayer(4, Kernel = 13, Padding = 2)] public partial Conv2d C { get; }", "Kernel", "12")]
    [InlineData("[SharedLayer(4, Kernel = 9)] public partial Conv2d C { get; }", "Kernel", "8")]
    public async Task A_mistake_of_size_carries_the_size_that_fits(string layer, string argument, string instead)
    {
        var code = UserCode.Image(layer + "[SharedLayer] public partial Flatten F { get; }");
        var hint = Hint.Of(Assert.Single(await GeneratorHost.Analyze(UserCode.Usings + code)).Properties);
        Assert.Equal((argument, instead), (hint.Argument, hint.Instead));
    }

    /// <summary>A message calls types as the code does.</summary>
    public static TheoryData<string, string> MessagesWithTypes => new()
    {
        { UserCode.OnRow("", model: "MultiTaskModel<int>"), "'int' has no member with [Feature] or [Label]" },
        {
            UserCode.Vector(heads: Yes + """[TaskHead(After = "Yes")] public partial My N { get; }""")
            + """
            public sealed class My(
                string task, long inputs, System.ReadOnlySpan<long> hidden, HiddenNormalization normalization)
                : RegressionHead(task, inputs, hidden, normalization);
            """,
            "because it is a My;"
        },
    };

    [Theory]
    [MemberData(nameof(MessagesWithTypes))]
    public async Task A_type_is_called_as_in_the_code(string code, string expected)
    {
        var found = await GeneratorHost.Analyze("using Mtl; " + code);
        var messages = found.Select(message => message.GetMessage(CultureInfo.InvariantCulture)).ToList();
        Assert.Contains(messages, message => message.Contains(expected, StringComparison.Ordinal));
        Assert.DoesNotContain(messages, message => message.Contains("global::", StringComparison.Ordinal));
        Assert.DoesNotContain(messages, message => message.Contains("Int32", StringComparison.Ordinal));
    }

    /// <summary>Every argument of a layer on every kind of layer: the ones that it reads are right, the others do nothing.</summary>
    [Theory]
    [InlineData("Linear", "4", "")]
    [InlineData("Conv1d", "4", "Kernel,Stride,Padding")]
    [InlineData("Conv2d", "4", "Kernel,Stride,Padding")]
    [InlineData("MaxPool1d", "", "Kernel,Stride,Padding")]
    [InlineData("MaxPool2d", "", "Kernel,Stride,Padding")]
    [InlineData("AvgPool1d", "", "Kernel,Stride,Padding")]
    [InlineData("AvgPool2d", "", "Kernel,Stride,Padding")]
    [InlineData("AdaptiveAvgPool1d", "4", "")]
    [InlineData("AdaptiveAvgPool2d", "4", "")]
    [InlineData("Flatten", "", "")]
    [InlineData("LSTM", "4", "Stack,Bidirectional")]
    [InlineData("GRU", "4", "Stack,Bidirectional")]
    [InlineData("LayerNorm", "", "")]
    [InlineData("MultiheadAttention", "", "Heads,Positions")]
    [InlineData("TransformerEncoder", "", "Stack,Heads,Positions,FeedForward")]
    [InlineData("Embedding", "4", "")]
    [InlineData("Own", "", "Factory,Output")]
    public async Task An_argument_that_a_layer_does_not_read_does_nothing(string type, string size, string read)
    {
        (string Name, string Value)[] arguments =
        [
            ("Kernel", "3"), ("Stride", "2"), ("Padding", "1"), ("Stack", "2"), ("Bidirectional", "true"), ("Heads", "2"),
            ("Positions", "Positions.Learned"), ("FeedForward", "8"), ("Factory", "\"Make\""), ("Output", "[4]"),
        ];
        var written = arguments.Select(argument => $"{argument.Name} = {argument.Value}").Prepend(size).Where(text => text.Length > 0);
        var layer = $$"""
            [SharedLayer({{string.Join(", ", written)}})] public partial {{type}} L { get; }
            static Own Make() => new();
            """;
        var code = UserCode.Usings + UserCode.Inputs("""Input("X", 4, 8, 8)""", layer) + UserCode.OwnModule;
        var messages = (await GeneratorHost.Analyze(code)).Where(message => message.Id == RuleIds.NoEffect).ToList();
        Assert.Equal(
            arguments.Select(argument => argument.Name).Except(read.Split(',')).Order(StringComparer.Ordinal),
            messages.Select(message => Hint.Of(message.Properties).Argument).Order(StringComparer.Ordinal));
        Assert.All(messages, message => Assert.StartsWith(
            $"{Hint.Of(message.Properties).Argument} has no effect here: 'L' is a",
            message.GetMessage(CultureInfo.InvariantCulture),
            StringComparison.Ordinal));
    }

    [Fact]
    public void What_only_advises_is_a_warning_and_everything_else_an_error()
    {
        string[] advice =
        [
            RuleIds.NoEffect, RuleIds.ScopeOnMember, RuleIds.RegressionDropout, RuleIds.Probabilities, RuleIds.FlagsAsClasses, RuleIds.Leak,
            RuleIds.StateKeyNew, RuleIds.StateKeyFile, RuleIds.BalancingSingle, RuleIds.BalancingPreference, RuleIds.BalancingNothingShared,
        ];
        var warnings = Rules.All.Where(rule => rule.DefaultSeverity == DiagnosticSeverity.Warning).Select(rule => rule.Id);
        var errors = Rules.All.Where(rule => rule.DefaultSeverity == DiagnosticSeverity.Error).Select(rule => rule.Id);
        Assert.Equal(advice.Order(StringComparer.Ordinal), warnings.Order(StringComparer.Ordinal));
        Assert.Equal(Rules.All.Length - advice.Length, errors.Count());
        Assert.All(advice, id => Assert.True(RuleIds.IsAdvice(id)));
    }

    [Fact]
    public void Every_number_has_a_rule() => Assert.Equal(
        typeof(RuleIds).GetFields().Select(field => (string)field.GetValue(null)!).Order(StringComparer.Ordinal),
        Rules.All.Select(rule => rule.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_rule_has_a_failing_test_and_a_page()
    {
        var tested = Mistakes.All.Select(mistake => mistake.Rule).Concat(StateKeyTests.Rules).Append(ProjectTests.Rule).ToHashSet();
        foreach (var rule in Rules.All)
        {
            Assert.Contains(rule.Id, tested);
            Assert.True(File.Exists(RulePage.PathOf(rule.Id)), $"docs/rules/{rule.Id}.md is missing");
        }
    }

    [Theory]
    [MemberData(nameof(Mistakes.Rows), MemberType = typeof(Mistakes))]
    public void A_mistake_never_makes_the_generator_fail(string rule, string marked, string message)
    {
        _ = rule;
        foreach (var result in GeneratorHost.Run(new Mistake(marked, message).Code).GetRunResult().Results)
            Assert.Null(result.Exception);
    }

    /// <summary>A build with such errors shows no message of an analyzer; the generator's are shown, and equal ones once.</summary>
    public static TheoryData<string, string> WithCompilerErrors => new()
    {
        { UserCode.Vector(declaration: "public class M"), "MTL001" },
        { UserCode.Vector(declaration: "public partial record M"), "MTL002" },
        { UserCode.Vector(heads: "[TaskHead] public required partial BinaryHead Yes { get; }"), "MTL017" },
        {
            UserCode.Vector(
                heads:
                    """
                    [TaskHead] public partial BinaryHead Losses { get; }
                    public static void Use(M model) => model.Save("x");
                    """),
            "MTL018"
        },
        { UserCode.Vector(heads: Yes + "public M(int x) { }"), "MTL098" },
        { "public partial class M { [TaskHead] public partial BinaryHead Yes { get; } }", "MTL097" },
        {
            """
            public partial class M { [TaskHead] public partial BinaryHead Yes { get; } }
            public partial class M { [TaskHead] public partial BinaryHead No { get; } }
            """,
            "MTL097,MTL097"
        },
    };

    [Theory]
    [MemberData(nameof(WithCompilerErrors))]
    public async Task A_mistake_beside_compiler_errors_is_reported_by_the_generator_too(string code, string rules)
    {
        var compilation = GeneratorHost.Compile(UserCode.Usings + code);
        var generated = GeneratorHost.Generate(compilation);
        var ofGenerator = GeneratorHost.Run(compilation).GetRunResult().Diagnostics;
        Assert.Contains(GeneratorHost.CompilerMessages(generated), message => message.Severity == DiagnosticSeverity.Error);
        Assert.Equal(rules, string.Join(',', ofGenerator.Select(message => message.Id)));

        var ofBoth = ofGenerator.Concat(await GeneratorHost.Analyze(generated));
        Assert.Equal(rules, string.Join(',', ofBoth.Distinct().Select(message => message.Id)));
    }

    [Theory]
    [InlineData("public partial Linear? L { get; }")]
    [InlineData("public partial Linear L { get; private set; }")]
    [InlineData("public static partial Linear L { get; }")]
    [InlineData("public virtual partial Linear L { protected get; set; }")]
    public void A_partial_property_that_cannot_be_a_layer_is_implemented_all_the_same(string property)
    {
        var code = UserCode.Usings + UserCode.Vector("/** <summary/> */ [SharedLayer(2)] " + property);
        Assert.DoesNotContain(GeneratorHost.CompilerMessages(GeneratorHost.Generate(code)), message => message.Id != "CS1591");
    }

    [Fact]
    public async Task Advice_does_not_hide_an_error()
    {
        var code = UserCode.Vector(
            """
            [SharedLayer(2)] public partial Linear L { get; }
            [SharedLayer, LearningRate(0.1)] public partial Flatten F { get; }
            [TaskLayer(2)] public partial Linear Unread { get; }
            """,
            """
            [TaskHead] public partial BinaryHead A { get; }
            [TaskHead] public partial BinaryHead B { get; }
            """,
            "CrossStitch");
        var found = await GeneratorHost.Analyze(UserCode.Usings + code);
        Assert.Equal(["MTL014", "MTL029"], found.Select(message => message.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_rule_can_be_suppressed_like_any_other()
    {
        var code = UserCode.ThreeTasks(
            """

            #pragma warning disable MTL014
            [Dropout(0.5)] public Linear? Unused { get; }
            """);
        Assert.Empty((await GeneratorHost.Analyze(UserCode.Usings + code)).Where(message => !message.IsSuppressed));
    }

    /// <summary>An error that prevents a model cannot be switched off; rules about saved models can.</summary>
    [Fact]
    public void No_error_of_a_declaration_can_be_configured()
    {
        var configurable = Rules.All.Where(rule => !rule.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable)).ToList();
        Assert.Equal(
            [RuleIds.StateKeyLost, RuleIds.StateShape],
            configurable.Where(rule => rule.DefaultSeverity == DiagnosticSeverity.Error).Select(rule => rule.Id));
        Assert.Equal(Rules.All.Count(rule => RuleIds.IsAdvice(rule.Id)) + 2, configurable.Count);
    }

    [Fact]
    public async Task An_error_of_a_declaration_is_reported_whatever_a_project_says()
    {
        var code = UserCode.Usings + "#pragma warning disable MTL005\n" + UnlearnedLabel;
        var compilation = GeneratorHost.Generate(GeneratorHost.Compile(code));
        var options = compilation.Options.WithSpecificDiagnosticOptions([new("MTL005", ReportDiagnostic.Suppress)]);
        var message = Assert.Single(await GeneratorHost.Analyze(compilation.WithOptions(options)));
        Assert.Equal(("MTL005", DiagnosticSeverity.Error, false), (message.Id, message.Severity, message.IsSuppressed));
    }

    /// <summary>A build without analyzers shows no message of ours; the model then says it.</summary>
    [Fact]
    public void A_model_with_mistakes_throws_their_rules_and_messages()
    {
        var use = UserCode.Usings + UnlearnedLabel.Replace("[TaskHead]", "[TaskHead(Hidden = [0])]", StringComparison.Ordinal) +
            """
            public static class Use
            {
                public static string Run(string folder)
                {
                    try { return $"{new M(seed: 1)}"; }
                    catch (System.InvalidOperationException mistakes) { return mistakes.Message; }
                }
            }
            """;
        Assert.Equal(
            """
            The declaration of 'M' has mistakes, so there is no model:
            MTL008: A hidden width of 'B' must be at least 1 and fit into an int; found 0
            MTL005: No task learns the label 'N' of 'R': 'M' has no [TaskHead] property named 'N'
            """,
            GeneratedProgram.Run([use], typeName: "Samples.Use"));
    }

    private const string UnlearnedLabel =
        """
        public sealed record R([property: Feature] float X, [property: Label] bool B, [property: Label] float N);

        [MultiTaskModel<R>]
        public partial class M
        {
            [TaskHead] public partial BinaryHead B { get; }
        }

        """;

    [Fact]
    public void A_wrong_declaration_still_gives_the_members_that_callers_use()
    {
        var code = UserCode.Usings + UserCode.ThreeTasks("[SharedLayer(2), Dropout(2)] public partial Linear L { get; }")
            + """
            public static class Caller
            {
                public static M.Metrics Use(R[] rows)
                {
                    using var m = new M(seed: 1);
                    m.Fit(rows);
                    m.Save("x");
                    return m.Evaluate(rows);
                }
            }
            """;
        var messages = GeneratorHost.CompilerMessages(GeneratorHost.Generate(code)).Select(message => message.Id);
        Assert.DoesNotContain(messages, id => id.StartsWith("CS", StringComparison.Ordinal) && id != "CS1591");
    }
}
