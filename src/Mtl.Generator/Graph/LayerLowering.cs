using System.Globalization;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>The shape calculus of the layers: the output shape of each, exactly as in libtorch.</summary>
internal sealed class LayerLowering(string model, ProblemReport report, ModifierScopes scopes)
{
    /// <summary>The layers that shorten sequences. Equal windows over one sequence result in the same lengths.</summary>
    private readonly Dictionary<WindowedSequence, string> _shortened = [];

    /// <summary>Appends the layer itself and reports mismatches; the rest is checked with an assumed shape.</summary>
    public void Lower(LayerDescription layer, Sources sources, OperationList operations)
    {
        LowerKind(layer, sources, operations);
        if (layer.Options.Steps != StepChoice.All && !operations.Shape.IsUnknown)
            LowerSteps(layer, operations);
    }

    private void LowerKind(LayerDescription layer, Sources sources, OperationList operations)
    {
        var name = layer.Member.Name;
        var shape = operations.Shape;
        if (!CanRead(layer, shape))
        {
            operations.Add(new CustomOperation(name, "", Shape.Unknown));
            return;
        }
        switch (layer.Kind.Computation)
        {
            case LayerComputation.Linear:
                LowerLinear(layer, sources, operations);
                break;

            case LayerComputation.Convolution:
                LowerConvolution(layer, operations);
                break;

            case LayerComputation.MaxPooling or LayerComputation.AveragePooling:
                LowerPooling(layer, operations);
                break;

            case LayerComputation.AdaptivePooling:
                var size = Math.Max(layer.Options.Size, 1);
                var sizes = shape.Sizes.Select((old, index) => index == 0 ? old : size).ToArray();
                operations.Add(new PoolingOperation(name, layer.Kind, size, 0, 0, Shape.Channels(sizes)));
                break;

            case LayerComputation.Flatten:
                operations.Add(new FlattenLayerOperation(name, Shape.Vector(shape.Width)));
                break;

            case LayerComputation.Recurrent:
                LowerRecurrent(layer, operations);
                break;

            case LayerComputation.LayerNorm:
                operations.Add(new LayerNormOperation(name, new[] { shape.Last }.ToEquatableArray(), shape));
                break;

            case LayerComputation.GroupNorm:
                LowerGroupNorm(layer, operations);
                break;

            case LayerComputation.Attention:
                ReadSteps(layer, operations);
                operations.Add(new AttentionOperation(name, shape.Last, layer.Options.Heads, shape));
                break;

            case LayerComputation.Encoder:
                LowerEncoder(layer, operations);
                break;

            case LayerComputation.Embedding:
                LowerEmbedding(layer, operations);
                break;

            case LayerComputation.Custom:
                LowerCustom(layer, operations);
                break;

            default:
                throw new InvalidOperationException($"No shape calculus for {layer.Kind.Computation}.");
        }
    }

    /// <summary>Whether the layer accepts an input. Problems that follow from others are not reported.</summary>
    private bool CanRead(LayerDescription layer, Shape shape)
    {
        var kind = layer.Kind;
        if (kind.Computation == LayerComputation.Unknown)
            return false;
        if (shape.IsUnknown)
            return kind.Computation is LayerComputation.Linear or LayerComputation.Custom; // Their output follows from the declaration.
        if (kind.Input is { } input && input.Rank != shape.Rank)
        {
            report.Add(
                RuleIds.ShapeMismatch, layer.Site, layer.Member.Name,
                $"is {Article.With(layer.Member.TypeName)} and reads {input.Name}, but its input is {shape}");
            return false;
        }
        if (shape.Sequence is not null && !kind.ReadsVaryingLengths)
        {
            report.Add(
                RuleIds.VaryingLength, layer.Site, layer.Member.Name, layer.Member.TypeName, shape.ToString(),
                "a convolution or pooling, an LSTM, a GRU, attention, a Linear or an Embedding reads it, "
                + "and Steps = Steps.Mean, Max or Last makes a vector of it");
            return false;
        }
        return true;
    }

    private void LowerConvolution(LayerDescription layer, OperationList operations)
    {
        var (name, options, shape) = (layer.Member.Name, layer.Options, operations.Shape);
        var kernel = OrDefault(options.Kernel, 3);
        var stride = OrDefault(options.Stride, 1);
        var channels = Math.Max(options.Size, 1);
        var windows = new SlidingWindows(kernel, stride, options.Padding);
        operations.Add(shape.Sequence is { } sequence
            ? Over(1, shape.Last, Slid(name, shape, channels, windows)) with { Over = new(sequence, windows) }
            : Over(shape.Rank - 1, shape.Sizes[0], Windowed(layer, shape, channels, kernel, stride)));

        ConvolutionOperation Over(int dimensions, int inputs, Shape output) =>
            new(name, dimensions, inputs, channels, kernel, stride, options.Padding, output);
    }

    private void LowerPooling(LayerDescription layer, OperationList operations)
    {
        var (name, options, shape) = (layer.Member.Name, layer.Options, operations.Shape);
        var kernel = OrDefault(options.Kernel, 2);
        var stride = OrDefault(options.Stride, kernel);
        if (options.Padding > kernel / 2)
        {
            report.Add(
                RuleIds.ShapeMismatch, layer.Site, AtMost("Padding", kernel / 2), name,
                $"has padding {options.Padding}, but a pooling over {kernel} allows at most {kernel / 2}");
        }
        var windows = new SlidingWindows(kernel, stride, options.Padding);
        operations.Add(shape.Sequence is { } sequence
            ? To(Slid(name, shape, shape.Last, windows)) with { Over = new(sequence, windows) }
            : To(Windowed(layer, shape, shape.Sizes[0], kernel, stride)));

        PoolingOperation To(Shape output) => new(name, layer.Kind, kernel, stride, options.Padding, output);
    }

    private void LowerGroupNorm(LayerDescription layer, OperationList operations)
    {
        var groups = Math.Max(layer.Options.Size, 1);
        var channels = operations.Shape.Sizes[0];
        if (channels % groups != 0)
        {
            report.Add(
                RuleIds.ShapeMismatch, layer.Site, layer.Member.Name,
                $"has {groups} groups, which do not divide the {Counted.Of(channels, "channel")} that it reads; "
                + NearestDivisors(channels, groups));
        }
        operations.Add(new GroupNormOperation(layer.Member.Name, groups, channels, operations.Shape));
    }

    private void LowerCustom(LayerDescription layer, OperationList operations)
    {
        var sizes = layer.Options.Output;
        var output = sizes.Count == 0 ? Shape.Vector(1) : new Shape(sizes, IsChannelsFirst: sizes.Count > 1);
        operations.Add(new CustomOperation(layer.Member.Name, FactoryOf(layer.Options), output));
    }

    /// <summary>
    /// The method that creates a custom layer. A name that a variable could have is qualified with the class, and escaped because it could
    /// be a keyword.
    /// </summary>
    private string? FactoryOf(LayerOptions options) => options.Factory is { Length: > 0 } factory && GeneratedNames.CanBeVariable(factory)
        ? $"{model}.@{factory}"
        : options.Factory;

    /// <summary>A linear layer reads vectors or time steps. An image is refused, as it would be read line by line.</summary>
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
        var width = Shape.Size(hidden * (options.Bidirectional ? 2.0 : 1.0));
        operations.Add(new RecurrentOperation(
            layer.Member.Name, layer.Kind, shape.Last, hidden, Math.Max(options.Stack, 1), options.Bidirectional,
            Shape.Of(shape.Sizes[0], width) with { Sequence = shape.Sequence }));
    }

    /// <summary>Dropout and activation act inside the blocks of a transformer, as in Vaswani et al. (2017).</summary>
    private void LowerEncoder(LayerDescription layer, OperationList operations)
    {
        var options = layer.Options;
        var shape = operations.Shape;
        ReadSteps(layer, operations);
        var activation = layer.Modifiers.FirstOrDefault(modifier => modifier.Kind == ModifierKind.Activation);
        if (activation is not (null or { Function: ActivationFunction.Relu or ActivationFunction.Gelu }))
            report.Add(RuleIds.EncoderActivation, activation.Site, layer.Member.Name, activation.Function.ToString());
        var dropout = scopes.OfLayer(layer, [ModifierKind.Dropout]).Dropout is { Value: > 0 } modifier ? Hyperparameter.Of(modifier) : null;
        operations.Add(new EncoderOperation(
            layer.Member.Name, shape.Last, options.Heads, OrDefault(options.FeedForward, 4 * shape.Last), Math.Max(options.Stack, 1),
            dropout, activation?.Function ?? ActivationFunction.Relu, shape));
    }

    private void LowerSteps(LayerDescription layer, OperationList operations)
    {
        var shape = operations.Shape;
        if (!shape.IsSequence)
        {
            report.Add(
                RuleIds.StepsOfSequence, layer.Site, new Hint { Argument = "Steps" }, layer.Member.Name,
                layer.Options.Steps.ToString(), shape.ToString());
            return;
        }
        var isBidirectional = layer.Kind.Computation == LayerComputation.Recurrent && layer.Options.Bidirectional;
        var backward = isBidirectional ? shape.Last / 2 : 0;
        operations.Add(new StepsOperation(layer.Options.Steps, backward, shape.Sequence, Shape.Vector(shape.Last)));
    }

    /// <summary>Checks the input of attention, and appends its positions.</summary>
    private void ReadSteps(LayerDescription layer, OperationList operations)
    {
        var shape = operations.Shape;
        if (shape.Last % Math.Max(layer.Options.Heads, 1) != 0)
        {
            report.Add(
                RuleIds.ShapeMismatch, layer.Site, AtMost("Heads", LargestDivisor(shape.Last, layer.Options.Heads)), layer.Member.Name,
                $"has {layer.Options.Heads} heads, which do not divide the {Counted.Of(shape.Last, "feature")} that it reads");
        }
        if (layer.Options.Positions == PositionChoice.Sinusoidal)
            operations.Add(new PositionsOperation(shape));
        else if (layer.Options.Positions == PositionChoice.Learned)
            operations.Add(new LearnedPositionsOperation(GeneratedNames.Positions(layer.Member.Name), shape.Sizes[0], shape.Last, shape));
    }

    private void LowerEmbedding(LayerDescription layer, OperationList operations)
    {
        var shape = operations.Shape;
        if (shape.Indices is null)
            report.Add(RuleIds.EmbeddingNeedsIndices, layer.Site, layer.Member.Name, shape.ToString());
        var dimensions = Math.Max(layer.Options.Size, 1);
        var output = shape with { Indices = null, Sizes = shape.Sizes.Append(dimensions).ToEquatableArray() };
        operations.Add(shape.Indices is { } indices
            ? new EmbeddingOperation(layer.Member.Name, indices, dimensions, output)
            : new CustomOperation(layer.Member.Name, "", Shape.Unknown));
    }

    /// <summary>
    /// The output of windows over the time steps of a sequence of varying length, with the features as channels. If the lengths change, the
    /// output is a new sequence, named after the first layer that creates it.
    /// </summary>
    private Shape Slid(string layer, Shape shape, int channels, SlidingWindows windows)
    {
        var sequence = shape.Sequence!;
        if (!windows.KeepSteps)
        {
            var over = new WindowedSequence(sequence, windows);
            if (!_shortened.TryGetValue(over, out sequence))
                _shortened[over] = sequence = layer;
        }
        return Shape.Of(windows.Count(shape.Sizes[0]), channels) with { Sequence = sequence };
    }

    /// <summary>⌊(size + 2·padding − kernel) / stride⌋ + 1 in every dimension after the channels.</summary>
    private Shape Windowed(LayerDescription layer, Shape shape, int channels, int kernel, int stride)
    {
        var padding = 2.0 * layer.Options.Padding;
        var sizes = shape.Sizes
            .Select((size, index) => index == 0 ? channels : Shape.Size(Math.Floor((size + padding - kernel) / stride) + 1))
            .ToArray();
        if (sizes.Skip(1).All(size => size >= 1))
            return Shape.Channels(sizes);
        report.Add(
            RuleIds.ShapeMismatch, layer.Site, AtMost("Kernel", Shape.Size(shape.Sizes.Skip(1).Min() + padding)), layer.Member.Name,
            $"has a kernel of {kernel}, which is larger than its input, {shape}"
            + (layer.Options.Padding > 0 ? $" with padding {layer.Options.Padding}" : ""));
        return Shape.Unknown;
    }

    /// <summary>The divisors of a number that are nearest to one that is none, in words.</summary>
    private static string NearestDivisors(int number, int none)
    {
        var below = LargestDivisor(number, none);
        if (none > number)
            return $"the nearest number that does is {below}";
        var above = none + 1;
        while (number % above != 0)
            above++;
        return $"the nearest numbers that do are {below} and {above}";
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
