using Mtl.Generator.Model;

namespace Mtl.Generator.Tests;

/// <summary>A small model for every kind of layer, and how TorchSharp itself computes the same.</summary>
internal static class LayerDeclarations
{
    private static readonly Example[] _examples =
    [
        new("Linear", "4", "SharedLayer(3), Activation(Activation.None)"),
        new("Conv1d", "2, 7", "SharedLayer(3, Kernel = 2, Stride = 2, Padding = 1), Activation(Activation.None)"),
        new("Conv2d", "2, 6, 5", "SharedLayer(3, Kernel = 2, Stride = 2, Padding = 1), Activation(Activation.None)"),
        new("MaxPool1d", "2, 7", "SharedLayer(Kernel = 3, Padding = 1)"),
        new("MaxPool2d", "2, 6, 5", "SharedLayer(Kernel = 3, Padding = 1)"),
        new("AvgPool1d", "2, 7", "SharedLayer(Kernel = 3, Padding = 1)"),
        new("AvgPool2d", "2, 6, 5", "SharedLayer(Kernel = 3, Padding = 1)"),
        new("AdaptiveAvgPool1d", "2, 7", "SharedLayer(3)"),
        new("AdaptiveAvgPool2d", "2, 6, 5", "SharedLayer(3)"),
        new("Flatten", "2, 3", "SharedLayer"),
        new("LSTM", "5, 3", "SharedLayer(4, Stack = 2, Bidirectional = true)", "model.Layer.call(x).Item1"),
        new("GRU", "5, 3", "SharedLayer(4, Stack = 3)", "model.Layer.call(x).Item1"),
        new("LayerNorm", "5, 3", "SharedLayer"),
        new("GroupNorm", "4, 3, 2", "SharedLayer(2)"),
        new(
            "MultiheadAttention", "5, 4", "SharedLayer(Heads = 2)",
            "model.Layer.call(x.transpose(0, 1), x.transpose(0, 1), x.transpose(0, 1), null, false, null).Item1.transpose(0, 1)"),
        new(
            "TransformerEncoder", "5, 4", "SharedLayer(Heads = 2, FeedForward = 6, Stack = 2, Positions = Positions.Sinusoidal)",
            "model.Layer.call(Mtl.CompilerServices.SelfAttention.WithPositions(x).transpose(0, 1), null, null).transpose(0, 1)"),
        new("Embedding", "5, Categories = 7", "SharedLayer(3)") { Input = "torch.randint(7, new long[] { 2, 5 })" },
    ];

    /// <summary>The example of a kind; it is in the namespace <c>Samples</c> and called after the kind.</summary>
    public static Example Of(LayerKind kind) =>
        Array.Find(_examples, example => example.Kind == kind.Name)
        ?? throw new InvalidOperationException($"{nameof(LayerDeclarations)} has no example of {kind.Name}.");

    /// <summary>A model with one layer.</summary>
    /// <param name="Kind">The kind of the layer.</param>
    /// <param name="Sizes">The input, as its attribute says it.</param>
    /// <param name="Attributes">The attributes of the layer, none of which changes what it computes.</param>
    /// <param name="Reference">The expression by which TorchSharp computes the layer's output of <c>x</c>.</param>
    internal sealed record Example(string Kind, string Sizes, string Attributes, string Reference = "model.Layer.call(x)")
    {
        /// <summary>The expression of an input of two rows.</summary>
        public string Input { get; init; } = $"torch.randn(new long[] {{ 2, {Sizes} }})";

        public string Model =>
            $$"""
            using Mtl;
            using TorchSharp.Modules;

            namespace Samples;

            /// <summary>A model with one layer.</summary>
            [MultiTaskModel, Input("X", {{Sizes}})]
            public partial class {{Kind}}Model
            {
                [{{Attributes}}] public partial {{Kind}} Layer { get; }

                [SharedLayer] public partial Flatten Vector { get; }

                [TaskHead] public partial RegressionHead Task { get; }
            }
            """;

        /// <summary>Says whether the model computes what TorchSharp does, how many parameters it has, and its state.</summary>
        public string Run =>
            $$"""
            public static class {{Kind}}Run
            {
                public static string Run(string folder)
                {
                    using var model = new Samples.{{Kind}}Model(seed: 1);
                    model.eval();
                    var x = {{Input}};
                    var output = {{Reference}};
                    var expected = model.Task.Output.call(output.flatten(1)).squeeze(1);
                    var state = model.state_dict().Select(entry => $"{entry.Key} [{string.Join(", ", entry.Value.shape)}]");
                    var parameters = model.parameters().Sum(parameter => parameter.NumberOfElements);
                    var isEqual = model.call(x).Task.allclose(expected);
                    return string.Join("\n", state.Prepend($"{isEqual} {parameters} [{string.Join(", ", output.shape[1..])}]"));
                }
            }
            """;
    }
}
