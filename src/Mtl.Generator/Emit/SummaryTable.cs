using System.Globalization;
using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>The layers of a model as a plain-text table: one line for each block, with shape, parameters and operations.</summary>
internal static class SummaryTable
{
    /// <summary>The largest number of names in a line; of more, the last ones are counted.</summary>
    private const int MaxNames = 5;

    private static readonly Row _title = new("Layer", "Output", "Parameters", "Operations");

    public static void Write(ModelFile file, ModelGraph model)
    {
        var rows = new List<Row>(model.Blocks.Count + 1) { _title };
        var details = new List<string>();
        foreach (var block in model.Blocks)
        {
            details.Clear();
            AddDetails(block, model, details);
            var count = block.ParameterCount > 0 ? Literal.Grouped(block.ParameterCount) : "";
            rows.Add(new Row(block.Name, block.Output.ToString(), count, details.Join(" → ")));
        }

        var (name, output, parameters) = (0, 0, 0);
        foreach (var row in rows)
        {
            name = Math.Max(name, row.Name.Length);
            output = Math.Max(output, row.Output.Length);
            parameters = Math.Max(parameters, row.Parameters.Length);
        }
        foreach (var row in rows)
        {
            Text line = $"{row.Name}{Text.Spaces(name - row.Name.Length)}  {row.Output}";
            if (row.Details.Characters.Length > 0)
            {
                line.AppendFormatted((Text)$"{Text.Spaces(output - row.Output.Length)}  {Text.Spaces(parameters - row.Parameters.Length)}");
                line.AppendFormatted((Text)$"{row.Parameters}  {row.Details}");
            }
            file.Write(line);
        }
        var frozen = model.FrozenCount == 0 ? "" : $" ({Literal.Grouped(model.FrozenCount)} frozen)";
        var tasks = Counted.Of(model.Tasks.Count, "task");
        file.Write($"{Literal.Grouped(model.ParameterCount)} parameters{frozen}, {tasks}; objective {Documentation.Objective(model)}");
        BalancingEmitter.WriteSummary(file, model);
        file.Write($"training step: {(model.AutogradFallback is { } reason ? $"autograd, because {reason}" : "fused")}");
        WriteOwnModules(file, model);
    }

    /// <summary>Writes the custom modules: the model's seed does not determine the random numbers that they draw.</summary>
    private static void WriteOwnModules(ModelFile file, ModelGraph model)
    {
        var own = model.Blocks
            .Where(static block => block.Operations.Any(static operation => operation is CustomOperation))
            .Select(static block => block.Name)
            .ToList();
        if (own.Count > 0)
            file.Write($"independent of the model's seed: {own.Join(", ")}");
    }

    private static void AddDetails(Block block, ModelGraph model, List<string> details)
    {
        if (block is LayerBlock { Experts: > 0 and var experts })
            details.Add($"{experts} experts");
        if (block.Sources.Blocks.Count > 1 && block is not MixtureBlock)
        {
            var separator = block.Sources.Merge switch { Merge.Add => " + ", Merge.Multiply => " × ", _ => " | " };
            details.Add(Few([.. block.Sources.Blocks], separator));
        }
        if (block is InputBlock { Features.Count: > 0 } input)
            details.Add(Few([.. input.Features.Select(Describe)], ", "));
        foreach (var operation in block.Operations)
        {
            var text = operation is StandardizeOperation { IsWhole: false } some
                ? $"standardized {Few(StandardizedOf((InputBlock)block, some), ", ")}"
                : operation.Summary;
            if (text.Length > 0)
                details.Add(text);
        }
        if (block is TaskBlock task)
            details.Add(task.Head.Kind.Summary(task.Head) + (task.Head.PerPosition ? " per time step" : "") + Measure(task.Head));
        if (model.Penalties.Count > 0)
        {
            details.AddRange(model.Penalties
                .Where(penalty => penalty.Owner == block.ModuleName)
                .Select(penalty => $"{NameOf(penalty.Kind)} {Number(penalty.Strength.Value)}")
                .Distinct());
        }
        foreach (var distance in model.Distances)
        {
            if (distance.Modules.Contains(block.Name))
                details.Add($"soft sharing {Number(distance.Strength.Value)}");
        }
        if (block.Parameters.IsFrozen)
            details.Add("frozen");
        else if (block.Parameters.LearningRate is { } factor)
            details.Add($"learning rate × {Number(factor.Value)}");
    }

    private static string NameOf(ModifierKind penalty) => penalty == ModifierKind.GroupLasso ? "group lasso" : penalty.ToString();

    private static string Few(List<string> names, string separator) =>
        names.Count <= MaxNames
            ? string.Join(separator, names)
            : $"{string.Join(separator, names.Take(MaxNames - 1))}{separator}and {names.Count - MaxNames + 1} more";

    /// <summary>The features whose numbers are standardized.</summary>
    private static List<string> StandardizedOf(InputBlock input, StandardizeOperation operation)
    {
        var names = new List<string>();
        var start = 0L;
        foreach (var feature in input.Features)
        {
            if (operation.Columns.Any(range => range.Start <= start && start < range.End))
                names.Add(feature.Name);
            start += feature.Width;
        }
        return names;
    }

    private static string Describe(FeatureDescription feature) =>
        feature.Name
        + (feature is { IsNullable: true, IsCategory: false } ? "?" : "")
        + (feature.MaxLength > 0 ? $" ≤{string.Join("×", feature.Shape.Prepend(feature.MaxLength))}"
            : feature.IsSequence ? $"{string.Concat(feature.Shape.Select(size => $" {size}"))} along {feature.Sequence}"
            : feature.IsArray ? $" {string.Join("×", feature.Shape)}"
            : "")
        + (feature.IsCategory ? $" of {feature.Categories} categories" : "");

    private static string Measure(HeadDescription head) =>
        head.Metrics.Count == 0 ? "" : $" by {string.Join(", ", head.Metrics)}";

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private readonly record struct Row(string Name, string Output, string Parameters, Text Details);
}
