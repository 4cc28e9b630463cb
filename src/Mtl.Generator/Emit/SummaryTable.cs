using System.Globalization;
using System.Text;
using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>The layers of a model as a plain-text table: a line for every block, with shape, parameters and what it does.</summary>
internal static class SummaryTable
{
    /// <summary>About how long a line is; only so that the text need not grow.</summary>
    private const int TypicalLine = 100;

    public static string Of(ModelGraph model)
    {
        var rows = model.Blocks.Select(block => Row(block, model)).ToList();
        rows.Insert(0, ["Layer", "Output", "Parameters", "What it does"]);
        var widths = Enumerable.Range(0, 3).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder(rows.Count * TypicalLine);
        foreach (var row in rows)
        {
            text.Append(row[0]).Append(' ', widths[0] - row[0].Length + 2);
            text.Append(row[1]).Append(' ', widths[1] - row[1].Length + 2 + widths[2] - row[2].Length);
            text.Append(row[2]).Append("  ").Append(row[3]);
            while (text[text.Length - 1] == ' ')
                text.Length--;
            text.Append('\n');
        }
        var tasks = model.Tasks.Count == 1 ? "1 task" : $"{model.Tasks.Count} tasks";
        var frozen = model.FrozenCount == 0 ? "" : $" ({Literal.Grouped(model.FrozenCount)} frozen)";
        text.Append($"{Literal.Grouped(model.ParameterCount)} parameters{frozen}, {tasks}; objective {Documentation.Objective(model)}");
        text.Append(model.StepObstacle is { } obstacle ? $"\ntraining step by autograd: {obstacle}" : "\ntraining step written out");
        return text.ToString();
    }

    private static string[] Row(Block block, ModelGraph model) =>
        [block.Name, block.Output.ToString(), block.ParameterCount > 0 ? Literal.Grouped(block.ParameterCount) : "", Details(block, model)];

    private static string Details(Block block, ModelGraph model)
    {
        var parts = new List<string>();
        if (block is LayerBlock { Experts: > 0 and var experts })
            parts.Add($"{experts} experts");
        if (block.Sources.Blocks.Count > 1 && block is not MixtureBlock)
            parts.Add(string.Join(block.Sources.Merge == Merge.Add ? " + " : " | ", block.Sources.Blocks));
        if (block is InputBlock input && input.Features.Count > 0)
            parts.Add(string.Join(", ", input.Features.Select(Describe)));
        parts.AddRange(block.Operations.Select(Describe).Where(part => part.Length > 0));
        if (block is TaskBlock task)
            parts.Add(Kind(task.Head) + (task.Head.PerPosition ? " at every step" : "") + Measure(task.Head));
        if (model.Penalties.Count > 0)
        {
            parts.AddRange(model.Penalties
                .Where(penalty => penalty.Module == block.Name
                    || penalty.Module.StartsWith(block.Name + ".", StringComparison.Ordinal)
                    || penalty.Module.StartsWith(GeneratedNames.Experts(block.Name) + "[", StringComparison.Ordinal))
                .Select(penalty => $"{(penalty.Kind == ModifierKind.GroupLasso ? "group lasso" : penalty.Kind.ToString())} {Number(penalty.Strength)}")
                .Distinct());
        }
        if (block.Parameters.IsFrozen)
            parts.Add("frozen");
        else if (block.Parameters.LearningRate != 1)
            parts.Add($"learning rate × {Number(block.Parameters.LearningRate)}");
        return string.Join(" → ", parts);
    }

    private static string Describe(FeatureDescription feature) =>
        feature.Name
        + (feature is { IsNullable: true, IsCategory: false } ? "?" : "")
        + (feature.MaxLength > 0 ? $" ≤{string.Join("×", feature.Shape.Prepend(feature.MaxLength))}" : feature.IsSequence ? $"{string.Concat(feature.Shape.Select(size => $" {size}"))} beside {feature.Sequence}" : feature.IsArray ? $" {string.Join("×", feature.Shape)}" : "")
        + (feature.IsCategory ? $" of {feature.Categories} categories" : "");

    /// <summary>What an operation does, in a few words.</summary>
    public static string Describe(Operation operation) => operation switch
    {
        LinearOperation linear => $"linear {linear.Outputs}{(linear.HasBias ? "" : " without bias")}",
        ConvolutionOperation conv => $"conv {conv.Channels}, kernel {conv.Kernel}",
        PoolingOperation pooling => $"{(pooling.Kind is LayerKind.MaxPool1d or LayerKind.MaxPool2d ? "max" : "average")} pool {pooling.Kernel}",
        FlattenLayerOperation or FlattenOperation => "flatten",
        RecurrentOperation recurrent => $"{recurrent.Kind.ToString().ToLowerInvariant()} {recurrent.Hidden}{(recurrent.Bidirectional ? ", both directions" : "")}",
        StepsOperation steps => steps.Choice switch { StepChoice.Last => "last step", StepChoice.Mean => "mean of the steps", _ => "maximum of the steps" },
        LayerNormOperation => "layer norm",
        AttentionOperation attention => $"attention, {attention.Heads} heads",
        PositionsOperation => "positions",
        EncoderOperation encoder => $"transformer, {encoder.Blocks} × {encoder.Heads} heads, {encoder.FeedForward} hidden{(encoder.Dropout > 0 ? $", dropout {Number(encoder.Dropout)}" : "")}",
        EmbeddingOperation embedding => $"embedding {embedding.Dimensions}",
        StandardizeOperation { IsWhole: true } => "standardized",
        StandardizeOperation some => $"standardized {string.Join(", ", some.Columns.Select(range => range.End - range.Start == 1 ? $"{range.Start}" : $"{range.Start}–{range.End - 1}"))}",
        ColumnOperation column => $"column {column.Column}",
        RestoreOperation => "in the label's unit",
        MissingNumbersOperation => "missing 0",
        CustomOperation => "own module",
        BatchNormOperation => "batch norm",
        ActivationOperation activation => activation.Function.ToString().ToLowerInvariant(),
        SoftmaxOperation => "softmax",
        MixOperation mix => $"mixture of {mix.Layer} by {mix.Gate}",
        ConditionOperation condition => $"times P({condition.Condition})",
        DropoutOperation dropout => $"dropout {Number(dropout.Probability)}",
        AdaptiveDropoutOperation dropout => $"dropout {Number(dropout.Minimum)} to {Number(dropout.Maximum)}",
        SpatialDropoutOperation dropout => $"spatial dropout {Number(dropout.Probability)}",
        RecurrentDropoutOperation dropout => $"recurrent dropout {Number(dropout.Probability)}",
        _ => "",
    };

    private static string Kind(HeadDescription head) => head.Kind switch
    {
        HeadKind.Class => $"{head.Classes.Count} classes",
        HeadKind.Binary => "yes or no",
        HeadKind.MultiLabel => $"any of {head.Classes.Count} flags",
        HeadKind.Ordinal => $"{head.Classes.Count} ranks",
        HeadKind.Count => "count",
        HeadKind.Custom => head.Member.TypeName,
        _ => head.IsScalar ? "number" : $"{head.Outputs} numbers",
    };

    private static string Measure(HeadDescription head) =>
        head.Metrics.Count == 0 ? "" : $" by {string.Join(", ", head.Metrics)}";

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
