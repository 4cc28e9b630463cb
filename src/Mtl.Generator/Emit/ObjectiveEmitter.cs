using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>Writes what a model minimises and the gradients of it: of all tasks together, and task by task.</summary>
internal static class ObjectiveEmitter
{
    public static void Write(ModelFile file, ModelGraph model)
    {
        WriteComputeLosses(file, model);
        WriteStep(file, model);
        WriteStepByTask(file, model);
    }

    /// <summary>The output of a task, one after the other for every position that has an answer of its own.</summary>
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

    private static void WriteComputeLosses(ModelFile file, ModelGraph model) => file.Method(
        $"""
        <summary>Computes the loss of every task and the objective {Documentation.Objective(model)}.</summary>
        <param name="outputs">What the forward pass computed for the batch.</param>
        <param name="batch">The rows with their labels.</param>
        <returns>Scalars that are part of the autograd graph.</returns>{(StandardizationEmitter.IsIn(model) ? "\n<exception cref=\"global::System.InvalidOperationException\">The model is in training mode, and what it standardises is not fitted.</exception>" : "")}
        """,
        "public Losses ComputeLosses(Outputs outputs, Batch batch)",
        () =>
        {
            var locals = new LocalNames(model, "outputs", "batch", "penalty", "total");
            if (StandardizationEmitter.IsIn(model))
                file.Write("if (training)\n    RequireFitted();");
            foreach (var task in model.Tasks)
                file.Write($"var {locals[task.Name]} = {MemberAccess.Of(task.Name)}.Loss({Output(task)}, {Labels(task)});");
            file.Write($"var penalty = {PenaltySum(model)};");
            if (BalancingEmitter.IsOfLosses(model))
                WriteBalanced(file, model, task => locals[task.Name]);
            else
                file.Write($"var total = {model.Tasks.Join(task => Weighted(task, locals[task.Name]), " + ")} + penalty;");
            file.Write($"return new Losses({model.Tasks.Join(task => locals[task.Name])}, penalty, total);");
        });

    /// <summary>The total of losses that a method balances.</summary>
    private static void WriteBalanced(ModelFile file, ModelGraph model, Func<TaskBlock, string> loss) => file.Write(
        $"""
        var total = {BalancingEmitter.Member}.Objective( // {BalancingEmitter.Formula(model.Balancing!)}
            new {Names.Tensor}[] {"{"} {model.Tasks.Join(task => loss(task))} {"}"},
            new {Names.Runtime}.TaskLabels[] {"{"} {model.Tasks.Join(static task => $"batch.{Literal.Identifier(task.Name)}")} {"}"}) + penalty;
        """);

    private static string PenaltySum(ModelGraph model)
    {
        var terms = model.Penalties.Select(static penalty => $"{Literal.Double(penalty.Strength)} * {Sum(penalty)}")
            .Concat(model.Distances.Select(static distance => $"{Literal.Double(distance.Strength)} * {Names.Runtime}.SoftSharing.Distance({string.Join(", ", distance.Modules.Select(MemberAccess.Of))})"));
        return string.Join("\n    + ", terms.DefaultIfEmpty($"{Names.Torch}.zeros(1, device: batch.Device).squeeze()"));
    }

    private static Text Sum(Penalty penalty)
    {
        var module = MemberAccess.Of(penalty.Module);
        return (penalty.Kind, penalty.HasOneWeight) switch
        {
            (ModifierKind.L1, true) => $"{module}.weight.abs().sum()",
            (ModifierKind.L1, false) => $"{Names.Runtime}.WeightPenalty.SumOfMagnitudes({module})",
            (ModifierKind.L2, true) => $"{module}.weight.square().sum()",
            (ModifierKind.L2, false) => $"{Names.Runtime}.WeightPenalty.SumOfSquares({module})",
            (_, true) => $"{Names.Runtime}.WeightPenalty.SumOfGroupNorms({module}.weight)",
            (_, false) => $"{Names.Runtime}.WeightPenalty.SumOfGroupNorms({module})",
        };
    }

    private static void WriteStep(ModelFile file, ModelGraph model) => file.Implementation(
        $"void {Names.Runtime}.IMultiTaskModel<Batch, Metrics>.ForwardBackward(Batch batch, {Names.Runtime}.StepLosses step)",
        () =>
        {
            if (BalancingEmitter.IsOfLosses(model))
                file.Write($"step.BalanceBy({BalancingEmitter.Member}); // {BalancingEmitter.NameAndFormula(model.Balancing!)}");
            WriteEmitted(file, model, "emitted.Run(batch, step);\nreturn;");
            WriteLosses(file, model);
            if (model.Balancing is null)
                file.Write($"{Names.Torch}.autograd.backward(losses.Total);");
            WriteRecords(file, model, model.Balancing is null ? "RecordObjective(losses.Penalty, losses.Total)" : "Backward(losses.Penalty, losses.Total)");
        });

    private static void WriteStepByTask(ModelFile file, ModelGraph model)
    {
        Text weighted = $"new {Names.Tensor}[] {{ {model.Tasks.Join(static task => Weighted(task, $"losses.{Literal.Identifier(task.Name)}"))} }}";
        file.Implementation(
            $"void {Names.Runtime}.IMultiTaskModel<Batch, Metrics>.ForwardBackwardByTask(Batch batch, {Names.Runtime}.StepLosses step, {Names.Tensor} gradients)",
            () =>
            {
                if (model.Balancing is { Kind.IsOfGradients: true } balancing)
                    file.Write($"// In training, Balancing makes one direction of them, {BalancingEmitter.NameAndFormula(balancing)}.");
                WriteEmitted(file, model, "emitted.RunByTask(batch, step, gradients);\nreturn;");
                WriteLosses(file, model);
                file.Write($"_flatParameters.BackwardByTask({weighted}, gradients);");
                WriteRecords(file, model, model.Balancing is null ? "RecordObjective(losses.Penalty.zeros_like(), losses.Total - losses.Penalty)" : "Combine(gradients, _flatParameters, losses.Penalty, losses.Total)");
            });
        file.Method(
            """
            <summary>
            Computes the gradient of every task's weighted loss by itself with respect to the shared parameters: whether tasks pull in one
            direction shows in the products of the rows. The gradients that the parameters have are lost.
            </summary>
            <param name="batch">The rows, on the model's device.</param>
            <returns>[tasks, shared numbers], one gradient per task, in the order of declaration.</returns>
            """,
            $"public {Names.Tensor} ComputeTaskGradients(Batch batch)",
            () => file.Write($"return {Names.Runtime}.TaskGradients.Compute<{model.Type.Name}, Batch, Metrics>(this, batch);"));
        file.Implementation(
            $"{Names.Tensor} {Names.Runtime}.IMultiTaskModel<Batch, Metrics>.BackwardToRepresentation(Batch batch, {Names.Runtime}.StepLosses step)",
            () =>
            {
                WriteEmitted(file, model, "return emitted.RunToRepresentation(batch, step);");
                file.Write($"using var representation = new {Names.Runtime}.SharedRepresentation();");
                WriteLosses(file, model);
                WriteRecords(file, model, "RecordObjective(losses.Penalty.zeros_like(), losses.Total - losses.Penalty)");
                file.Write($"return representation.Backward({weighted}).MoveToOuterDisposeScope();");
            });
        file.Method(
            """
            <summary>
            Computes the gradient of every task's weighted loss by itself with respect to what the tasks read of the shared layers, without going
            back through these. The gradients that the parameters have are lost.
            </summary>
            <param name="batch">The rows, on the model's device.</param>
            <returns>[tasks, batch, width], one gradient per task: the outputs of all shared layers that tasks read side by side, each flattened.</returns>
            """,
            $"public {Names.Tensor} ComputeRepresentationGradients(Batch batch)",
            () => file.Write($"return {Names.Runtime}.TaskGradients.ComputeForRepresentation<{model.Type.Name}, Batch, Metrics>(this, batch);"));
    }

    /// <summary>Where the step is written out, it runs, unless the model is in a state for which it was not written.</summary>
    private static void WriteEmitted(ModelFile file, ModelGraph model, string call)
    {
        if (model.StepObstacle is not null)
            return;
        file.Braces("if (_emittedStep.ForTraining is { } emitted)", () => file.Write(call));
        file.Blank();
    }

    private static void WriteLosses(ModelFile file, ModelGraph model) => file.Write(
        $"""
        using var scope = {Names.Torch}.NewDisposeScope();
        _flatParameters.KeepGradients();
        var losses = ComputeLosses(call({InputNames.OfBatch(model, "batch")}), batch);
        """);

    private static void WriteRecords(ModelFile file, ModelGraph model, string end)
    {
        for (var task = 0; task < model.Tasks.Count; task++)
        {
            var name = Literal.Identifier(model.Tasks[task].Name);
            file.Write($"step.Record({task}, losses.{name}, batch.{name});");
        }
        file.Write($"step.{end};");
    }

    private static Text Weighted(TaskBlock task, Text loss) => task.Head.Weight == 1 ? loss : $"{Literal.Double(task.Head.Weight)} * {loss}";
}
