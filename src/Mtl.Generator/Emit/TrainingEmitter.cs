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
        WriteVocabularies(file, model);
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
            <exception cref="global::System.ArgumentException">
            The rows do not fit the model, are too few for a training step, or a batch is too small.
            </exception>
            <exception cref="global::Mtl.TrainingException">
            A loss became NaN or infinite, no row has a label, or the loop threw another exception, which is the inner exception; the
            message has the epoch and the step. The model stays usable and keeps what it learned before.
            </exception>
            """;
        if (model.Row is { } row)
        {
            var reading = row.Texts.Any() ? "read into memory: the first training learns the vocabularies from it" : "read once";
            file.Method(
                $"""
                <summary>Trains the model on rows.</summary>{Interruption(model)}
                <param name="rows">The training data, {reading}.</param>
                <param name="options">
                Epochs, batch size, learning rate, validation data, progress; <see langword="null"/> for the defaults.
                </param>
                {Cancellation}
                {returns}
                """,
                $"""
                {model.Type.RowAccessibility} {Names.Runtime}.TrainingHistory Fit(
                    {Names.Enumerable}<{row.Type}> rows,
                    {FitOptionsEmitter.Base(model)}? options = null,
                    {Names.CancellationToken} cancellationToken = default)
                """,
                () => file.Write(
                    $"""
                    options ??= new {FitOptionsEmitter.Base(model)}();
                    using var scope = {Names.Torch}.NewDisposeScope();
                    using var preparation = {Names.CompilerServices}.TrainingPreparation.OfRows<{model.Type.Name}, Batch, Metrics>(
                        this, options{Vocabularies(model, "")});
                    {EncodeTraining(row)}
                    Batch? validation = options.Validation is null ? null : Encode(options.Validation);
                    using var session = {Names.Runtime}.TrainingSession.Begin<{model.Type.Name}, Batch, Metrics>(
                        this, train, validation, options, preparation, cancellationToken);
                    return Fit(session);
                    """));
            WriteTypedFit(
                file, model, $"{Names.Enumerable}<{row.Type}> rows", FitOptionsEmitter.Base(model), "rows",
                $"""<param name="rows">The training data, {reading}.</param>""");
        }

        file.Method(
            $"""
            <summary>Trains the model on tensors.</summary>{Interruption(model)}
            <param name="train">The training data.</param>
            <param name="validation">The validation data, evaluated after every epoch, or <see langword="null"/>.</param>
            <param name="options">Epochs, batch size, learning rate, progress; <see langword="null"/> for the defaults.</param>
            {Cancellation}
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

        WriteTypedFit(
            file, model, "Batch train,\n    Batch? validation", $"{Names.Runtime}.TrainingOptions", "train, validation",
            """
            <param name="train">The training data.</param>
            <param name="validation">The validation data, evaluated after every epoch, or <see langword="null"/>.</param>
            """);
        file.Write("// The training loop. The session has the batches, the optimizer, the progress and the history.");
        file.Helper(
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
                            session.Record(Evaluate(rows, threads: session.Threads));
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

    /// <summary>Writes <c>Fit</c> with the options of this model; what it does is that of the options in general.</summary>
    private static void WriteTypedFit(
        ModelFile file, ModelGraph model, string data, string options, string arguments, string documentation) => file.Method(
        $"""
        <summary>Trains the model, with options that can watch its tasks.</summary>
        {documentation}
        <param name="options">The options; <see langword="null"/> for the defaults.</param>
        {Cancellation}
        <returns>The losses and metrics of every epoch.</returns>
        """,
        $"""
        {FitOptionsEmitter.Accessibility(model)} {Names.Runtime}.TrainingHistory Fit(
            {data},
            FitOptions? options,
            {Names.CancellationToken} cancellationToken = default)
        """,
        () => file.Write($"return Fit({arguments}, ({options}?)options, cancellationToken);"));

    private const string Cancellation =
        """<param name="cancellationToken">Stops after the current training step; the model keeps what it has learned.</param>""";

    /// <summary>The remarks on training that ends early.</summary>
    private static string Interruption(ModelGraph model) =>
        $"""

        <remarks>
        If training ends before its first step, because rows are invalid or it is canceled, the model stays unchanged. After that step it
        keeps what it has learned{(StandardizationEmitter.IsIn(model) || model.Row?.Texts.Any() == true ? " and fitted" : "")}.
        </remarks>
        """;

    /// <summary>Vocabularies are fitted before encoding; the rows are kept, because they may be readable only once.</summary>
    private static Text EncodeTraining(RowDescription row) => row.Texts.Any()
        ? $"""
            var data = global::System.Linq.Enumerable.ToList({Names.CompilerServices}.RowSource.Read(rows));
            {string.Join("\n", row.Texts.Select(Fit))}
            var train = Encode(data);
            """
        : "var train = Encode(rows);";

    private static string Fit(FeatureDescription feature)
    {
        var values = $"global::System.Linq.Enumerable.Select(data, row => row.{Literal.Identifier(feature.Name)})";
        return $"{GeneratedNames.Vocabulary(feature.Name)}.EnsureFitted({values});";
    }

    private static void WriteBegin(ModelFile file, ModelGraph model) => file.Method(
        $"""
        <summary>Begins a custom training loop; call <c>train()</c> and <c>eval()</c> in it.</summary>{Documentation.Unfitted(model)}
        <param name="options">Optimizer, learning rate, gradient clipping and balancing; <see langword="null"/> for the defaults.</param>
        <returns>The training step, which runs batch by batch.</returns>{StandardizationEmitter.NotFitted(model)}
        """,
        $"public {Names.Runtime}.TrainingStep<Batch, Metrics> BeginTraining({Names.Runtime}.TrainingOptions? options = null)",
        () => file.Write($"return {Names.Runtime}.TrainingStep.Begin<{model.Type.Name}, Batch, Metrics>(this, options);"));

    private static void WriteRequireReadable(ModelFile file, ModelGraph model) => file.Implementation(
        $"void {Names.Runtime}.IMultiTaskModel<Batch, Metrics>.RequireReadable(Batch rows)",
        () =>
        {
            if (model.Inputs.Any(static input => input.HoldsLengths) || model.Tasks.Any(static task => task.Head.PerPosition))
                file.Write($"using var scope = {Names.Torch}.NewDisposeScope();");
            var labels = model.Tasks.Join(task => $"rows.{Literal.Identifier(task.Name)}");
            file.Write($"{Names.Runtime}.TaskLabels.RequireRows(Info, rows.Count, {labels});");
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
            var counts = model.Tasks.Join(task => $"{ObjectiveEmitter.RealLabels(task, "rows")}.CountPresent()");
            file.Write($"return new long[] {{ {counts} }};");
        });

    private static void WriteVocabularies(ModelFile file, ModelGraph model)
    {
        if (model.Row?.Texts.Any() != true || model.Emission != Emission.Full)
            return;
        var names = model.Row.Texts.Select(static feature => GeneratedNames.Vocabulary(feature.Name)).ToList().Join(", ");
        file.Write(
            $"""
            {ModelFile.GeneratedCode}
            {Names.List}<{Names.Runtime}.Vocabulary> {Names.Runtime}.IMultiTaskModel<Batch, Metrics>.Vocabularies
            """);
        file.Write($"    => new {Names.Runtime}.Vocabulary[] {{ {names} }};");
        file.Blank();
    }

    private static void WriteInfer(ModelFile file, ModelGraph model)
    {
        if (model.AutogradFallback is not null || model.Emission != Emission.Full)
            return;
        var inputs = model.Inputs.Join(static input => InputNames.Parameter(input.Name));
        file.Write(
            $"""
            // Computes the outputs in inference mode, in the buffers of the fused step unless another thread uses them.
            private Outputs Infer({InputNames.Signature(model)})
                => _fusedStep.ForInference?.Infer({inputs}) ?? call({inputs});
            """);
        file.Blank();
    }

    private static void WriteEvaluate(ModelFile file, ModelGraph model)
    {
        if (model.Row is { } row)
        {
            file.Method(
                """
                <summary>Evaluates every task on rows, in inference mode.</summary>
                <param name="rows">The rows; a task is evaluated on the rows that have its label.</param>
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
            $"""
            <summary>Evaluates every task on tensors, in inference mode.</summary>
            <param name="data">The data.</param>
            {BatchSize}
            {Threads}
            <returns>The metrics of every task.</returns>
            """,
            $"public Metrics Evaluate(Batch data, {Options})",
            () =>
            {
                var locals = new LocalNames("data", "batchSize", "threads", "inference", "start", "scope", "batch", "outputs");
                file.Write(
                    $"""
                    {RequireBatchSize}
                    {RequireReadable}
                    """);
                StandardizationEmitter.WriteRequirement(file, model);
                file.Write($"using var inference = new {Names.CompilerServices}.InferenceScope(this, threads);");
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
                <summary>Predicts one row, in inference mode.</summary>
                <param name="row">The row; its labels are not read.</param>
                <returns>The predictions of all tasks.</returns>
                """,
                $"{model.Type.RowAccessibility} Prediction Predict({row.Type} row)",
                () => file.Write($"return Predict(new {row.Type}[] {{ row }})[0];"));
            file.Method(
                """
                <summary>Predicts rows, in inference mode.</summary>
                <param name="rows">The rows; their labels are not read.</param>
                <returns>One prediction for every row, in order.</returns>
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
            <summary>Predicts features as tensors, in inference mode.</summary>
            {InputNames.Documentation(model)}
            {BatchSize}
            {Threads}
            <returns>One prediction for every row, in order.</returns>
            """,
            $"{model.Type.PredictionAccessibility} {list} Predict({InputNames.Signature(model)}, {Options})",
            () =>
            {
                var locals = new LocalNames(
                    [.. inputs, "batchSize", "threads", "inference", "predictions", "count", "start", "rows", "scope", "outputs", "row"]);
                file.Write(RequireBatchSize);
                file.Write(RequireDense(model, static input => InputNames.Parameter(input.Name)));
                StandardizationEmitter.WriteRequirement(file, model);
                file.Write(
                    $"""
                    using var inference = new {Names.CompilerServices}.InferenceScope(this, threads);
                    var predictions = new global::System.Collections.Generic.List<Prediction>();
                    var count = {ForwardEmitter.CountRows(model)};
                    """);
                file.Braces("for (long start = 0; start < count; start += batchSize)", () =>
                {
                    Text arguments = model.Inputs.Join(
                        static input => $"{InputNames.Parameter(input.Name)}.narrow(0, start, rows).to(inference.Device)");
                    file.Write(
                        $"""
                        using var scope = {Names.Torch}.NewDisposeScope();
                        var rows = global::System.Math.Min(batchSize, count - start);
                        var outputs = {Forward(model)}({arguments});
                        """);
                    foreach (var task in model.Tasks)
                        file.Write($"var {locals[task.Name]} = {Predictions(task, model)};");
                    file.Write("for (var row = 0; row < rows; row++)");
                    file.Write($"    predictions.Add(new Prediction({model.Tasks.Join(task => $"{locals[task.Name]}[row]")}));");
                });
                file.Write("return predictions;");
            });
    }

    private static void WriteSaveAndLoad(ModelFile file, ModelGraph model)
    {
        file.Method(
            """
            <summary>
            Saves the weights, the hyper-parameters and the identity of the model as safetensors; an existing file is replaced only by a
            complete one. The random state and the number of epochs are not saved.
            </summary>
            <param name="path">The file.</param>
            """,
            "public void Save(string path)",
            () =>
            {
                var arguments = $"this, Info.With({HyperparameterEmitter.Field}), path{Vocabularies(model, "")}";
                file.Write($"{Names.CompilerServices}.ModelFile.Save({arguments});");
            });
        file.Method(
            """
            <summary>Loads a saved model.</summary>
            <param name="path">The file.</param>
            <param name="device">The device of the weights; <see langword="null"/> for the default device.</param>
            <param name="hyperparameters">The hyper-parameters; <see langword="null"/> for the saved ones.</param>
            <returns>A new model with the saved weights.</returns>
            <exception cref="global::Mtl.ModelFileException">The file is damaged, or contains another model.</exception>
            """,
            $"public static {model.Type.Name} Load(string path, {Names.Device}? device = null, Hyperparameters? hyperparameters = null)",
            () => file.Write(
                $$"""
                hyperparameters ??= {{Names.CompilerServices}}.ModelFile.ReadHyperparameters(Info, path, Hyperparameters.Of);
                var model = new {{model.Type.Name}}(device: device, hyperparameters: hyperparameters);
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

    /// <summary>The statement that requires dense inputs.</summary>
    private static Text RequireDense(ModelGraph model, Func<InputBlock, string> tensor)
    {
        var inputs = model.Inputs.Join(input => $"({Literal.String(input.Name)}, {tensor(input)})");
        return $"{Names.CompilerServices}.TensorShape.RequireDense({Literal.String(model.Type.PlainName)}, {inputs});";
    }

    /// <summary>The statement that requires rows which fit the model.</summary>
    private const string RequireReadable = $"(({Names.Runtime}.IMultiTaskModel<Batch, Metrics>)this).RequireReadable(data);";

    /// <summary>The statement that requires a batch size; 0 would loop forever.</summary>
    private const string RequireBatchSize = "global::System.ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);";

    /// <summary>The parameters of evaluation and prediction that do not change the result.</summary>
    private const string Options = "int batchSize = 1024, int? threads = null";

    private const string BatchSize =
        """<param name="batchSize">The rows per forward pass, at least 1; the result depends on it by rounding only.</param>""";

    private const string Threads =
        """<param name="threads">The threads, at least 1; by default as many as libtorch has; the result is the same.</param>""";

    /// <summary>The method that computes outputs in inference mode.</summary>
    private static string Forward(ModelGraph model) => model.AutogradFallback is null ? "Infer" : "call";

    private static Text Predictions(TaskBlock task, ModelGraph model)
    {
        Text predictions = $"{MemberAccess.Of(task.Name)}.Predict({ObjectiveEmitter.Output(task)})";
        if (!task.Head.PerPosition)
            return predictions;
        if (task.Output.Sequence is not { } sequence)
            return $"{Names.CompilerServices}.PerPosition.ByRow({predictions}, steps: {task.Output.Sizes[0]})";
        var column = InputNames.ColumnOfLengths(model, sequence);
        var lengths = $"{InputNames.Parameter(GeneratedNames.AllLengths)}.narrow(0, start, rows).select(1, {column})";
        return $"{Names.CompilerServices}.PerPosition.ByRow({predictions}, {lengths})";
    }

    /// <summary>The vocabularies as further arguments.</summary>
    private static Text Vocabularies(ModelGraph model, string owner) =>
        string.Concat((model.Row?.Texts ?? []).Select(feature => $", {owner}{GeneratedNames.Vocabulary(feature.Name)}"));
}
