using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Mtl.Generator.Parsing;

namespace Mtl.Generator.Tests;

/// <summary>Names that could get in the way of generated code.</summary>
public sealed class NameTests
{
    /// <summary>Those of the newest C#, which has all that older ones have.</summary>
    private static readonly string[] _keywords =
        [.. SyntaxFacts.GetReservedKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds())
            .Select(SyntaxFacts.GetText)
            .Where(SyntaxFacts.IsValidIdentifier)];

    [Fact]
    public async Task Every_keyword_can_be_a_task_and_a_member_of_the_row() => await CompilesClean(
        $$"""
        class Row
        {
            {{Each(keyword => $"[Feature] public float @{keyword}; [Label(Task = \"{keyword}\")] public bool @{keyword}_label;")}}
        }
        [MultiTaskModel<Row>] partial class M
        {
            {{Each(keyword => $"[TaskHead] internal partial BinaryHead @{keyword} {{ get; }}")}}
        }
        """);

    [Fact]
    public async Task Every_keyword_can_be_a_layer() => await CompilesClean(
        $$"""
        [MultiTaskModel(Inputs = 3)] partial class M
        {
            {{Each(keyword => $"[SharedLayer(4), BatchNorm, L2(0.1)] internal partial Linear @{keyword} {{ get; }}")}}
            [TaskHead] internal partial BinaryHead Yes { get; }
        }
        """);

    [Fact]
    public async Task Every_keyword_can_be_declared_on_the_class() => await CompilesClean(
        $$"""
        [MultiTaskModel(Inputs = 3)]
        {{Each(keyword => $"[SharedLayer(\"{keyword}\", 4), TaskHead(\"{keyword}_\")]")}}
        partial class M;
        """);

    /// <summary>But <c>equals</c>, whose property would be <c>Equals</c>.</summary>
    [Fact]
    public async Task Every_keyword_can_be_a_field() => await CompilesClean(
        $$"""
        [MultiTaskModel(Inputs = 3)] partial class M
        {
            {{Each(keyword => keyword == "equals" ? "" : $"[TaskHead] private readonly BinaryHead @{keyword};")}}
        }
        """);

    [Fact]
    public async Task Every_keyword_can_be_an_input() => await CompilesClean(
        string.Join("\n", _keywords.Chunk(6).Select((keywords, index) =>
            $$"""
            [MultiTaskModel{{string.Concat(keywords.Select(keyword => $", Input(\"{keyword}\", 3)"))}}]
            [SharedLayer("Trunk", 2, Concat = new[] { {{Quoted(keywords)}} }), TaskHead("Yes")]
            partial class M{{index}};
            """)));

    [Fact]
    public async Task Every_keyword_can_be_a_feature_that_is_an_input() => await CompilesClean(
        string.Join("\n", _keywords.Chunk(6).Select((keywords, index) =>
            $$"""
            class Row{{index}}
            {
                {{string.Concat(keywords.Select(keyword => $"[Feature] public float @{keyword}; "))}}
                [Label] public float Cost;
            }
            [MultiTaskModel<Row{{index}}>, SharedLayer("Trunk", 2, Concat = new[] { {{Quoted(keywords)}} }), TaskHead("Cost")]
            partial class M{{index}};
            """)));

    [Fact]
    public async Task Every_keyword_can_be_a_namespace_and_a_class_around_the_model() => await CompilesClean(
        $$"""
        namespace {{string.Join('.', _keywords.Select(keyword => $"@{keyword}"))}}
        {
            {{Each(keyword => $"partial class @{keyword} {{")}}
            enum Kind { {{Each(keyword => $"@{keyword},")}} }
            [MultiTaskModel(Inputs = 3)] partial class M { [TaskHead] internal partial ClassHead<Kind> Of { get; } }
            {{Each(_ => "}")}}
        }
        """);

    [Fact]
    public async Task Parameters_of_generated_methods_can_be_names_of_tasks_and_inputs() => await CompilesClean(
        """
        [MultiTaskModel, Input("start", 2), Input("indices", 2), Input("Scope", 2)]
        [Input("batchSize", 2), Input("rows", 2), Input("outputs", 2)]
        partial class M
        {
            [SharedLayer(4, Concat = new[] { "start", "indices", "Scope", "batchSize", "rows", "outputs" })]
            internal partial Linear answers { get; }
            [TaskHead] internal partial BinaryHead count { get; }
            [TaskHead] internal partial BinaryHead device { get; }
            [TaskHead] internal partial RegressionHead inference { get; }
            [TaskHead] internal partial RegressionHead options { get; }
        }
        """);

    /// <summary>Names that are their own camel case, so that a variable of the same name would hide the member.</summary>
    [Theory]
    [InlineData("HardSharing")]
    [InlineData("SoftSharing(0.1)")]
    [InlineData("CrossStitch")]
    [InlineData("MixtureOfExperts(3)")]
    [InlineData("ProgressiveExtraction(2, 1)")]
    [InlineData("TaskAttention")]
    public async Task Names_without_capitals_work_with_every_scheme(string scheme) => await CompilesClean(
        $$"""
        [MultiTaskModel, Input("输入", 3), Input("_x", 2), Input("training", 2), Input("call", 2)]
        [{{scheme}}, Balancing(BalancingMethod.Uncertainty)]
        partial class M
        {
            [SharedLayer(3), BatchNorm, Dropout(0.1)] internal partial Linear 温度 { get; }
            [SharedLayer(3)] internal partial Linear _a { get; }
            [SharedLayer(3), Dropout(0.1)] internal partial Linear Training { get; }
            [TaskHead, Dropout(0.1)] internal partial BinaryHead 任务 { get; }
            [TaskHead(Hidden = [2]), AdaptiveDropout(0.1, 0.5)] internal partial BinaryHead _b { get; }
            [TaskHead(Hidden = [2])] internal partial RegressionHead Call { get; }
            [TaskHead] internal partial RegressionHead c { get; }
        }
        """);

    [Fact]
    public async Task The_method_that_makes_a_layer_can_have_the_name_of_a_variable() => await CompilesClean(
        """
        [MultiTaskModel(Inputs = 3)] partial class M
        {
            [SharedLayer(Factory = "seed", Output = [3])] internal partial Mine First { get; }
            [SharedLayer(Factory = "while", Output = [3])] internal partial Mine Second { get; }
            [TaskHead] internal partial BinaryHead Yes { get; }
            private static Mine seed() => new();
            private static Mine @while() => new();
        }
        class Mine() : TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>("Mine")
        {
            public override TorchSharp.torch.Tensor forward(TorchSharp.torch.Tensor input) => input;
        }
        """);

    [Fact]
    public async Task Types_of_the_user_can_have_the_names_of_types_and_namespaces_that_generated_code_mentions() => await CompilesClean(
        """
        namespace Own
        {
            class System; class Tensor; class torch; class TorchSharp; class Mtl; class Enumerable; class Own;
            [MultiTaskModel(Inputs = 2)] partial class M
            {
                internal class Math; internal class Array; internal class TaskInfo;
                [SharedLayer(2)] internal partial Linear L { get; }
                [TaskHead] internal partial BinaryHead A { get; }
            }
        }
        """);

    /// <summary>Whatever is reserved is reported by us, and generated code adds nothing to it.</summary>
    [Fact]
    public async Task A_task_or_an_input_with_a_reserved_name_leaves_no_trace_in_generated_code()
    {
        string[] names =
        [
            .. ReservedNames.OfModel.Concat(ReservedNames.OfBase).Concat(ReservedNames.OfTypes)
                .Distinct()
                .Where(SyntaxFacts.IsValidIdentifier),
        ];
        var tasks = names.Select((name, index) =>
            $$"""
            namespace Tasks{{index}}
            {
                [MultiTaskModel(Inputs = 2)] partial class M { [TaskHead] internal partial BinaryHead {{name}} { get; } }
            }
            """);
        string[] ofInputs = [.. names, "Item1", "Rest", "CompareTo"];
        var inputs = ofInputs.Select((name, index) =>
            $$"""
            namespace Inputs{{index}}
            {
                [MultiTaskModel, Input("{{name}}", 2), Input("Other", 2)]
                partial class M { [TaskHead] internal partial BinaryHead Yes { get; } }
            }
            """);
        var generated = Generate(string.Join("\n", tasks.Concat(inputs)));
        Assert.DoesNotContain(
            generated.GetDeclarationDiagnostics(),
            message => message.Severity > DiagnosticSeverity.Hidden && GeneratorHost.IsGenerated(message));
        var reported = (await GeneratorHost.Analyze(generated)).Select(message => message.Id).ToList();
        Assert.Equal(names.Length, reported.Count(id => id == "MTL018"));
        Assert.Equal(ofInputs.Count(ReservedNames.IsTakenForInputs), reported.Count(id => id == "MTL031"));
    }

    /// <summary>One model for every keyword is much code, so its method bodies are not compiled.</summary>
    [Fact]
    public void Every_keyword_can_be_a_model()
    {
        var generated = Generate(Each(keyword =>
            $"[MultiTaskModel(Inputs = 3)] partial class @{keyword} {{ [TaskHead] internal partial BinaryHead Yes {{ get; }} }}"));
        var modules = generated.SyntaxTrees.Where(tree => tree.FilePath.EndsWith(".Module.g.cs", StringComparison.Ordinal));
        Assert.Equal(_keywords.Length, modules.Count());
        Assert.DoesNotContain(
            generated.GetDeclarationDiagnostics().Concat(generated.GetParseDiagnostics()),
            message => message.Severity > DiagnosticSeverity.Hidden);
    }

    [Fact]
    public void What_every_model_inherits_is_reserved()
    {
        var inherited = BaseTypesOf(typeof(TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>))
            .SelectMany(type => type.GetMembers(Declared))
            .Where(CanBeHidden)
            .Select(member => member.Name.Split('`')[0])
            .Distinct();
        Assert.Empty(inherited.Except([.. ReservedNames.OfBase, .. ReservedNames.OfModel]));
    }

    [Fact]
    public void What_every_generated_type_has_is_reserved()
    {
        var model = GeneratorHost.Generate(Declarations.TwoDigits).GetTypeByMetadataName("Samples.TwoDigits")!;
        string[] types = ["Batch", "Outputs", "Losses", "Metrics", "Prediction", "Watch"];
        var members = types
            .SelectMany(type => model.GetTypeMembers(type).Single().GetMembers())
            .Where(member => member.CanBeReferencedByName && member is not IFieldSymbol)
            .Select(member => member.Name)
            .Distinct();
        Assert.Empty(members.Except(["Left", "Right", "Sum", .. ReservedNames.OfTypes, .. ReservedNames.OfWatch]));
    }

    [Fact]
    public void What_is_generated_into_every_model_is_reserved()
    {
        var before = GeneratorHost.Compile(Declarations.TwoDigits);
        var after = GeneratorHost.Generate(before);
        var generated = after.GetTypeByMetadataName("Samples.TwoDigits")!.MemberNames
            .Except(before.GetTypeByMetadataName("Samples.TwoDigits")!.MemberNames)
            .Where(name => !name.Contains('.', StringComparison.Ordinal) && !name.Contains('<', StringComparison.Ordinal))
            .Except(["get_Info", "get_StrokesNorm", "StrokesNorm", "_strokes", "_shapes", "_left", "_right", "_sum"])
            .Except(["Dispose"]); // Where the user overrides it, none is generated.
        Assert.Empty(generated.Except(ReservedNames.OfModel));
    }

    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static bool CanBeHidden(MemberInfo member) => member switch
    {
        MethodBase method => !method.IsSpecialName && IsVisible(method),
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        Type type => type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
        _ => true,
    };

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static IEnumerable<Type> BaseTypesOf(Type type)
    {
        for (var current = type; current is not null; current = current.BaseType)
            yield return current;
    }

    private static string Each(Func<string, string> write) => string.Join("\n", _keywords.Select(write));

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"\"{name}\""));

    private static async Task CompilesClean(string code)
    {
        var generated = Generate(code);
        var messages = GeneratorHost.CompilerMessages(generated).Concat(await GeneratorHost.Analyze(generated)).ToList();
        Assert.True(messages.Count == 0, string.Join('\n', messages));
    }

    private static Compilation Generate(string code) => GeneratorHost.Generate(GeneratorHost.Compile(
        new UserProject { Language = LanguageVersion.Preview },
        "#pragma warning disable CS0649, CS8981\nusing Mtl; using TorchSharp.Modules;\n" + code));
}
