using Microsoft.CodeAnalysis.Text;
using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>Writes <c>*.Types.g.cs</c>: the record structs whose members are the tasks.</summary>
internal static class TypesEmitter
{
    public static SourceText Emit(ModelGraph model) => ModelFile.Write(model, bases: "", file =>
    {
        WriteBatch(file, model);
        WriteOutputs(file, model);
        WriteLosses(file, model);
        WriteMetrics(file, model);
        WritePrediction(file, model);
    });

    private static void WriteBatch(ModelFile file, ModelGraph model) => WriteRecord(
        file, "public", "Batch",
        "Rows as tensors: what the model reads, and for every task the labels, [rows], with the information which rows have one.",
        [
            .. model.Inputs.Select(static input => new Parameter(Names.Tensor, input.Name, $"{InputNames.Meaning(input)}, {InputNames.Contents(input)}.")),
            .. Tasks(model, static _ => $"{Names.Runtime}.TaskLabels", "Labels of the task ", "."),
        ],
        $"{Names.Runtime}.IBatch<Batch>",
        () =>
        {
            var first = MemberAccess.Of(model.Inputs[0].Name);
            var others = string.Concat(model.Inputs.Skip(1)
                .Select(static input => $", ({Literal.String(input.Name)}, {MemberAccess.Of(input.Name)})"));
            file.Write(
                $"""
                /// <summary>The number of rows.</summary>
                /// <exception cref="global::System.InvalidOperationException">The batch is <see langword="default"/>, which has no tensors.</exception>
                public long Count => {Names.CompilerServices}.TensorShape.CountRows({first}, {Literal.String(model.Type.PlainName)}{others});

                /// <summary>Where the tensors are.</summary>
                /// <exception cref="global::System.InvalidOperationException">The batch is <see langword="default"/>, which has no tensors.</exception>
                public {Names.Device} Device => {BatchTensor(model, "DeviceOf", model.Inputs[0].Name)};

                """);
            foreach (var lengths in model.Inputs.Where(static input => input.HoldsLengths))
                WriteLengths(file, lengths);
            file.Write(
                $"""
                /// <summary>The rows with the given numbers, as a copy.</summary>
                /// <param name="indices">Row numbers, [n], int64.</param>
                /// <returns>A batch of n rows.</returns>
                /// <exception cref="global::System.ArgumentException">The row numbers are no list of integers, or one has no row.</exception>
                """);
            WriteCopy(file, model, $"Rows({Names.Tensor} indices)", "Rows", "indices");
            file.Write(
                """
                /// <summary>Consecutive rows, without copying.</summary>
                /// <param name="start">The first row.</param>
                /// <param name="count">How many rows.</param>
                /// <returns>A batch that shares its memory with this one.</returns>
                /// <exception cref="global::System.ArgumentOutOfRangeException">One of the rows does not exist.</exception>
                """);
            WriteCopy(file, model, "Slice(long start, long count)", "Slice", "start, count");
            file.Write(
                """
                /// <summary>The same rows on a device.</summary>
                /// <param name="device">Where the tensors shall be.</param>
                /// <returns>This batch where it is there already, else a copy.</returns>
                """);
            WriteCopy(file, model, $"ToDevice({Names.Device} device)", "ToDevice", "device");
            file.Document("<summary>Frees the tensors; a batch that is <see langword=\"default\"/> has none.</summary>");
            file.Braces("public void Dispose()", () =>
            {
                foreach (var input in model.Inputs)
                    file.Write($"{MemberAccess.Of(input.Name)}?.Dispose();");
                foreach (var task in model.Tasks)
                    file.Write($"{MemberAccess.Of(task.Name)}.Dispose();");
            });
        });

    private static void WriteLengths(ModelFile file, InputBlock lengths)
    {
        for (var column = 0; column < lengths.LengthsOf.Count; column++)
        {
            var sequence = lengths.LengthsOf[column];
            file.Write(
                $"""
                /// <summary>The number of real steps of {sequence} in every row, [batch]: a column of {lengths.Name}.</summary>
                public {Names.Tensor} {Literal.Identifier(GeneratedNames.Lengths(sequence))} => {Literal.Identifier(lengths.Name)}.select(1, {column});

                """);
        }
    }

    /// <summary>Writes a method that makes a batch of what its like gives for every input and every task.</summary>
    private static void WriteCopy(ModelFile file, ModelGraph model, string signature, string method, string arguments)
    {
        file.Write($"public Batch {signature} => new Batch(");
        var rest = model.Inputs.Count + model.Tasks.Count;
        foreach (var input in model.Inputs)
            WriteArgument(BatchTensor(model, method, input.Name, ", " + arguments));
        foreach (var task in model.Tasks)
            WriteArgument($"{MemberAccess.Of(task.Name)}.{method}({arguments})");
        file.Blank();

        void WriteArgument(Text copy) => file.Write($"    {copy}{(--rest == 0 ? ");" : ",")}");
    }

    /// <summary>A call with the tensor of an input.</summary>
    private static Text BatchTensor(ModelGraph model, string method, string input, string arguments = "") =>
        $"{Names.CompilerServices}.BatchTensor.{method}({MemberAccess.Of(input)}, {Literal.String(model.Type.PlainName)}{arguments})";

    private static void WriteOutputs(ModelFile file, ModelGraph model) => WriteRecord(
        file, "public", "Outputs",
        $"What the forward pass computes: {Documentation.Outputs(model)}",
        Tasks(model, static _ => Names.Tensor, "Output of the task ", "."));

    private static void WriteLosses(ModelFile file, ModelGraph model) => WriteRecord(
        file, "public", "Losses",
        $"""
        The loss of every task (its mean over the rows that have a label; 0 where none has), the penalties, and the objective
        {Documentation.Objective(model)}: scalars.
        """,
        [
            .. Tasks(model, static _ => Names.Tensor, "Loss of the task ", ", before its weight."),
            .. model.HasPenalty ? (Parameter[])[new(Names.Tensor, "Penalty", "The sum of all penalties.")] : [],
            new Parameter(Names.Tensor, "Total", "The objective."),
        ],
        members: () =>
        {
            if (!model.HasPenalty)
            {
                file.Write(
                    $"""
                    /// <summary>The sum of all penalties: 0, as the model has none. A new tensor whenever it is asked for.</summary>
                    public {Names.Tensor} Penalty => Total.zeros_like();
                    """);
                file.Blank();
            }

            WriteText(file, model, "loss", "OfLosses", after: model.HasPenalty ? ", Penalty, Total" : ", Total");
        });

    private static void WriteMetrics(ModelFile file, ModelGraph model) => WriteRecord(
        file, "public", "Metrics",
        "How well every task does on some rows.",
        Tasks(model, static task => task.Head.Types.Metrics, "Metrics of the task ", "."),
        $"{Names.Runtime}.IModelMetrics",
        () => file.Write(
            $$"""
            /// <summary>The metrics of all tasks, in declaration order.</summary>
            public {{Names.List}}<{{Names.Runtime}}.TaskMetrics> Tasks => new {{Names.Runtime}}.TaskMetrics[] { {{model.Tasks.Join(static task => Literal.Identifier(task.Name))}} };

            /// <summary>The metrics as text, a line for every task.</summary>
            public override string ToString() => {{Names.CompilerServices}}.TaskLines.OfMetrics(Info.Tasks, Tasks);
            """));

    private static void WritePrediction(ModelFile file, ModelGraph model) => WriteRecord(
        file, model.Type.PredictionAccessibility, "Prediction",
        "The model's answer for one row.",
        Tasks(model, PredictionType, "The answer of the task ", "."),
        members: () => WriteText(file, model, "answer", "OfAnswers", after: ""));

    private static void WriteText(ModelFile file, ModelGraph model, string what, string method, string after) => file.Write(
        $"""
        /// <summary>One {what} after the other as text, a line for each.</summary>
        public override string ToString() => {Names.CompilerServices}.TaskLines.{method}(Info.Tasks{(model.Tasks.Count > 0 ? ", " : "")}{model.Tasks.Join(static task => Literal.Identifier(task.Name))}{after});
        """);

    private static Text PredictionType(TaskBlock task) => task.Head.PerPosition
        ? $"{Names.List}<{task.Head.Types.Prediction}>"
        : task.Head.Types.Prediction;

    private static void WriteRecord(
        ModelFile file,
        string accessibility,
        string name,
        Text summary,
        List<Parameter> parameters,
        string? @interface = null,
        Action? members = null)
    {
        file.Document($"<summary>\n{summary}\n</summary>");
        foreach (var parameter in parameters)
            file.Document($"<param name=\"{parameter.Name}\">{parameter.Meaning}</param>");
        file.Write(ModelFile.GeneratedCode);
        Text end = $"){(@interface is null ? "" : " : ")}{@interface}{(members is null ? ";" : "")}";
        file.Write($"{accessibility} readonly record struct {name}(");
        for (var i = 0; i < parameters.Count; i++)
            file.Write($"    {parameters[i].Type} {Literal.Identifier(parameters[i].Name)}{(i < parameters.Count - 1 ? "," : end)}");
        if (parameters.Count == 0)
            file.Write($"    {end}"); // A model without tasks, which is a mistake.
        if (members is not null)
            file.Braces(members);
        file.Blank();
    }

    /// <summary>One parameter for every task; what it means is told around the task's name.</summary>
    private static List<Parameter> Tasks(ModelGraph model, Func<TaskBlock, Text> type, string before, string after)
    {
        var parameters = new List<Parameter>(model.Tasks.Count);
        foreach (var task in model.Tasks)
            parameters.Add(new Parameter(type(task), task.Name, $"{before}{task.Name}{after}"));
        return parameters;
    }

    private readonly record struct Parameter(Text Type, string Name, Text Meaning);
}
