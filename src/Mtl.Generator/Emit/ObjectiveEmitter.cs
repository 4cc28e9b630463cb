using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>Writes the objective of a model and its gradients: of all tasks together, and task by task.</summary>
internal static class ObjectiveEmitter
{
    public static void Write(ModelFile file, ModelGraph model)
    {
        WriteComputeLosses(file, model);
        WriteForwardBackward(file, model);
        WriteTaskGradients(file, model);
    }

    /// <summary>The output of a task; of a task that predicts every time step, with rows and time steps as one dimension.</summary>
    public static Text Output(TaskBlock task) =>
        $"outputs.{Literal.Identifier(task.Name)}{(task.Head.PerPosition ? ".flatten(0, 1)" : "")}";

    /// <summary>The labels that belong to <see cref="Output"/>.</summary>
    public static Text Labels(TaskBlock task, string batch = "batch")
    {
        Text labels = $"{batch}.{Literal.Identifier(task.Name)}";
        if (!task.Head.PerPosition)
            return labels;
        var lengths = task.Output.Sequence is { } sequence ? $"{batch}.{Literal.Identifier(GeneratedNames.Lengths(sequence))}" : "";
        return $"{labels}.Positions({lengths})";
    }

    /// <summary>The labels of a task without those of padding, as they are counted.</summary>
    public static Text RealLabels(TaskBlock task, string batch = "batch") =>
        task.Head.PerPosition && task.Output.Sequence is not null ? Labels(task, batch) : $"{batch}.{Literal.Identifier(task.Name)}";

    private static void WriteComputeLosses(ModelFile file, ModelGraph model) => file.Method(
        $"""
        <summary>Computes the loss of every task and the objective {Documentation.Objective(model)} with the declared weights.</summary>
        <param name="outputs">The outputs of the forward pass for the batch.</param>
        <param name="batch">The rows with their labels.</param>
        <returns>Scalars in the autograd graph.</returns>{StandardizationEmitter.NotFitted(model, " in training mode")}
        """,
        "public Losses ComputeLosses(Outputs outputs, Batch batch)",
        () =>
        {
            var locals = new LocalNames("outputs", "batch", "penalty", "total");
            if (StandardizationEmitter.IsIn(model))
                file.Write("if (training)\n    RequireFitted();");
            foreach (var task in model.Tasks)
                file.Write($"var {locals[task.Name]} = {MemberAccess.Of(task.Name)}.Loss({Output(task)}, {Labels(task)});");
            if (model.HasPenalty)
                file.Write($"var penalty = {PenaltySum(model)};");
            if (BalancingEmitter.IsOfLosses(model))
                WriteBalanced(file, model, task => locals[task.Name]);
            else
                file.Write($"var total = {model.Tasks.Join(task => Weighted(task, locals[task.Name]), " + ")}{PlusPenalty(model)};");
            file.Write($"return new Losses({model.Tasks.Join(task => locals[task.Name])}{(model.HasPenalty ? ", penalty" : "")}, total);");
        });

    /// <summary>Writes the objective of a loss weighting.</summary>
    private static void WriteBalanced(ModelFile file, ModelGraph model, Func<TaskBlock, string> loss)
    {
        var labels = model.Tasks.Join(static task => RealLabels(task));
        file.Write(
            $"""
            var total = {BalancingEmitter.Member}.Objective( // {BalancingEmitter.Formula(model.Balancing!)}
                new {Names.Tensor}[] {"{"} {model.Tasks.Join(task => loss(task))} {"}"},
                new {Names.Runtime}.TaskLabels[] {"{"} {labels} {"}"}){PlusPenalty(model)};
            """);
    }

    private static string PlusPenalty(ModelGraph model) => model.HasPenalty ? " + penalty" : "";

    private static string PenaltySum(ModelGraph model)
    {
        var terms = model.Penalties.Select(static penalty => $"{HyperparameterEmitter.Of(penalty.Strength)} * {Sum(penalty)}")
            .Concat(model.Distances.Select(static distance => $"{HyperparameterEmitter.Of(distance.Strength)} * {Sum(distance)}"));
        return string.Join("\n    + ", terms);
    }

    private static string Sum(Distance distance) =>
        $"{Names.CompilerServices}.SoftSharing.Distance({string.Join(", ", distance.Modules.Select(MemberAccess.Of))})";

    private static Text Sum(Penalty penalty)
    {
        var module = MemberAccess.Of(penalty.Module);
        return (penalty.Kind, penalty.Weight) switch
        {
            (ModifierKind.L1, { } weight) => $"{module}.{weight}.abs().sum()",
            (ModifierKind.L1, null) => $"{Names.CompilerServices}.WeightPenalty.SumOfMagnitudes({module})",
            (ModifierKind.L2, { } weight) => $"{module}.{weight}.square().sum()",
            (ModifierKind.L2, null) => $"{Names.CompilerServices}.WeightPenalty.SumOfSquares({module})",
            (_, { } weight) => $"{Names.CompilerServices}.WeightPenalty.SumOfGroupNorms({module}.{weight})",
            (_, null) => $"{Names.CompilerServices}.WeightPenalty.SumOfGroupNorms({module})",
        };
    }

    private static void WriteForwardBackward(ModelFile file, ModelGraph model)
    {
        file.Write("// Forward pass, losses and backward pass of a batch: adds the gradient of the objective to those of the parameters.");
        file.Helper(
            $"private void ForwardBackward(Batch batch, {Names.Runtime}.BackwardPass pass)",
            () =>
            {
                WriteBalancing(file, model);
                WriteFused(file, model, "fused.Run(batch, pass); // forward and backward pass\nreturn;");
                WriteLosses(file, model, $"call({InputNames.OfBatch(model, "batch")})");
                file.Write($"pass.Backward({PenaltyOrNull(model)}, losses.Total);");
            });
        file.Write(ModelFile.GeneratedCode);
        file.Write(
            $"""
            void {Names.Runtime}.IMultiTaskModel<Batch, Metrics>.ForwardBackward(Batch batch, {Names.Runtime}.BackwardPass pass)
                => ForwardBackward(batch, pass);
            """);
        file.Blank();
    }

    /// <summary>Writes how the tasks are balanced; nothing for a model without a balancing method.</summary>
    private static void WriteBalancing(ModelFile file, ModelGraph model)
    {
        if (model.Balancing is not { } balancing)
            return;
        var method = BalancingEmitter.NameAndFormula(balancing);
        file.Write(balancing.Kind.IsOfGradients
            ? $"// One backward pass for each task; {BalancingEmitter.Member} combines the gradients, {method}."
            : $"pass.BalanceBy({BalancingEmitter.Member}); // {method}");
    }

    private static void WriteTaskGradients(ModelFile file, ModelGraph model)
    {
        file.Method(
            """
            <summary>
            Computes the gradient of every task's weighted loss with respect to the shared parameters; the dot products of these gradients
            show which tasks conflict. The existing gradients of the parameters are lost; running statistics stay unchanged, also in
            training mode.
            </summary>
            <param name="batch">The rows, on the model's device.</param>
            <returns>[tasks, shared parameters], one gradient per task, in declaration order.</returns>
            """,
            $"public {Names.Tensor} ComputeTaskGradients(Batch batch)",
            () => file.Write($"return {Names.Runtime}.TaskGradients.Compute<{model.Type.Name}, Batch, Metrics>(this, batch);"));
        const string contract = $"{Names.Runtime}.IMultiTaskModel<Batch, Metrics>";
        file.Implementation(
            $"{Names.Tensor} {contract}.BackwardToRepresentation(Batch batch, {Names.Runtime}.BackwardPass pass)",
            () =>
            {
                WriteFused(file, model, "return fused.RunToRepresentation(batch, pass);");
                file.Write($"var representation = new {Names.CompilerServices}.SharedRepresentation();");
                var inputs = InputNames.OfBatch(model, "batch");
                WriteLosses(file, model, model.Representation.Any() ? $"forward({inputs}, representation)" : $"call({inputs})");
                file.Write("return pass.Backward(representation).MoveToOuterDisposeScope();");
            });
        file.Method(
            """
            <summary>
            Computes the gradient of every task's weighted loss with respect to the shared representation: the outputs of shared layers that
            tasks read. The backward pass stops there. The existing gradients of the parameters are lost; running statistics stay unchanged,
            also in training mode.
            </summary>
            <param name="batch">The rows, on the model's device.</param>
            <returns>[tasks, batch, width], one gradient per task; width counts the values of these outputs in a row.</returns>
            """,
            $"public {Names.Tensor} ComputeRepresentationGradients(Batch batch)",
            () => file.Write(
                $"return {Names.Runtime}.TaskGradients.ComputeForRepresentation<{model.Type.Name}, Batch, Metrics>(this, batch);"));
    }

    /// <summary>Writes the call of the fused step, which runs unless the state of the model excludes it, as evaluation mode does.</summary>
    private static void WriteFused(ModelFile file, ModelGraph model, string call)
    {
        if (model.AutogradFallback is not null)
            return;
        file.Braces("if (_fusedStep.ForTraining is { } fused)", () => file.Write(call));
        file.Blank();
    }

    private static string PenaltyOrNull(ModelGraph model) => model.HasPenalty ? "losses.Penalty" : "null";

    /// <summary>Writes the forward pass and the losses by autograd, and records the losses in the backward pass.</summary>
    private static void WriteLosses(ModelFile file, ModelGraph model, Text outputs)
    {
        file.Write(
            $"""
            using var scope = {Names.Torch}.NewDisposeScope();
            using var gradients = {Names.Torch}.enable_grad();
            _flatParameters.KeepGradients();
            var outputs = {outputs};
            var losses = ComputeLosses(outputs, batch);
            """);
        for (var task = 0; task < model.Tasks.Count; task++)
        {
            var name = Literal.Identifier(model.Tasks[task].Name);
            var weight = HyperparameterEmitter.Of(model.Tasks[task].Weight);
            file.Write($"pass.Record({task}, losses.{name}, {RealLabels(model.Tasks[task])}, weight: {weight});");
        }
    }

    private static Text Weighted(TaskBlock task, Text loss) => $"{HyperparameterEmitter.Of(task.Weight)} * {loss}";
}
