using Microsoft.CodeAnalysis.Text;
using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>Writes <c>*.Training.g.cs</c>: the objective and its gradients, fit, evaluation, prediction, saving and loading.</summary>
internal static class TrainingEmitter
{
    public static SourceText Emit(ModelGraph model) => ModelFile.Write(model, bases: "", file =>
    {
        ObjectiveEmitter.Write(file, model);
        WriteFit(file, model);
        WriteBegin(file, model);
        WriteRequireReadable(file, model);
        WriteCountLabels(file, model);
        StandardizationEmitter.WriteFitting(file, model);
        WriteInfer(file, model);
        WriteEvaluate(file, model);
        WritePredict(file, model);
        WriteSaveAndLoad(file, model);
    });

    private static void WriteFit(ModelFile file, ModelGraph model)
    {
        const string returns =
            """
            <returns>The losses and metrics of every epoch.</returns>
            <exception cref="global::System.ArgumentException">The rows are not such as the model reads, too few for a step, or a batch is too small.</exception>
            <exception cref="global::Mtl.TrainingException">
            A loss became NaN or infinite, no row has a label, or something else was thrown in the loop, which is then the inner
            exception; the message says in which epoch and step. The model stays usable, with what it learned before.
            </exception>
            """;
        if (model.Row is { } row)
        {
            file.Method(
                $"""
                <summary>Trains the model on rows.</summary>{Kept(model)}
                <param name="rows">The training data, {(row.Texts.Any() ? "read into memory: the first training learns the vocabularies from it" : "read once")}.</param>
                <param name="options">Epochs, batch size, learning rate, validation data, progress; <see langword="null"/> for the defaults.</param>
                <param name="cancellationToken">Stops after the step at hand; what was learned until then stays.</param>
                {returns}
                """,
                $"""
                {model.Type.RowAccessibility} {Names.Runtime}.TrainingHistory Fit(
                    {Names.Enumerable}<{row.Type}> rows,
                    {Names.Runtime}.TrainingOptions<{row.Type}>? options = null,
                    {Names.CancellationToken} cancellationToken = default)
                """,
                () => file.Write(
                    $"""
                    options ??= new {Names.Runtime}.TrainingOptions<{row.Type}>();
                    using var scope = {Names.Torch}.NewDisposeScope();
                    using var preparation = {Names.CompilerServices}.TrainingPreparation.OfRows<{model.Type.Name}, Batch, Metrics>(
                        this, options{Vocabularies(model, "")});
                    {EncodeTraining(row)}
                    Batch? validation = options.Validation is null ? null : Encode(options.Validation);
                    using var session = {Names.Runtime}.TrainingSession.Begin<{model.Type.Name}, Batch, Metrics>(
                        this, train, validation, options, preparation, cancellationToken);
                    return Fit(session);
                    """));
        }

        file.Method(
            $"""
            <summary>Trains the model on tensors.</summary>{Kept(model)}
            <param name="train">The training data.</param>
            <param name="validation">Data to measure every epoch on, or <see langword="null"/>.</param>
            <param name="options">Epochs, batch size, learning rate, progress; <see langword="null"/> for the defaults.</param>
            <param name="cancellationToken">Stops after the step at hand; what was learned until then stays.</param>
            {returns}
            """,
            $"""
            public {Names.Runtime}.TrainingHistory Fit(
                Batch train,
                Batch? validation = null,
                {Names.Runtime}.TrainingOptions? options = null,
                {Names.CancellationToken} cancellationToken = default)
            """,
            () => file.Write(
                $"""
                using var session = {Names.Runtime}.TrainingSession.Begin<{model.Type.Name}, Batch, Metrics>(
                    this, train, validation, options, cancellationToken);
                return Fit(session);
                """));

        file.Method(
            """
            <summary>The training loop.</summary>
            <param name="session">Batches, optimizer, progress and history.</param>
            """,
            $"private {Names.Runtime}.TrainingHistory Fit({Names.Runtime}.TrainingSession<Batch, Metrics> session)",
            () => file.Write(
                """
                try
                {
                    while (session.NextEpoch())
                    {
                        while (session.NextBatch(out var batch))
                        {
                            session.ZeroGradients();
                            ForwardBackward(batch, session.Step); // forward pass, weighted loss, backward pass
                            session.Update(); // gradient clipping, optimizer
                        }
                        if (session.Validation is { } rows)
                            session.Record(Evaluate(rows));
                        session.EndEpoch();
                    }
                    return session.History;
                }
                catch (global::System.Exception error) when (session.Failure(error) is { } failure)
                {
                    throw failure; // the same error, with epoch and step
                }
                """));
    }

    /// <summary>What stays of a training that does not come to its end.</summary>
    private static string Kept(ModelGraph model) =>
        $"""

        <remarks>
        A training that ends before its first step, because rows were refused or it was canceled, leaves the model as it was. After that
        step, what was learned{(StandardizationEmitter.IsIn(model) || model.Row?.Texts.Any() == true ? " and fitted" : "")} stays.
        </remarks>
        """;

    /// <summary>Vocabularies are learned first, because encoding needs them; rows may come from a source that can be read only once.</summary>
    private static Text EncodeTraining(RowDescription row) => row.Texts.Any()
        ? $"""
            var data = global::System.Linq.Enumerable.ToList({Names.CompilerServices}.RowSource.Read(rows));
            {string.Join("\n", row.Texts.Select(feature => $"{GeneratedNames.Vocabulary(feature.Name)}.EnsureFitted(global::System.Linq.Enumerable.Select(data, row => row.{Literal.Identifier(feature.Name)}));"))}
            var train = Encode(data);
            """
        : "var train = Encode(rows);";

    private static void WriteBegin(ModelFile file, ModelGraph model) => file.Method(
        $"""
        <summary>Begins training in a loop of one's own; <c>train()</c> and <c>eval()</c> are the loop's business.</summary>{Documentation.Unfitted(model)}
        <param name="options">Optimizer, learning rate, limit of the gradient and balancing; <see langword="null"/> for the defaults.</param>
        <returns>What trains on one batch after the other.</returns>{(StandardizationEmitter.IsIn(model) ? "\n<exception cref=\"global::System.InvalidOperationException\">Mean and deviation of what is standardized are not fitted.</exception>" : "")}
        """,
        $"public {Names.Runtime}.TrainingStep<Batch, Metrics> BeginTraining({Names.Runtime}.TrainingOptions? options = null)",
        () => file.Write($"return {Names.Runtime}.TrainingStep.Begin<{model.Type.Name}, Batch, Metrics>(this, options);"));

    private static void WriteRequireReadable(ModelFile file, ModelGraph model) => file.Implementation(
        $"void {Names.Runtime}.IMultiTaskModel<Batch, Metrics>.RequireReadable(Batch rows)",
        () =>
        {
            if (model.Inputs.Any(static input => input.HoldsLengths) || model.Tasks.Any(static task => task.Head.PerPosition))
                file.Write($"using var scope = {Names.Torch}.NewDisposeScope();");
            file.Write($"{Names.Runtime}.TaskLabels.RequireRows(Info, rows.Count, {model.Tasks.Join(task => $"rows.{Literal.Identifier(task.Name)}")});");
            file.Write(RequireDense(model, static input => $"rows.{Literal.Identifier(input.Name)}"));
            foreach (var input in model.Inputs.OrderByDescending(static input => input.HoldsLengths))
                file.Write(ForwardEmitter.CheckOfBatch(input, "rows", model));
            foreach (var task in model.Tasks)
                file.Write($"{MemberAccess.Of(task.Name)}.RequireLabels({ObjectiveEmitter.Labels(task, "rows")});");
        });

    private static void WriteCountLabels(ModelFile file, ModelGraph model) => file.Implementation(
        $"{Names.List}<long> {Names.Runtime}.IMultiTaskModel<Batch, Metrics>.CountLabels(Batch rows)",
        () =>
        {
            if (model.Tasks.Any(static task => task.Head.PerPosition && task.Output.Sequence is not null))
                file.Write($"using var scope = {Names.Torch}.NewDisposeScope();");
            file.Write($"return new long[] {{ {model.Tasks.Join(task => $"{ObjectiveEmitter.RealLabels(task, "rows")}.CountPresent()")} }};");
        });

    private static void WriteInfer(ModelFile file, ModelGraph model)
    {
        if (model.AutogradFallback is not null || model.Emission != Emission.Full)
            return;
        var inputs = model.Inputs.Join(static input => InputNames.Parameter(input.Name));
        file.Write(
            $"""
            // The outputs in inference mode, through the buffers of the training step where they are free.
            private Outputs Infer({InputNames.Signature(model)}) => _fusedStep.ForInference?.Infer({inputs}) ?? call({inputs});
            """);
        file.Blank();
    }

    private static void WriteEvaluate(ModelFile file, ModelGraph model)
    {
        if (model.Row is { } row)
        {
            file.Method(
                """
                <summary>Measures every task on rows, in inference mode.</summary>
                <param name="rows">The data; rows without a label for a task do not count for that task.</param>
                <returns>The metrics of every task.</returns>
                """,
                $"{model.Type.RowAccessibility} Metrics Evaluate({Names.Enumerable}<{row.Type}> rows)",
                () => file.Write(
                    $"""
                    using var scope = {Names.Torch}.NewDisposeScope();
                    return Evaluate(Encode(rows));
                    """));
        }

        file.Method(
            """
            <summary>Measures every task on tensors, in inference mode.</summary>
            <param name="data">The data.</param>
            <param name="batchSize">How many rows go through the model at once, at least 1; the result depends on it by rounding only.</param>
            <returns>The metrics of every task.</returns>
            """,
            "public Metrics Evaluate(Batch data, int batchSize = 1024)",
            () =>
            {
                var locals = new LocalNames("data", "batchSize", "inference", "start", "scope", "batch", "outputs");
                file.Write(
                    $"""
                    {RequireBatchSize}
                    {RequireReadable}
                    """);
                StandardizationEmitter.WriteRequirement(file, model);
                file.Write($"using var inference = new {Names.CompilerServices}.InferenceScope(this);");
                foreach (var task in model.Tasks)
                    file.Write($"var {locals[task.Name]} = {MemberAccess.Of(task.Name)}.NewMeter();");
                file.Braces("for (long start = 0; start < data.Count; start += batchSize)", () =>
                {
                    file.Write(
                        $"""
                        using var scope = {Names.Torch}.NewDisposeScope();
                        var batch = data.Slice(start, global::System.Math.Min(batchSize, data.Count - start)).ToDevice(inference.Device);
                        var outputs = {Forward(model)}({InputNames.OfBatch(model, "batch")});
                        """);
                    foreach (var task in model.Tasks)
                        file.Write($"{locals[task.Name]}.Add({ObjectiveEmitter.Output(task)}, {ObjectiveEmitter.Labels(task)});");
                });
                file.Write($"return new Metrics({model.Tasks.Join(task => $"{locals[task.Name]}.Result()")});");
            });
    }

    private static void WritePredict(ModelFile file, ModelGraph model)
    {
        const string list = $"{Names.List}<Prediction>";
        if (model.Row is { } row)
        {
            file.Method(
                """
                <summary>Answers for one row, in inference mode.</summary>
                <param name="row">The row; its labels are not read.</param>
                <returns>The answer of every task.</returns>
                """,
                $"{model.Type.RowAccessibility} Prediction Predict({row.Type} row)",
                () => file.Write($"return Predict(new {row.Type}[] {{ row }})[0];"));
            file.Method(
                """
                <summary>Answers for rows, in inference mode.</summary>
                <param name="rows">The rows; their labels are not read.</param>
                <returns>One answer for every row, in order.</returns>
                """,
                $"{model.Type.RowAccessibility} {list} Predict({Names.Enumerable}<{row.Type}> rows)",
                () => file.Write(
                    $"""
                    using var scope = {Names.Torch}.NewDisposeScope();
                    {(model.Inputs.Count == 1
                        ? "return Predict(EncodeFeatures(rows));"
                        : $"var features = EncodeFeatures(rows);\nreturn Predict({InputNames.OfBatch(model, "features")});")}
                    """));
        }

        var inputs = InputNames.Parameters(model);
        file.Method(
            $"""
            <summary>Answers for features as tensors, in inference mode.</summary>
            {InputNames.Documentation(model)}
            <param name="batchSize">How many rows go through the model at once, at least 1; the result depends on it by rounding only.</param>
            <returns>One answer for every row, in order.</returns>
            """,
            $"{model.Type.PredictionAccessibility} {list} Predict({InputNames.Signature(model)}, int batchSize = 1024)",
            () =>
            {
                var locals = new LocalNames([.. inputs, "batchSize", "inference", "answers", "count", "start", "rows", "scope", "outputs", "row"]);
                file.Write(RequireBatchSize);
                file.Write(RequireDense(model, static input => InputNames.Parameter(input.Name)));
                StandardizationEmitter.WriteRequirement(file, model);
                file.Write(
                    $"""
                    using var inference = new {Names.CompilerServices}.InferenceScope(this);
                    var answers = new global::System.Collections.Generic.List<Prediction>();
                    var count = {ForwardEmitter.CountRows(model)};
                    """);
                file.Braces("for (long start = 0; start < count; start += batchSize)", () =>
                {
                    file.Write(
                        $"""
                        using var scope = {Names.Torch}.NewDisposeScope();
                        var rows = global::System.Math.Min(batchSize, count - start);
                        var outputs = {Forward(model)}({model.Inputs.Join(static input => $"{InputNames.Parameter(input.Name)}.narrow(0, start, rows).to(inference.Device)")});
                        """);
                    foreach (var task in model.Tasks)
                        file.Write($"var {locals[task.Name]} = {Answers(task, model)};");
                    file.Write("for (var row = 0; row < rows; row++)");
                    file.Write($"    answers.Add(new Prediction({model.Tasks.Join(task => $"{locals[task.Name]}[row]")}));");
                });
                file.Write("return answers;");
            });
    }

    private static void WriteSaveAndLoad(ModelFile file, ModelGraph model)
    {
        file.Method(
            """
            <summary>
            Saves the weights and what identifies the model as safetensors; a file that is there is replaced only by a complete one. The
            state of the random numbers and the count of the epochs are not saved.
            </summary>
            <param name="path">The file.</param>
            """,
            "public void Save(string path)",
            () => file.Write($"{Names.CompilerServices}.ModelFile.Save(this, Info, path{Vocabularies(model, "")});"));
        file.Method(
            """
            <summary>Loads a model that was saved.</summary>
            <param name="path">The file.</param>
            <param name="device">Where the weights shall live; <see langword="null"/> for the default device.</param>
            <returns>A new model with the saved weights.</returns>
            <exception cref="global::Mtl.ModelFileException">The file is damaged, or holds another model.</exception>
            """,
            $"public static {model.Type.Name} Load(string path, {Names.Device}? device = null)",
            () => file.Write(
                $$"""
                var model = new {{model.Type.Name}}(device: device);
                try
                {
                    {{Names.CompilerServices}}.ModelFile.Load(model, Info, path{{Vocabularies(model, "model.")}});
                    return model;
                }
                catch
                {
                    model.Dispose();
                    throw;
                }
                """));
    }

    /// <summary>The statement that finds inputs whose numbers do not lie one beside the other.</summary>
    private static Text RequireDense(ModelGraph model, Func<InputBlock, string> tensor) =>
        $"{Names.CompilerServices}.TensorShape.RequireDense({Literal.String(model.Type.PlainName)}, {model.Inputs.Join(input => $"({Literal.String(input.Name)}, {tensor(input)})")});";

    /// <summary>The statement that finds rows which the model cannot read.</summary>
    private const string RequireReadable = $"(({Names.Runtime}.IMultiTaskModel<Batch, Metrics>)this).RequireReadable(data);";

    /// <summary>The statement without which a batch size of 0 would go on for ever.</summary>
    private const string RequireBatchSize = "global::System.ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);";

    /// <summary>The method that computes outputs in inference mode.</summary>
    private static string Forward(ModelGraph model) => model.AutogradFallback is null ? "Infer" : "call";

    private static Text Answers(TaskBlock task, ModelGraph model)
    {
        Text answers = $"{MemberAccess.Of(task.Name)}.Predict({ObjectiveEmitter.Output(task)})";
        return !task.Head.PerPosition ? answers
            : task.Output.Sequence is { } sequence ? $"{Names.CompilerServices}.PerPosition.ByRow({answers}, {InputNames.Parameter(GeneratedNames.AllLengths)}.narrow(0, start, rows).select(1, {InputNames.ColumnOfLengths(model, sequence)}))"
            : $"{Names.CompilerServices}.PerPosition.ByRow({answers}, steps: {task.Output.Sizes[0]})";
    }

    /// <summary>The vocabularies as further arguments.</summary>
    private static Text Vocabularies(ModelGraph model, string owner) =>
        string.Concat((model.Row?.Texts ?? []).Select(feature => $", {owner}{GeneratedNames.Vocabulary(feature.Name)}"));
}
