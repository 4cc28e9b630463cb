using System.Globalization;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>The shape calculus of the layers: what each makes of what it reads, exactly as libtorch does.</summary>
internal sealed class LayerLowering(ProblemReport report)
{
    /// <summary>Appends the layer itself. What does not fit is reported, and a shape is assumed that lets the rest be checked.</summary>
    public void Lower(LayerDescription layer, Sources sources, OperationList operations)
    {
        var name = layer.Member.Name;
        var options = layer.Options;
        var shape = operations.Shape;
        switch (layer.Kind)
        {
            case LayerKind.Unknown:
                operations.Add(new CustomOperation(name, "", Shape.Unknown));
                break;

            case not (LayerKind.Linear or LayerKind.Custom) when shape.IsUnknown:
                operations.Add(new CustomOperation(name, "", Shape.Unknown));
                break;

            case not (LayerKind.Linear or LayerKind.Custom) when !HasRank(layer, shape):
                operations.Add(new CustomOperation(name, "", Shape.Unknown));
                break;

            case LayerKind.Conv1d or LayerKind.Conv2d:
                var kernel = OrDefault(options.Kernel, 3);
                var stride = OrDefault(options.Stride, 1);
                var channels = Math.Max(options.Size, 1);
                operations.Add(new ConvolutionOperation(
                    name, shape.Rank - 1, shape.Sizes[0], channels, kernel, stride, options.Padding,
                    Windowed(layer, shape, channels, kernel, stride)));
                break;

            case LayerKind.MaxPool1d or LayerKind.MaxPool2d or LayerKind.AvgPool1d or LayerKind.AvgPool2d:
                var window = OrDefault(options.Kernel, 2);
                var step = OrDefault(options.Stride, window);
                if (options.Padding > window / 2)
                    report.Add(RuleIds.ShapeMismatch, layer.Site, AtMost("Padding", window / 2), name, $"has padding {options.Padding}, but a pooling over {window} takes at most {window / 2}");
                operations.Add(new PoolingOperation(
                    name, layer.Kind, window, step, options.Padding, Windowed(layer, shape, shape.Sizes[0], window, step)));
                break;

            case LayerKind.AdaptiveAvgPool1d or LayerKind.AdaptiveAvgPool2d:
                var size = Math.Max(options.Size, 1);
                var sizes = shape.Sizes.Select((old, index) => index == 0 ? old : size).ToArray();
                operations.Add(new PoolingOperation(name, layer.Kind, size, 0, 0, Shape.Channels(sizes)));
                break;

            case LayerKind.Flatten:
                operations.Add(new FlattenLayerOperation(name, Shape.Vector((int)Math.Min(shape.Width, int.MaxValue))));
                break;

            case LayerKind.Lstm or LayerKind.Gru:
                LowerRecurrent(layer, operations);
                break;

            case LayerKind.LayerNorm:
                operations.Add(new LayerNormOperation(name, new[] { shape.Last }.ToEquatableArray(), shape));
                break;

            case LayerKind.MultiheadAttention:
                if (shape.Last % Math.Max(options.Heads, 1) != 0)
                    report.Add(RuleIds.ShapeMismatch, layer.Site, AtMost("Heads", LargestDivisor(shape.Last, options.Heads)), name, $"has {options.Heads} heads, which do not divide the {shape.Last} features that it reads");
                operations.Add(new AttentionOperation(name, shape.Last, options.Heads, shape));
                break;

            case LayerKind.Embedding:
                LowerEmbedding(layer, operations);
                break;

            case LayerKind.Custom:
                var output = options.Output.Count == 0 ? Shape.Vector(1) : new Shape(options.Output, IsChannelsFirst: options.Output.Count > 1);
                operations.Add(new CustomOperation(name, options.Factory ?? "", output));
                break;

            default:
                LowerLinear(layer, sources, operations);
                break;
        }
    }

    /// <summary>A linear layer reads vectors, or a sequence step by step; an image it would read row by row, which nobody means.</summary>
    private void LowerLinear(LayerDescription layer, Sources sources, OperationList operations)
    {
        if (operations.Shape.Rank == 3)
        {
            report.Add(RuleIds.NeedsVector, layer.Site, sources.Hint, layer.Member.Name, operations.Shape.ToString());
            operations.Flatten();
        }
        operations.Linear(layer.Member.Name, Math.Max(layer.Options.Size, 1));
    }

    private static void LowerRecurrent(LayerDescription layer, OperationList operations)
    {
        var options = layer.Options;
        var shape = operations.Shape;
        var hidden = Math.Max(options.Size, 1);
        var width = hidden * (options.Bidirectional ? 2 : 1);
        operations.Add(new RecurrentOperation(
            layer.Member.Name, layer.Kind, shape.Last, hidden, Math.Max(options.Stack, 1), options.Bidirectional,
            Shape.Of(shape.Sizes[0], width)));
        if (options.LastStepOnly)
            operations.Add(new LastStepOperation(hidden, options.Bidirectional, Shape.Vector(width)));
    }

    private void LowerEmbedding(LayerDescription layer, OperationList operations)
    {
        var shape = operations.Shape;
        if (shape.Indices is null)
            report.Add(RuleIds.EmbeddingNeedsIndices, layer.Site, layer.Member.Name, shape.ToString());
        var dimensions = Math.Max(layer.Options.Size, 1);
        operations.Add(shape.Indices is { } indices
            ? new EmbeddingOperation(layer.Member.Name, indices, dimensions, Shape.Of([.. shape.Sizes, dimensions]))
            : new CustomOperation(layer.Member.Name, "", Shape.Unknown));
    }

    /// <summary>Whether the layer can read a tensor with this many sizes.</summary>
    private bool HasRank(LayerDescription layer, Shape shape)
    {
        var (rank, expected) = layer.Kind switch
        {
            LayerKind.Conv1d or LayerKind.MaxPool1d or LayerKind.AvgPool1d or LayerKind.AdaptiveAvgPool1d => (2, "[channels, length]"),
            LayerKind.Conv2d or LayerKind.MaxPool2d or LayerKind.AvgPool2d or LayerKind.AdaptiveAvgPool2d => (3, "[channels, height, width]"),
            LayerKind.Lstm or LayerKind.Gru or LayerKind.MultiheadAttention => (2, "[steps, features]"),
            _ => (shape.Rank, ""),
        };
        if (shape.Rank == rank)
            return true;
        report.Add(RuleIds.ShapeMismatch, layer.Site, layer.Member.Name, $"is a {layer.Member.TypeName} and reads {expected}, but is given {shape}");
        return false;
    }

    /// <summary>⌊(size + 2·padding − kernel) / stride⌋ + 1 in every direction behind the channels.</summary>
    private Shape Windowed(LayerDescription layer, Shape shape, int channels, int kernel, int stride)
    {
        var sizes = shape.Sizes
            .Select((size, index) => index == 0 ? channels : (int)Math.Floor((size + (2.0 * layer.Options.Padding) - kernel) / stride) + 1)
            .ToArray();
        if (sizes.Skip(1).All(size => size >= 1))
            return Shape.Channels(sizes);
        report.Add(
            RuleIds.ShapeMismatch, layer.Site, AtMost("Kernel", shape.Sizes.Skip(1).Min() + (2 * layer.Options.Padding)), layer.Member.Name,
            $"has a kernel of {kernel}, which is larger than what it reads, {shape}{(layer.Options.Padding > 0 ? $" with padding {layer.Options.Padding}" : "")}");
        return Shape.Unknown;
    }

    private static int LargestDivisor(int number, int atMost)
    {
        var divisor = Math.Max(Math.Min(number, atMost), 1);
        while (number % divisor != 0)
            divisor--;
        return divisor;
    }

    private static Hint AtMost(string argument, int value) =>
        new() { Argument = argument, Instead = value.ToString(CultureInfo.InvariantCulture) };

    private static int OrDefault(int written, int whenMissing) => written > 0 ? written : whenMissing;
}
