using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>
/// The expressions that create the modules of layers and heads. Arguments are positional, because TorchSharp renamed some between
/// releases.
/// </summary>
internal static class ConstructionEmitter
{
    /// <summary>The expression of a layer without an initializer.</summary>
    public static Text NewLayer(LayerBlock layer) =>
        New(layer.Operations.OfType<ModuleOperation>().First(operation => operation.Module == layer.Name));

    /// <summary>
    /// The expression of the module of an operation. The weights of TorchSharp's modules are drawn again, from the random generator of the
    /// model.
    /// </summary>
    public static Text New(ModuleOperation operation) => operation switch
    {
        EmbeddingOperation { Indices.HasMissing: true } => $"construction.Draw({NewOfTorch(operation)}, padding: 0)",
        LinearOperation or GroupNormOperation or ConvolutionOperation or RecurrentOperation or AttentionOperation or EmbeddingOperation =>
            $"construction.Draw({NewOfTorch(operation)})",
        LearnedPositionsOperation positions =>
            $"{Names.CompilerServices}.SelfAttention.NewPositions({positions.Steps}, {positions.Features})",
        EncoderOperation encoder =>
            $"{Names.CompilerServices}.SelfAttention.NewEncoder("
            + $"{encoder.Features}, heads: {encoder.Heads}, feedForward: {encoder.FeedForward}, blocks: {encoder.Blocks}, "
            + $"dropout: {(encoder.Dropout is { } dropout ? HyperparameterEmitter.Of(dropout) : "0.0")}, "
            + $"activation: {Activation(encoder)})",
        StitchOperation stitch =>
            $"new {Names.Runtime}.CrossStitchUnit("
            + $"tasks: {stitch.Copies}, own: {stitch.Own}, share: {HyperparameterEmitter.Of(stitch.Share)})",
        CustomOperation custom => $"{custom.Factory}()",
        _ => NewOfTorch(operation),
    };

    private static Text NewOfTorch(ModuleOperation operation) => operation switch
    {
        LinearOperation linear => $"{Names.Nn}.Linear({linear.Inputs}, {linear.Outputs}{(linear.HasBias ? "" : ", false")})",
        ConvolutionOperation conv => $"{Names.Nn}.Conv{conv.Dimensions}d("
            + $"{conv.InputChannels}, {conv.Channels}, {conv.Kernel}, {conv.Stride}, {conv.Padding})",
        PoolingOperation { Stride: 0 } pooling => $"{Names.Nn}.{pooling.Kind.Name}({pooling.Kernel})",
        PoolingOperation pooling => $"{Names.Nn}.{pooling.Kind.Name}({pooling.Kernel}, {pooling.Stride}, {pooling.Padding})",
        FlattenLayerOperation => $"{Names.Nn}.Flatten()",
        RecurrentOperation recurrent => $"{Names.Nn}.{recurrent.Kind.Name}("
            + $"{recurrent.Inputs}, {recurrent.Hidden}, {recurrent.Stack}, true, true, 0.0, {Literal.Boolean(recurrent.Bidirectional)})",
        BatchNormOperation batch => $"{Names.Nn}.BatchNorm{batch.Dimensions}d({batch.Features})",
        LayerNormOperation { Normalized: [var features] } => $"{Names.Nn}.LayerNorm({features})",
        LayerNormOperation layer => $"{Names.Nn}.LayerNorm(new long[] {{ {string.Join(", ", layer.Normalized)} }})",
        GroupNormOperation group => $"{Names.Nn}.GroupNorm({group.Groups}, {group.Channels})",
        AttentionOperation attention => $"{Names.Nn}.MultiheadAttention({attention.Features}, {attention.Heads})",
        EmbeddingOperation embedding =>
            $"{Names.Nn}.Embedding({embedding.Indices.Count}, {embedding.Dimensions}{(embedding.Indices.HasMissing ? ", 0" : "")})",
        _ => throw new InvalidOperationException($"No construction for {operation.GetType().Name}."),
    };

    /// <summary>TorchSharp's name of the activation in the blocks of a transformer.</summary>
    public static string Activation(EncoderOperation encoder) =>
        $"{Names.Nn}.Activations.{(encoder.Activation == ActivationFunction.Gelu ? "GELU" : "ReLU")}";

    /// <summary>The expression of a list with a module for every expert.</summary>
    public static Text Copies(int experts, Text module) => $"{Names.CompilerServices}.ExpertMixture.Copies({experts}, () => {module})";

    /// <summary>The expression of an adaptive dropout rate. That of shared experts has no task, but the name of their layer.</summary>
    public static Text NewRate(Block block, AdaptiveDropoutOperation dropout)
    {
        var task = (block as LayerBlock)?.Task ?? block.Owner ?? block.Name;
        var (min, max) = (HyperparameterEmitter.Of(dropout.Minimum), HyperparameterEmitter.Of(dropout.Maximum));
        return $"new {Names.Runtime}.DropoutRate({Literal.String(task)}, min: {min}, max: {max})";
    }

    /// <summary>The expression of a head: the arguments of every head, and those of its declaration.</summary>
    public static Text NewHead(TaskBlock task)
    {
        var head = task.Head;
        Text construction = $"new {head.Member.Type}({Literal.String(task.Name)}, inputs: {task.Inputs}, hidden: ";
        if (head.Hidden.Count == 0)
            construction.AppendLiteral("global::System.Array.Empty<long>()");
        else
            construction.AppendFormatted((Text)$"new long[] {{ {head.Hidden.Join(static width => Literal.Integer(width))} }}");
        construction.AppendFormatted((Text)$", normalization: {Names.Runtime}.HiddenNormalization.{HiddenNormalization(task)}");
        foreach (var argument in HeadArgument.Of(head))
            construction.AppendFormatted((Text)$", {argument.Name}: {Value(argument)}");
        construction.AppendLiteral(")");
        return construction;
    }

    private static Text Value(HeadArgument argument) => argument.Value switch
    {
        int number => Literal.Integer(number),
        Hyperparameter number => HyperparameterEmitter.Of(number),
        bool isOn => isOn ? "true" : "false",
        LossFunction loss => $"{Names.Runtime}.Loss.{loss}",
        EquatableArray<double> numbers => $"new double[] {{ {numbers.Join(static number => Literal.Double(number))} }}",
        _ => throw new InvalidOperationException($"No expression for the argument '{argument.Name}'."),
    };

    /// <summary>The runtime's name of the normalization after every hidden layer of a head.</summary>
    private static string HiddenNormalization(TaskBlock task) =>
        task.Operations.Any(operation => operation is BatchNormOperation) ? "Batch"
        : task.Operations.Any(operation => operation is LayerNormOperation) ? "Layer"
        : "None";
}
