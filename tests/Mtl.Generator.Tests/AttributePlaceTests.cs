using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Parsing;

namespace Mtl.Generator.Tests;

/// <summary>Every attribute of the model language has an effect where it is written, or is reported.</summary>
public sealed class AttributePlaceTests
{
    /// <summary>A member of a row, and the rule that an attribute which makes it a feature breaks; none where it is used.</summary>
    private static readonly (string Member, string Rule)[] _ofRows =
    [
        ("{0} public float X { get; set; }", ""),
        ("{0} public float X;", ""),
        ("{0} public static float X { get; set; }", RuleIds.RowMember),
        ("{0} public const float X = 1;", RuleIds.RowMember),
        ("{0} public float X { set { } }", RuleIds.RowMember),
        ("{0} private float X { get; set; }", RuleIds.RowMember),
        ("{0} public float this[int i] => i;", RuleIds.RowMember),
        ("{0} float IHas.X => 1;", RuleIds.RowMember),
        ("[field: {1}] public float X { get; set; }", RuleIds.RowMember),
        ("public float Of({0} float x) => x;", RuleIds.RowMember),
        ("{0} public override float Y => 1;", ""),
        ("public new float Hidden => 1;", RuleIds.RowMember),
    ];

    private static readonly string[] _modifiers =
    [
        "Dropout(0.1)", "AdaptiveDropout(0.1, 0.5)", "SpatialDropout(0.1)", "RecurrentDropout(0.1)",
        "L1(0.1)", "L2(0.1)", "ElasticNet(0.1, 0.1)", "GroupLasso(0.1)",
        "BatchNorm", "LayerNorm", "Activation(Activation.Tanh)", "Frozen", "LearningRate(0.1)", "StateKey(\"Key\")", "Standardize",
        "Feature", "Label",
    ];

    private static readonly string[] _ofModels =
    [
        "Dropout(0.1)", "AdaptiveDropout(0.1, 0.5)", "SpatialDropout(0.1)", "RecurrentDropout(0.1)",
        "L1(0.1)", "L2(0.1)", "ElasticNet(0.1, 0.1)", "GroupLasso(0.1)",
        "BatchNorm", "LayerNorm", "Activation(Activation.Tanh)", "Frozen", "LearningRate(0.1)", "Standardize",
        "Input(\"X\", 2)", "Balancing(BalancingMethod.Equal)",
        "HardSharing", "SoftSharing(0.1)", "CrossStitch", "MixtureOfExperts(2)", "ProgressiveExtraction(1, 1)", "TaskAttention",
    ];

    /// <summary>The attributes of the language by their names, without type arguments.</summary>
    private static readonly Type[] _attributes =
    [
        .. typeof(MultiTaskModelAttribute).Assembly.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(Attribute)) && !type.IsAbstract),
    ];

    /// <summary>What makes a member or a class a part of a model; the others change or complete one.</summary>
    private static readonly string[] _roles = ["MultiTaskModel", "SharedLayer", "TaskLayer", "TaskHead", "Feature", "Label"];

    public static TheoryData<string> Attributes => [.. _attributes.Select(NameOf).Distinct()];

    [Fact]
    public void The_parser_has_the_name_of_every_attribute() => Assert.Equal(
        _attributes.Select(NameOf).Distinct().Order(StringComparer.Ordinal),
        typeof(AttributeNames).GetFields()
            .Select(field => (string)field.GetValue(null)!)
            .Where(name => !name.StartsWith("Mtl", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal));

    /// <summary>Wherever an attribute may be written, the tests of this class write it.</summary>
    [Theory]
    [MemberData(nameof(Attributes))]
    public void An_attribute_is_a_role_or_known_where_it_may_stand(string name)
    {
        if (_roles.Contains(name))
            return;
        var places = _attributes.First(type => NameOf(type) == name).GetCustomAttribute<AttributeUsageAttribute>()!.ValidOn;
        Assert.True(AttributeNames.IsOfModel(name));
        if (places.HasFlag(AttributeTargets.Class))
            Assert.Contains(_ofModels, attribute => attribute.Split('(')[0] == name);
        if (places.HasFlag(AttributeTargets.Property))
            Assert.Contains(_modifiers, attribute => attribute.Split('(')[0] == name);
    }

    [Theory]
    [MemberData(nameof(Attributes))]
    public void The_language_page_and_random_programs_have_it(string name)
    {
        Assert.Contains($"[{name}", File.ReadAllText(Path.Combine(Repository.Root, "docs", "model-language.md")), StringComparison.Ordinal);
        Assert.Contains(
            Enumerable.Range(1, 400), seed => Regex.IsMatch(new RandomDeclarations(seed, hasProperties: true).Write(), $@"\b{name}\b"));
    }

    private static string NameOf(Type type) => type.Name.Split('`')[0].Replace("Attribute", "", StringComparison.Ordinal);

    public static TheoryData<string, string, string> Rows
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var (member, rule) in _ofRows)
            {
                data.Add("Feature", member, rule);
                data.Add("Label(Task = \"N\")", member, rule);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_role_on_a_member_of_a_row_is_used_or_reported(string role, string member, string rule)
    {
        var isLabel = role != "Feature";
        var inherited = member.Contains("Hidden", StringComparison.Ordinal) ? $"[{role}]" : "";
        var code = $$"""
            public interface IHas { float X { get; } }
            public abstract class Parent { public virtual float Y => 1; {{inherited}} public float Hidden => 1; }
            public class R : Parent{{(member.Contains("IHas", StringComparison.Ordinal) ? ", IHas" : "")}}
            {
                {{member.Replace("{0}", $"[{role}]", StringComparison.Ordinal).Replace("{1}", role, StringComparison.Ordinal)}}
                {{(isLabel ? "[Feature] public float Other;" : "[Label] public float N;")}}
            }
            [MultiTaskModel<R>] public partial class M { [TaskHead] public partial RegressionHead N { get; } }
            """;
        var found = await RulesOf(code);
        Assert.Equal(rule.Length == 0 ? [] : [rule], found.Where(id => id != RuleIds.Inputs));
    }

    [Theory]
    [InlineData("record R([Feature] float X, [Label] float N)", "")]
    [InlineData("record struct R([Feature] float X, [Label] float N)", "")]
    [InlineData("class R([Feature] float x) { public float Use => x; [Feature] public float Y; [Label] public float N; }", "MTL022")]
    [InlineData("class R([Label] float n) { public float Use => n; [Feature] public float Y; [Label] public float N; }", "MTL022")]
    [InlineData("struct R { public R([Feature] float x) { Y = x; N = 1; } [Feature] public float Y; [Label] public float N; }", "MTL022")]
    public async Task A_role_on_a_parameter_is_used_or_reported(string row, string rule)
    {
        var declaration = $"public {row}{(row.EndsWith('}') ? "" : ";")}";
        var code = UserCode.OnRow(declaration, heads: "[TaskHead] public partial RegressionHead N { get; }");
        Assert.Equal(rule, string.Join(',', await RulesOf(code)));
    }

    public static TheoryData<string> Modifiers => [.. _modifiers];

    [Theory]
    [MemberData(nameof(Modifiers))]
    public async Task What_changes_layers_and_tasks_is_reported_on_anything_else(string attribute)
    {
        string[] members =
        [
            $"[{attribute}] public int this[int i] => i;",
            $"[{attribute}] public int Width => 1;",
            $"[{attribute}] public const int Depth = 1;",
            $"[{attribute}] int IHas.Size => 1;",
            $"[field: {attribute}] public int Height {{ get; set; }}",
        ];
        foreach (var member in members)
        {
            var code = "public interface IHas { int Size => 1; }\n"
                + UserCode.Vector(member, declaration: "public partial class M : IHas");
            Assert.Equal([RuleIds.NoEffect], await RulesOf(code));
        }
    }

    [Theory]
    [MemberData(nameof(Modifiers))]
    public async Task What_changes_layers_and_tasks_is_reported_on_rows(string attribute)
    {
        if (attribute is "Feature" or "Label" or "Standardize")
            return; // They belong on rows.
        Assert.Equal([RuleIds.NoEffect], await RulesOf(UserCode.Rows($"[Feature, {attribute}] public float X;")));
    }

    [Theory]
    [InlineData("[SharedLayer(2)] public Linear this[int i] => null!;")]
    [InlineData("[TaskLayer(2)] public Linear this[int i] => null!;")]
    [InlineData("[TaskHead] public BinaryHead this[int i] => null!;")]
    [InlineData("[SharedLayer(2)] Linear IHas.Layer => null!;")]
    [InlineData("[TaskHead] BinaryHead IHas.Head => null!;")]
    [InlineData("[field: SharedLayer(2)] public Linear Trunk { get; } = null!;")]
    [InlineData("[field: TaskHead] public BinaryHead No { get; } = null!;")]
    [InlineData("[SharedLayer(2)] public static Linear Trunk { get; } = null!;")]
    [InlineData("[TaskHead] public BinaryHead No { set { } }")]
    public async Task A_layer_or_task_that_cannot_be_one_is_reported(string member)
    {
        var code = "public interface IHas { Linear Layer => null!; BinaryHead Head => null!; }\n"
            + UserCode.Vector(member, declaration: "public partial class M : IHas");
        Assert.Equal([RuleIds.UnsupportedMember], await RulesOf(code));
    }

    public static TheoryData<string> OfModels => [.. _ofModels];

    [Theory]
    [MemberData(nameof(OfModels))]
    public async Task What_says_something_of_a_model_is_reported_on_another_class(string attribute)
    {
        var row = $"[{attribute}] public sealed record R([property: Feature] float X, [property: Label] bool Yes);";
        var message = Assert.Single(await GeneratorHost.Analyze(UserCode.Usings + UserCode.OnRow(row)));
        Assert.Equal(RuleIds.NoEffect, message.Id);
        Assert.EndsWith(
            "'R' is no model; it has no [MultiTaskModel]", message.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    /// <summary>What no test above has on any member: the compiler refuses it there.</summary>
    [Fact]
    public void Every_attribute_of_the_language_is_in_a_test()
    {
        string[] tested =
        [
            .. _ofModels.Concat(_modifiers).Select(attribute => attribute.Split('(')[0]),
            "SharedLayer", "TaskLayer", "TaskHead", "MultiTaskModel",
        ];
        var language = typeof(DropoutAttribute).Assembly.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(Attribute)) && !type.IsAbstract)
            .Select(type => type.Name.Split('`')[0].Replace("Attribute", "", StringComparison.Ordinal));
        Assert.Empty(language.Except(tested));
    }

    [Theory]
    [InlineData("public struct S { [TaskHead] public BinaryHead Yes { get; } }")]
    [InlineData("public record struct S { [SharedLayer(2)] public Linear Yes { get; } }")]
    [InlineData("public interface IS { [TaskHead] BinaryHead Yes { get; } }")]
    public async Task A_layer_or_task_outside_of_a_class_is_reported(string type) =>
        Assert.Equal([RuleIds.MarkerMissing], await RulesOf(type));

    private static async Task<IEnumerable<string>> RulesOf(string code) =>
        (await GeneratorHost.Analyze(UserCode.Usings + code)).Select(message => message.Id);
}
