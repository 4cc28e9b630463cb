using Microsoft.CodeAnalysis.Text;
using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>Writes <c>*.Types.g.cs</c>: the records whose members are the tasks, and that of the hyper-parameters.</summary>
internal static class TypesEmitter
{
    public static SourceText Emit(ModelGraph model) => ModelFile.Write(model, bases: "", file =>
    {
        WriteBatch(file, model);
        WriteOutputs(file, model);
        WriteLosses(file, model);
        WriteMetrics(file, model);
        WritePrediction(file, model);
        FitOptionsEmitter.Write(file, model);
        HyperparameterEmitter.WriteRecord(file, model);
    });

    private static void WriteBatch(ModelFile file, ModelGraph model) => WriteRecord(
        file, "public", "Batch",
        "A batch of rows as tensors: the inputs of the model, and the labels of every task with a mask of those that are present.",
        [
            .. model.Inputs.Select(static input => new Parameter(Names.Tensor, input.Name, InputNames.Description(input))),
            .. Tasks(model, static _ => $"{Names.Runtime}.TaskLabels", "Labels of the task ", "."),
        ],
        $"{Names.Runtime}.IBatch<Batch>",
        () =>
        {
            var first = MemberAccess.Of(model.Inputs[0].Name);
            var others = string.Concat(model.Inputs.Skip(1)
                .Select(static input => $", ({Literal.String(input.Name)}, {MemberAccess.Of(input.Name)})"));
            var name = Literal.String(model.Type.PlainName);
            const string isDefault =
                """
                <exception cref="global::System.InvalidOperationException">The batch is <see langword="default"/>.</exception>
                """;
            file.Write(
                $"""
                /// <summary>The number of rows.</summary>
                /// {isDefault}
                public long Count => {Names.CompilerServices}.TensorShape.CountRows({first}, {name}{others});

                /// <summary>The device of the tensors.</summary>
                /// {isDefault}
                public {Names.Device} Device => {BatchTensor(model, "DeviceOf", model.Inputs[0].Name)};

                """);
            foreach (var lengths in model.Inputs.Where(static input => input.HoldsLengths))
                WriteLengths(file, lengths);
            file.Write(
                $"""
                /// <summary>Copies the rows with the given indices.</summary>
                /// <param name="indices">Row indices, [n], int64.</param>
                /// <returns>A batch of n rows.</returns>
                /// <exception cref="global::System.ArgumentException">
                /// The indices are not a vector of integers, or one is out of range.
                /// </exception>
                """);
            WriteCopy(file, model, $"Rows({Names.Tensor} indices)", "Rows", "indices");
            file.Write(
                """
                /// <summary>Returns consecutive rows, without a copy.</summary>
                /// <param name="start">The index of the first row.</param>
                /// <param name="count">The number of rows.</param>
                /// <returns>A batch that shares its memory with this one.</returns>
                /// <exception cref="global::System.ArgumentOutOfRangeException">A row is out of range.</exception>
                """);
            WriteCopy(file, model, "Slice(long start, long count)", "Slice", "start, count");
            file.Write(
                """
                /// <summary>Moves the batch to a device.</summary>
                /// <param name="device">The device.</param>
                /// <returns>This batch if it is on the device already, else a copy.</returns>
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
            var member = Literal.Identifier(GeneratedNames.Lengths(sequence));
            file.Write(
                $"""
                /// <summary>The length of {sequence} in every row, without padding, [batch]: a column of {lengths.Name}.</summary>
                public {Names.Tensor} {member} => {Literal.Identifier(lengths.Name)}.select(1, {column});

                """);
        }
    }

    /// <summary>Writes a method that returns a batch: it calls the method of the same name on every input and every task.</summary>
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
        $"The outputs of the forward pass: {Documentation.Outputs(model)}",
        Tasks(model, static _ => Names.Tensor, "Output of the task ", "."));

    private static void WriteLosses(ModelFile file, ModelGraph model) => WriteRecord(
        file, "public", "Losses",
        $"""
        The loss of every task (mean over the rows that have a label, 0 if none has), the penalties, and the objective
        {Documentation.Objective(model)} with the declared weights: scalars.
        """,
        [
            .. Tasks(model, static _ => Names.Tensor, "Loss of the task ", ", before its task weight."),
            .. model.HasPenalty ? (Parameter[])[new(Names.Tensor, "Penalty", "The sum of all penalties.")] : [],
            new Parameter(Names.Tensor, "Total", "The objective."),
        ],
        members: () =>
        {
            if (!model.HasPenalty)
            {
                file.Write(
                    $"""
                    /// <summary>The sum of all penalties: 0, because the model has none. Every call returns a new tensor.</summary>
                    public {Names.Tensor} Penalty => Total.zeros_like();
                    """);
                file.Blank();
            }

            WriteToString(file, model, "losses", "OfLosses", after: model.HasPenalty ? ", Penalty, Total" : ", Total");
        });

    private static void WriteMetrics(ModelFile file, ModelGraph model) => WriteRecord(
        file, "public", "Metrics",
        "The metrics of every task.",
        Tasks(model, static task => task.Head.Types.Metrics, "Metrics of the task ", "."),
        $"{Names.Runtime}.IModelMetrics",
        () => file.Write(
            $$"""
            /// <summary>The metrics of all tasks, in declaration order.</summary>
            public {{Names.List}}<{{Names.Runtime}}.TaskMetrics> Tasks => new {{Names.Runtime}}.TaskMetrics[] { {{Members(model)}} };

            /// <summary>Returns the metrics as text, one line for each task.</summary>
            public override string ToString() => {{Names.CompilerServices}}.TaskLines.OfMetrics(Info.Tasks, Tasks);
            """));

    private static void WritePrediction(ModelFile file, ModelGraph model) => WriteRecord(
        file, model.Type.PredictionAccessibility, "Prediction",
        "The predictions of all tasks for one row.",
        Tasks(model, PredictionType, "Prediction of the task ", "."),
        members: () => WriteToString(file, model, "predictions", "OfPredictions", after: ""));

    private static void WriteToString(ModelFile file, ModelGraph model, string what, string method, string after)
    {
        Text arguments = $"Info.Tasks{(model.Tasks.Count > 0 ? ", " : "")}{Members(model)}{after}";
        file.Write(
            $"""
            /// <summary>Returns the {what} as text, one line for each.</summary>
            public override string ToString() => {Names.CompilerServices}.TaskLines.{method}({arguments});
            """);
    }

    /// <summary>The members of the tasks, separated by commas.</summary>
    private static Text Members(ModelGraph model) => model.Tasks.Join(static task => Literal.Identifier(task.Name));

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
        {
            var (type, parameter, _) = parameters[i];
            file.Write($"    {type} {Literal.Identifier(parameter)}{(i < parameters.Count - 1 ? "," : end)}");
        }
        if (parameters.Count == 0)
            file.Write($"    {end}"); // A model without tasks, which is an error that is reported.
        if (members is not null)
            file.Braces(members);
        file.Blank();
    }

    /// <summary>One parameter for every task, documented by the task's name between two texts.</summary>
    private static List<Parameter> Tasks(ModelGraph model, Func<TaskBlock, Text> type, string before, string after)
    {
        var parameters = new List<Parameter>(model.Tasks.Count);
        foreach (var task in model.Tasks)
            parameters.Add(new Parameter(type(task), task.Name, $"{before}{task.Name}{after}"));
        return parameters;
    }

    private readonly record struct Parameter(Text Type, string Name, Text Meaning);
}
