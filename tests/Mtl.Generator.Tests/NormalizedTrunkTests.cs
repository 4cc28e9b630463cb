using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Mtl.Generator.Tests;

/// <summary>
/// Normalization layers in the trunk of every sharing architecture: all parameters are trained, and nothing is computed in vain.
/// </summary>
[Collection(OnTheEngine.Name)]
public sealed class NormalizedTrunkTests
{
    private const string Vector = "Input(\"X\", 5)";
    private const string Image = "Input(\"X\", 4, 8, 8)";

    private const string Heads =
        """
        [TaskHead] public partial RegressionHead A { get; }
        [TaskHead] public partial RegressionHead B { get; }
        """;

    private const string Flat =
        """
        [SharedLayer] public partial Flatten Flat { get; }
        """;

    private static readonly string[] _architectures =
    [
        "", "SoftSharing(0.01)", "CrossStitch", "TaskAttention", "MixtureOfExperts(2)",
        "ProgressiveExtraction(2, 1)", "ProgressiveExtraction(1, 2, SingleLevel = true)",
    ];

    private static readonly Dictionary<string, (string Input, string Members)> _trunks = new()
    {
        ["last"] = (Vector,
            $$"""
            [SharedLayer(6)] public partial Linear First { get; }
            [SharedLayer] public partial LayerNorm N { get; }
            {{Heads}}
            """),
        ["after each layer"] = (Vector,
            $$"""
            [SharedLayer(6)] public partial Linear First { get; }
            [SharedLayer] public partial LayerNorm N { get; }
            [SharedLayer(4)] public partial Linear Second { get; }
            [SharedLayer] public partial LayerNorm M { get; }
            {{Heads}}
            """),
        ["two in a row"] = (Vector,
            $$"""
            [SharedLayer(6)] public partial Linear First { get; }
            [SharedLayer] public partial LayerNorm N { get; }
            [SharedLayer] public partial LayerNorm M { get; }
            {{Heads}}
            """),
        ["of a sum"] = (Vector,
            $$"""
            [SharedLayer(6)] public partial Linear First { get; }
            [SharedLayer(6)] public partial Linear Second { get; }
            [SharedLayer(Add = new[] { "First", "Second" })] public partial LayerNorm N { get; }
            {{Heads}}
            """),
        ["one for each task"] = (Vector,
            """
            [SharedLayer(6)] public partial Linear First { get; }
            [SharedLayer(From = "First")] public partial LayerNorm N { get; }
            [SharedLayer(From = "First")] public partial LayerNorm M { get; }
            [TaskHead(From = "N")] public partial RegressionHead A { get; }
            [TaskHead(From = "M")] public partial RegressionHead B { get; }
            """),
        ["of a task"] = (Vector,
            """
            [SharedLayer(6)] public partial Linear First { get; }
            [SharedLayer(6)] public partial Linear Second { get; }
            [TaskLayer(From = "Second")] public partial LayerNorm N { get; }
            [TaskHead(From = "N")] public partial RegressionHead A { get; }
            [TaskHead] public partial RegressionHead B { get; }
            """),
        ["of convolutions"] = (Image,
            $$"""
            [SharedLayer(4)] public partial Conv2d First { get; }
            [SharedLayer(2)] public partial GroupNorm N { get; }
            [SharedLayer(6, Stride = 2)] public partial Conv2d Second { get; }
            [SharedLayer(3)] public partial GroupNorm M { get; }
            {{Flat}}
            {{Heads}}
            """),
        ["after a pooling"] = (Image,
            $$"""
            [SharedLayer(4)] public partial Conv2d First { get; }
            [SharedLayer] public partial MaxPool2d Smaller { get; }
            [SharedLayer(2)] public partial GroupNorm N { get; }
            {{Flat}}
            {{Heads}}
            """),
        ["before a pooling"] = (Image,
            $$"""
            [SharedLayer(2)] public partial GroupNorm OfInput { get; }
            [SharedLayer(4)] public partial Conv2d First { get; }
            [SharedLayer(2)] public partial GroupNorm N { get; }
            [SharedLayer] public partial MaxPool2d Smaller { get; }
            {{Flat}}
            {{Heads}}
            """),
    };

    public static TheoryData<string> Architectures => [.. _architectures];

    public static TheoryData<string, string> Models
    {
        get
        {
            var models = new TheoryData<string, string>();
            foreach (var architecture in _architectures)
            {
                foreach (var trunk in _trunks.Keys)
                    models.Add(architecture, trunk);
            }
            return models;
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_parameter_gets_a_gradient(string architecture, string trunk)
    {
        const string use =
            """
            using System.Linq;
            using TorchSharp;

            internal static class Use
            {
                public static string Run(string folder)
                {
                    using var scope = torch.NewDisposeScope();
                    using var model = new Samples.Net(seed: 1);
                    torch.random.manual_seed(1);
                    var outputs = model.call(torch.randn(SIZES));
                    (outputs.A.square().mean() + outputs.B.square().mean()).backward();
                    return string.Join(", ", model.named_parameters()
                        .Where(named => named.parameter.grad is not { } gradient || gradient.abs().sum().item<float>() == 0)
                        .Select(named => named.name));
                }
            }
            """;
        var sizes = _trunks[trunk].Input == Image ? "16, 4, 8, 8" : "16, 5";
        Assert.Empty(GeneratedProgram.Run([Source(architecture, trunk), use.Replace("SIZES", sizes, StringComparison.Ordinal)]));
    }

    /// <summary>TorchSharp leaves the scale and the shift of a new group normalization uninitialized.</summary>
    [Theory]
    [MemberData(nameof(Architectures))]
    public void Groups_begin_with_scale_1_and_shift_0_follow_the_seed_and_learn(string architecture)
    {
        const string use =
            """
            using System.Linq;
            using Mtl;
            using TorchSharp;
            using TorchSharp.Modules;

            internal static class Use
            {
                public static string Run(string folder)
                {
                    using var scope = torch.NewDisposeScope();
                    using var model = new Samples.Net(seed: 1);
                    using var again = new Samples.Net(seed: 1);
                    var groups = model.modules().OfType<GroupNorm>().ToList();
                    var begins = groups.All(group =>
                        group.weight!.eq(1).all().item<bool>() && group.bias!.eq(0).all().item<bool>());
                    var follows = model.parameters().Zip(again.parameters()).All(pair => pair.First.eq(pair.Second).all().item<bool>());
                    torch.random.manual_seed(1);
                    var images = torch.randn(32, 4, 8, 8);
                    var label = images.mean(new long[] { 1, 2, 3 }) * 16;
                    var labels = new[] { label, -label }.Select(values => new TaskLabels(values, torch.ones(32))).ToArray();
                    var batch = new Samples.Net.Batch(images, labels[0], labels[1]);
                    var before = Loss(model, batch);
                    model.Fit(batch, options: new() { Epochs = 20, BatchSize = 8, LearningRate = 0.01, Seed = 1 });
                    var learned = groups.All(group => !group.weight!.eq(1).any().item<bool>());
                    return $"{groups.Count > 1} {begins} {follows} {learned} {Loss(model, batch) < before / 2}";
                }

                private static double Loss(Samples.Net model, Samples.Net.Batch batch)
                {
                    var metrics = model.Evaluate(batch);
                    return metrics.A.Loss + metrics.B.Loss;
                }
            }
            """;
        Assert.Equal("True True True True True", GeneratedProgram.Run([Source(architecture, "of convolutions"), use]));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Forward_computes_only_what_is_used(string architecture, string trunk)
    {
        var forward = GeneratorHost.Run(Source(architecture, trunk)).GetRunResult().GeneratedTrees
            .SelectMany(tree => tree.GetRoot().DescendantNodes())
            .OfType<MethodDeclarationSyntax>()
            .Where(method => method.Identifier.ValueText == "forward")
            .ToList();
        Assert.NotEmpty(forward);
        Assert.All(forward, method => Assert.Empty(Unused(method)));
    }

    /// <summary>The local variables of a method that nothing reads, except to compute their own new value.</summary>
    private static IEnumerable<string> Unused(MethodDeclarationSyntax method) => method
        .DescendantNodes()
        .OfType<VariableDeclaratorSyntax>()
        .Select(variable => variable.Identifier.ValueText)
        .Where(name => !method.DescendantNodes()
            .OfType<IdentifierNameSyntax>()
            .Any(use => use.Identifier.ValueText == name && !use.Ancestors().OfType<AssignmentExpressionSyntax>().Any(IsTo(name))));

    private static Func<AssignmentExpressionSyntax, bool> IsTo(string name) => assignment =>
        assignment.Left.DescendantNodesAndSelf().First(node => node is IdentifierNameSyntax).ToString() == name;

    private static string Source(string architecture, string trunk) =>
        $$"""
        using Mtl;
        using TorchSharp.Modules;
        namespace Samples;
        /// <summary>A model.</summary>
        [MultiTaskModel, {{_trunks[trunk].Input}}{{(architecture.Length > 0 ? ", " + architecture : "")}}]
        public partial class Net
        {
            {{_trunks[trunk].Members}}
        }
        """;
}
