using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Mtl.Generator.Graph;
using Mtl.Generator.Model;
using Mtl.Generator.Parsing;

namespace Mtl.Generator.Tests;

/// <summary>The forms of a declaration: partial properties, fields, attributes on the class. What is computed is the same.</summary>
public sealed class FormTests
{
    private const string Usings = "using Mtl;\nusing TorchSharp.Modules;\nnamespace Samples;\npublic enum Kind { A, B, C }\n";

    private const string Properties =
        """
        [MultiTaskModel, Input("Image", 3, 8, 8), Dropout(0.5, Scope = Scope.Task), L2(0.01)]
        public partial class M
        {
            [SharedLayer(4, Kernel = 5)] public partial Conv2d Edges { get; }
            [SharedLayer] public partial Flatten Flat { get; }
            [SharedLayer(64)] public partial Linear Trunk { get; }
            [TaskLayer(8, From = "Trunk")] public partial Linear Own { get; }
            [TaskHead(Weight = 2)] public partial RegressionHead Price { get; }
            [TaskHead(Hidden = new[] { 16 })] public partial ClassHead<Kind> Kind { get; }
            [TaskHead(From = "Own")] public partial BinaryHead Sold { get; }
        }
        """;

    private const string Fields =
        """
        [MultiTaskModel, Input("Image", 3, 8, 8), Dropout(0.5, Scope = Scope.Task), L2(0.01)]
        public partial class M
        {
            [SharedLayer(4, Kernel = 5)] private readonly Conv2d _edges;
            [SharedLayer] private readonly Flatten _flat;
            [SharedLayer(64)] private readonly Linear _trunk;
            [TaskLayer(8, From = "Trunk")] private readonly Linear _own;
            [TaskHead(Weight = 2)] private readonly RegressionHead _price;
            [TaskHead(Hidden = new[] { 16 })] private readonly ClassHead<Kind> _kind;
            [TaskHead(From = "Own")] private readonly BinaryHead _sold;
        }
        """;

    private const string OnClass =
        """
        [MultiTaskModel, Input("Image", 3, 8, 8), Dropout(0.5, Scope = Scope.Task), L2(0.01)]
        [SharedLayer<Conv2d>("Edges", 4, Kernel = 5), SharedLayer<Flatten>("Flat"), SharedLayer("Trunk", 64)]
        [TaskLayer("Own", 8, From = "Trunk")]
        [TaskHead("Price", Weight = 2), TaskHead<Kind>("Kind", Hidden = new[] { 16 }), TaskHead<bool>("Sold", From = "Own")]
        public partial class M { }
        """;

    public static TheoryData<string> Forms => new(Properties, Fields, OnClass);

    [Theory]
    [MemberData(nameof(Forms))]
    public void Equal_declarations_compute_the_same(string form)
    {
        var expected = Lower(Properties);
        var found = Lower(form);
        Assert.Empty(found.Problems);
        Assert.Equal(expected.Inputs, found.Inputs);
        Assert.Equal(expected.Penalties, found.Penalties);
        Assert.Equal(expected.Blocks.Select(Computation), found.Blocks.Select(Computation));
        Assert.Equal(expected.Tasks.Select(HeadOf), found.Tasks.Select(HeadOf));
    }

    /// <summary>A scheme of sharing, and how many blocks it makes of each of the three shared layers, which three tasks read.</summary>
    public static TheoryData<string, string, int> Schemes => new()
    {
        { Properties, "MixtureOfExperts(3)", 1 }, { Fields, "MixtureOfExperts(3)", 1 }, { OnClass, "MixtureOfExperts(3)", 1 },
        { Fields, "SoftSharing(0.1)", 3 }, { OnClass, "SoftSharing(0.1)", 3 },
        { Fields, "CrossStitch", 3 }, { OnClass, "CrossStitch", 3 },
        { Fields, "ProgressiveExtraction(2, 1)", 4 }, { OnClass, "ProgressiveExtraction(2, 2, SingleLevel = true)", 4 },
        { Fields, "TaskAttention", 1 }, { OnClass, "TaskAttention(Reduction = 4)", 1 },
        { Fields, "HardSharing", 1 },
    };

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Schemes_on_equal_declarations_compute_the_same(string form, string scheme, int blocks)
    {
        var expected = Lower(Shared(Properties, scheme));
        var found = Lower(Shared(form, scheme));
        Assert.Empty(found.Problems);
        string[] shared = ["Edges", "Flat", "Trunk"];
        Assert.Equal(
            shared.SelectMany(name => Enumerable.Repeat(name, blocks)),
            found.Layers.Where(layer => layer.Layer.IsShared).Select(layer => layer.Layer.Member.Name));
        Assert.Equal(expected.Penalties, found.Penalties);
        Assert.Equal(expected.Blocks.Select(Computation), found.Blocks.Select(Computation));
        var generated = GeneratorHost.Generate(GeneratorHost.Compile(Usings + Shared(form, scheme)));
        Assert.DoesNotContain(GeneratorHost.CompilerMessages(generated), message => message.Id != "CS1591");
    }

    private static string Shared(string form, string scheme) =>
        form.Replace("[MultiTaskModel,", $"[{scheme}, MultiTaskModel,", StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_form_compiles_without_a_message(string form)
    {
        var compilation = GeneratorHost.Generate(GeneratorHost.Compile(Usings + form));
        Assert.DoesNotContain(GeneratorHost.CompilerMessages(compilation), message => message.Id != "CS1591");
        var model = compilation.GetTypeByMetadataName("Samples.M")!;
        Assert.All(
            ["Edges", "Flat", "Trunk", "Own", "Price", "Kind", "Sold"],
            name => Assert.IsAssignableFrom<IPropertySymbol>(Assert.Single(model.GetMembers(name))));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Every_form_is_free_of_our_messages(string form) => Assert.Empty(await GeneratorHost.Analyze(Usings + form));

    [Fact]
    public void Fields_and_the_class_form_work_before_partial_properties()
    {
        string[] schemes =
        [
            "HardSharing", "SoftSharing(0.1)", "CrossStitch", "MixtureOfExperts(3)", "ProgressiveExtraction(2, 1)", "TaskAttention",
        ];
        foreach (var form in schemes.SelectMany(scheme => new[] { Shared(Fields, scheme), Shared(OnClass, scheme) }))
        {
            var project = new UserProject { Language = LanguageVersion.CSharp11 };
            var generated = GeneratorHost.Generate(GeneratorHost.Compile(project, Usings + form));
            Assert.DoesNotContain(GeneratorHost.CompilerMessages(generated), message => message.Id != "CS1591");
        }
    }

    private static ModelGraph Lower(string form)
    {
        var compilation = GeneratorHost.Compile(Usings + form);
        var type = compilation.GetTypeByMetadataName("Samples.M")!;
        return Lowering.Lower(ModelParser.Parse(type, ModelParser.MarkerOf(type)!, compilation, default));
    }

    private static (HeadKind, double, HeadTypes, EquatableArray<string>) HeadOf(TaskBlock task) =>
        (task.Head.Kind, task.Head.Weight, task.Head.Types, task.Head.Classes);

    private static (string, Sources, EquatableArray<Operation>, Shape) Computation(Block block) =>
        (block.Name, block.Sources, block.Operations, block.Output);
}
