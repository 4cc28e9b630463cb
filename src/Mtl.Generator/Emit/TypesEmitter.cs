using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>Writes <c>*.Types.g.cs</c>: the record structs whose members are the tasks.</summary>
internal static class TypesEmitter
{
    public static string Emit(ModelGraph model) => ModelFile.Write(model, bases: null, file =>
    {
        WriteBatch(file, model);
        WriteOutputs(file, model);
        WriteLosses(file, model);
        WriteMetrics(file, model);
        WritePrediction(file, model);
    });

    private static void WriteBatch(ModelFile file, ModelGraph model)
    {
        var first = Inputs(model).First();
        WriteRecord(
        file, model, "public", "Batch",
        $"""
        Rows as tensors: what the model reads, and for every task the labels, [rows], with the information which rows have one.
        """,
        [.. model.Inputs.Select(input => $"{Names.Tensor} {Literal.Identifier(input.Name)}")],
        task => $"{Names.Runtime}.TaskLabels",
        [],
        $"{Names.Runtime}.IBatch<Batch>",
        () => file.Write(
            $$"""
            /// <summary>The number of rows.</summary>
            public long Count => {{first}}.shape[0];

            /// <summary>Where the tensors are.</summary>
            public {{Names.Device}} Device => {{first}}.device;

            /// <summary>The rows with the given numbers, as a copy.</summary>
            /// <param name="indices">Row numbers, [n], int64.</param>
            /// <returns>A batch of n rows.</returns>
            public Batch Rows({{Names.Tensor}} indices) => new Batch(
                {{Each(name => $"{name}.index_select(0, indices)", model, name => $"{name}.Rows(indices)")}});

            /// <summary>Consecutive rows, without copying.</summary>
            /// <param name="start">The first row.</param>
            /// <param name="count">How many rows.</param>
            /// <returns>A batch that shares its memory with this one.</returns>
            public Batch Slice(long start, long count) => new Batch(
                {{Each(name => $"{name}.narrow(0, start, count)", model, name => $"{name}.Slice(start, count)")}});

            /// <summary>The same rows on a device.</summary>
            /// <param name="device">Where the tensors shall be.</param>
            /// <returns>This batch where it is there already, else a copy.</returns>
            public Batch ToDevice({{Names.Device}} device) => new Batch(
                {{Each(name => $"{name}.to(device)", model, name => $"{name}.ToDevice(device)")}});

            /// <summary>Frees the tensors.</summary>
            public void Dispose()
            {
            {{string.Join("\n", Inputs(model).Concat(Tasks(model)).Select(name => $"    {name}.Dispose();"))}}
            }
            """));
    }

    private static void WriteOutputs(ModelFile file, ModelGraph model) => WriteRecord(
        file, model, "public", "Outputs",
        $"What the forward pass computes: {Documentation.Outputs(model)}",
        [], _ => Names.Tensor, [], @interface: null, members: null);

    private static void WriteLosses(ModelFile file, ModelGraph model) => WriteRecord(
        file, model, "public", "Losses",
        $"""
        The loss of every task (its mean over the rows that have a label; 0 where none has), the penalties, and the objective
        {Documentation.Objective(model)}: scalars.
        """,
        [], _ => Names.Tensor, [$"{Names.Tensor} Penalty", $"{Names.Tensor} Total"], @interface: null,
        () => WriteText(file, "loss", "OfLosses", [.. Tasks(model), "Penalty", "Total"]));

    private static void WriteMetrics(ModelFile file, ModelGraph model) => WriteRecord(
        file, model, "public", "Metrics",
        "How well every task does on some rows.",
        [], task => task.Head.Types.Metrics, [], $"{Names.Runtime}.IModelMetrics",
        () => file.Write(
            $$"""
            /// <summary>The metrics of all tasks, in declaration order.</summary>
            public {{Names.List}}<{{Names.Runtime}}.TaskMetrics> Tasks => new {{Names.Runtime}}.TaskMetrics[] { {{string.Join(", ", Tasks(model))}} };

            /// <summary>The metrics as text, a line for every task.</summary>
            public override string ToString() => {{Names.Runtime}}.TaskLines.OfMetrics(Info.Tasks, Tasks);
            """));

    private static void WritePrediction(ModelFile file, ModelGraph model) => WriteRecord(
        file, model, model.Type.PredictionAccessibility, "Prediction",
        "The model's answer for one row.",
        [], PredictionType, [], @interface: null,
        () => WriteText(file, "answer", "OfAnswers", Tasks(model)));

    private static void WriteText(ModelFile file, string what, string method, IEnumerable<string> members) => file.Write(
        $"""
        /// <summary>One {what} after the other as text, a line for each.</summary>
        public override string ToString() => {Names.Runtime}.TaskLines.{method}(Info.Tasks{string.Concat(members.Select(member => ", " + member))});
        """);

    private static string PredictionType(TaskBlock task) => task.Head.PerPosition
        ? $"{Names.List}<{task.Head.Types.Prediction}>"
        : task.Head.Types.Prediction;

    private static void WriteRecord(
        ModelFile file,
        ModelGraph model,
        string accessibility,
        string name,
        string summary,
        string[] before,
        Func<TaskBlock, string> type,
        string[] after,
        string? @interface,
        Action? members)
    {
        var parameters = before
            .Concat(model.Tasks.Select(task => $"{type(task)} {Literal.Identifier(task.Name)}"))
            .Concat(after)
            .ToArray();
        file.Document($"<summary>\n{summary}\n</summary>");
        foreach (var parameter in parameters)
        {
            var plainName = parameter.Substring(parameter.LastIndexOf(' ') + 1).TrimStart('@');
            file.Document($"<param name=\"{plainName}\">{Meaning(model, name, plainName)}</param>");
        }
        file.Write(ModelFile.GeneratedCode);
        var interfaces = @interface is null ? "" : $" : {@interface}";
        file.Write($"{accessibility} readonly record struct {name}(\n    {string.Join(",\n    ", parameters)}){interfaces}{(members is null ? ";" : "")}");
        if (members is not null)
            file.Braces(members);
        file.Blank();
    }

    private static string Meaning(ModelGraph model, string record, string parameter) => (record, parameter) switch
    {
        ("Batch", _) when model.Inputs.FirstOrDefault(input => input.Name == parameter) is { } input =>
            $"{InputNames.Meaning(input)}, {InputNames.Contents(input)}.",
        ("Batch", _) => $"Labels of the task {parameter}.",
        ("Outputs", _) => $"Output of the task {parameter}.",
        ("Losses", "Penalty") => "The sum of all penalties.",
        ("Losses", "Total") => "The objective.",
        ("Losses", _) => $"Loss of the task {parameter}, before its weight.",
        ("Metrics", _) => $"Metrics of the task {parameter}.",
        _ => $"The answer of the task {parameter}.",
    };

    private static string Each(Func<string, string> input, ModelGraph model, Func<string, string> task) =>
        string.Join(",\n    ", Inputs(model).Select(input).Concat(Tasks(model).Select(task)));

    private static IEnumerable<string> Inputs(ModelGraph model) => model.Inputs.Select(input => Literal.Identifier(input.Name));

    private static IEnumerable<string> Tasks(ModelGraph model) => model.Tasks.Select(task => Literal.Identifier(task.Name));
}
