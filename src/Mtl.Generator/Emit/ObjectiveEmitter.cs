using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>Writes what a model minimizes and the gradients of it: of all tasks together, and task by task.</summary>
internal static class ObjectiveEmitter
{
    public static void Write(ModelFile file, ModelGraph model)
    {
        WriteComputeLosses(file, model);
        WriteForwardBackward(file, model);
        WriteTaskGradients(file, model);
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

    /// <summary>The labels of a task as they are counted: padding has none, whatever is stored there.</summary>
    public static Text RealLabels(TaskBlock task, string batch = "batch") =>
        task.Head.PerPosition && task.Output.Sequence is not null ? Labels(task, batch) : $"{batch}.{Literal.Identifier(task.Name)}";

    private static void WriteComputeLosses(ModelFile file, ModelGraph model) => file.Method(
        $"""
        <summary>Computes the loss of every task and the objective {Documentation.Objective(model)}.</summary>
        <param name="outputs">What the forward pass computed for the batch.</param>
        <param name="batch">The rows with their labels.</param>
        <returns>Scalars that are part of the autograd graph.</returns>{(StandardizationEmitter.IsIn(model) ? "\n<exception cref=\"global::System.InvalidOperationException\">The model is in training mode, and what it standardizes is not fitted.</exception>" : "")}
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

    /// <summary>The total of losses that a method balances.</summary>
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
        var terms = model.Penalties.Select(static penalty => $"{Literal.Double(penalty.Strength)} * {Sum(penalty)}")
            .Concat(model.Distances.Select(static distance => $"{Literal.Double(distance.Strength)} * {Names.CompilerServices}.SoftSharing.Distance({string.Join(", ", distance.Modules.Select(MemberAccess.Of))})"));
        return string.Join("\n    + ", terms);
    }

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
        file.Method(
            """
            <summary>
            Forward pass, weighted loss and backward pass of a batch: adds the gradient of the objective to the gradients of the parameters.
            </summary>
            <param name="batch">The rows, on the model's device.</param>
            <param name="pass">Receives the losses and back-propagates from them.</param>
            """,
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

    /// <summary>Says how the tasks are balanced, where the model does.</summary>
    private static void WriteBalancing(ModelFile file, ModelGraph model)
    {
        if (model.Balancing is not { } balancing)
            return;
        var method = BalancingEmitter.NameAndFormula(balancing);
        file.Write(balancing.Kind.IsOfGradients
            ? $"// Back from every loss by itself; {BalancingEmitter.Member} combines the gradients, {method}."
            : $"pass.BalanceBy({BalancingEmitter.Member}); // {method}");
    }

    private static void WriteTaskGradients(ModelFile file, ModelGraph model)
    {
        file.Method(
            """
            <summary>
            Computes the gradient of every task's weighted loss by itself with respect to the shared parameters: whether tasks pull in one
            direction shows in the products of the rows. The gradients that the parameters have are lost; running statistics stay, in
            training mode too.
            </summary>
            <param name="batch">The rows, on the model's device.</param>
            <returns>[tasks, shared numbers], one gradient per task, in the order of declaration.</returns>
            """,
            $"public {Names.Tensor} ComputeTaskGradients(Batch batch)",
            () => file.Write($"return {Names.Runtime}.TaskGradients.Compute<{model.Type.Name}, Batch, Metrics>(this, batch);"));
        file.Implementation(
            $"{Names.Tensor} {Names.Runtime}.IMultiTaskModel<Batch, Metrics>.BackwardToRepresentation(Batch batch, {Names.Runtime}.BackwardPass pass)",
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
            Computes the gradient of every task's weighted loss by itself with respect to what the tasks read of the shared layers, without going
            back through these. The gradients that the parameters have are lost; running statistics stay, in training mode too.
            </summary>
            <param name="batch">The rows, on the model's device.</param>
            <returns>[tasks, batch, width], one gradient per task: the outputs of all shared layers that tasks read side by side, each flattened.</returns>
            """,
            $"public {Names.Tensor} ComputeRepresentationGradients(Batch batch)",
            () => file.Write($"return {Names.Runtime}.TaskGradients.ComputeForRepresentation<{model.Type.Name}, Batch, Metrics>(this, batch);"));
    }

    /// <summary>Where the step is fused, it runs, unless the model is in a state for which it was not written.</summary>
    private static void WriteFused(ModelFile file, ModelGraph model, string call)
    {
        if (model.AutogradFallback is not null)
            return;
        file.Braces("if (_fusedStep.ForTraining is { } fused)", () => file.Write(call));
        file.Blank();
    }

    private static string PenaltyOrNull(ModelGraph model) => model.HasPenalty ? "losses.Penalty" : "null";

    /// <summary>The forward pass and the losses by autograd, handed over to the step.</summary>
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
            var weight = model.Tasks[task].Head.Weight;
            file.Write($"pass.Record({task}, losses.{name}, {RealLabels(model.Tasks[task])}{(weight == 1 ? "" : $", weight: {Literal.Double(weight)}")});");
        }
    }

    private static Text Weighted(TaskBlock task, Text loss) => task.Head.Weight == 1 ? loss : $"{Literal.Double(task.Head.Weight)} * {loss}";
}
