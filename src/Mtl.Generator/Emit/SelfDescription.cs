using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>Writes the description of a model: parameter count, summary table, diagram and task list.</summary>
internal static class SelfDescription
{
    public static void Write(ModelFile file, ModelGraph model)
    {
        var count = model.FrozenCount == 0
            ? "The number of trainable parameters."
            : $"The number of parameters; {Literal.Grouped(model.FrozenCount)} of them are frozen.";
        file.Document($"<summary>{count}</summary>");
        file.Write(ModelFile.GeneratedCode);
        file.Write($"public const long ParameterCount = {model.ParameterCount};");
        file.Blank();
        WriteText(file, "The layers with shapes and parameters, as a plain-text table.", "Summary", () => SummaryTable.Write(file, model));
        WriteText(file, "The model as a Mermaid flowchart.", "Mermaid", () => MermaidDiagram.Write(file, model));

        file.Document("<summary>The name, the tasks and the minimum batch size of the model.</summary>");
        file.Write(ModelFile.GeneratedCode);
        file.Write(
            $"""
            public static {Names.Runtime}.ModelInfo Info {"{ get; }"} = new {Names.Runtime}.ModelInfo(
                {Literal.String(model.Type.MetadataName)},
                new {Names.Runtime}.TaskInfo[]
            """);
        file.Write("    {");
        foreach (var task in model.Tasks)
            file.Write($"        {TaskInfo(task)},");
        file.Write("    },");
        file.Write($"    MinimumBatchSize: {model.MinimumBatchSize})");
        file.Write("{");
        file.Write("    Hyperparameters = new Hyperparameters().Values,");
        file.Write("};");
        file.Blank();
    }

    private static void WriteText(ModelFile file, string summary, string name, Action text)
    {
        file.Document($"<summary>{summary}</summary>");
        file.Write(ModelFile.GeneratedCode);
        file.Write($"public const string {name} =");
        file.Indented(() =>
        {
            file.Write("\"\"\"");
            text();
            file.Write("\"\"\";");
        });
        file.Blank();
    }

    private static Text TaskInfo(TaskBlock task)
    {
        var head = task.Head;
        Text info = $"new {Names.Runtime}.TaskInfo({Literal.String(task.Name)}, {Names.Runtime}.TaskKind.{head.Kind.Name}, "
            + $"{Literal.Double(head.Weight)}, ";
        if (head.Classes.Count == 0)
            info.AppendLiteral("global::System.Array.Empty<string>())");
        else
            info.AppendFormatted((Text)$"new string[] {{ {head.Classes.Join(static name => Literal.String(name))} }})");
        var properties = new List<string>();
        if (task.Parameters.StateKey != task.Name)
            properties.Add($"StateKey = {Literal.String(task.Parameters.StateKey)}");
        if (head.Kind.Outputs == OutputCount.Quantiles)
            properties.Add($"Quantiles = new double[] {{ {string.Join(", ", head.Loss.Quantiles.Select(Literal.Double))} }}");
        if (head.Metrics.Count > 0)
        {
            var metrics = string.Join(", ", head.Metrics.Select(metric => $"{Names.Runtime}.Metric.{metric}"));
            properties.Add($"Metrics = new {Names.Runtime}.Metric[] {{ {metrics} }}");
        }
        if (properties.Count > 0)
            info.AppendFormatted((Text)$" {{ {string.Join(", ", properties)} }}");
        return info;
    }
}
