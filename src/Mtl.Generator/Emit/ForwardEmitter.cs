using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>Writes the forward pass: one paragraph for every block, one line for every operation.</summary>
internal static class ForwardEmitter
{
    public static void Write(ModelFile file, ModelGraph model)
    {
        var parameters = InputNames.Parameters(model);
        var locals = new LocalNames(model, [.. parameters]);
        var values = new Dictionary<string, string>();
        for (var i = 0; i < model.Inputs.Count; i++)
        {
            values[model.Inputs[i].Name] = parameters[i];
            if (model.Inputs[i].LengthsOf is null)
                file.Write(Check(model.Inputs[i], parameters[i], model));
        }

        foreach (var block in model.Blocks)
        {
            var source = block is InputBlock ? values[block.Name] : Merged(block.Sources, model, values);
            if (block.Operations.Count == 0)
            {
                values[block.Name] = source;
                continue;
            }

            file.Blank();
            file.Write($"// {block.Name}: {Shapes(block)}");
            var local = locals[block is InputBlock ? block.Name + "Features" : block.Name];
            for (var i = 0; i < block.Operations.Count; i++)
                file.Write($"{(i == 0 ? "var " : "")}{local} = {Call(block.Operations[i], i == 0 ? source : local, values)};");
            values[block.Name] = local;
        }

        file.Blank();
        file.Write($"return new Outputs({model.Tasks.Join(task => values[task.Name])});");
    }

    /// <summary>The statement that requires the shape of an input.</summary>
    public static string Check(InputBlock input, string parameter, ModelGraph model)
    {
        var names = $"{Literal.String(model.Type.PlainName)}, {Literal.String(input.Name)}";
        if (input.Stored.Sequence is { } sequence)
        {
            var lengths = Lengths(sequence);
            var step = string.Concat(input.Stored.Sizes.Skip(1).Select(size => $", {size}L"));
            return $"{Names.Runtime}.TensorShape.{(input.Stored.Indices is null ? "RequireSequence" : "RequireIndexSequence")}({parameter}, {lengths}, {names}, {input.Stored.Sizes[0]}{step});";
        }
        var check = input.Stored.Indices is null ? "Require" : "RequireIndices";
        var sizes = input.Stored.Rank == 0 ? "" : $", stackalloc long[] {{ {string.Join(", ", input.Stored.Sizes)} }}";
        return $"{Names.Runtime}.TensorShape.{check}({parameter}, {names}{sizes});";
    }

    /// <summary>What a block reads that names another: its value, or, of a task, the answer as a vector.</summary>
    private static string Read(string name, ModelGraph model, string value) => (model.Member(name) as TaskBlock)?.Head switch
    {
        { Kind: HeadKind.Binary } => $"{value}.sigmoid().unsqueeze(-1)",
        { Kind: HeadKind.Class } => $"{value}.softmax(-1)",
        { Kind: HeadKind.MultiLabel } => $"{value}.sigmoid()",
        { Kind: HeadKind.Ordinal } => $"{value}.sigmoid().cumprod(-1)",
        { IsScalar: true } => $"{value}.unsqueeze(-1)",
        _ => value,
    };

    private static string Merged(Sources sources, ModelGraph model, Dictionary<string, string> values)
    {
        if (sources.Blocks.Count == 1)
            return Read(sources.Blocks[0], model, values[sources.Blocks[0]]);
        var parts = sources.Blocks.Select(name => Read(name, model, values[name]));
        return sources.Merge == Merge.Add ? string.Join(" + ", parts)
            : sources.Merge == Merge.Multiply ? string.Join(" * ", parts)
            : $"{Names.Torch}.cat(new {Names.Tensor}[] {{ {string.Join(", ", parts)} }}, {sources.Shape.ConcatAxis + 1})";
    }

    private static string Shapes(Block block) => block is InputBlock
        ? block.Output.ToString()
        : $"{block.Sources.Shape} → {block.Output}";

    /// <summary>The expression of one operation.</summary>
    private static string Call(Operation operation, string value, Dictionary<string, string> values) => operation switch
    {
        RecurrentOperation { Output.Sequence: { } sequence } recurrent => $"{Names.Runtime}.Sequences.Read({MemberAccess.Of(recurrent.Module)}, {value}, {Lengths(sequence)})",
        RecurrentOperation recurrent => $"{MemberAccess.Of(recurrent.Module)}.call({value}).Item1",
        StepsOperation { Choice: StepChoice.Last, Backward: > 0 } last => $"{Names.Torch}.cat(new {Names.Tensor}[] {{ {Last(last, value)}.narrow(1, 0, {last.Output.Last - last.Backward}), {value}.select(1, 0).narrow(1, {last.Output.Last - last.Backward}, {last.Backward}) }}, 1)",
        StepsOperation { Choice: StepChoice.Last } last => Last(last, value),
        StepsOperation { Sequence: { } sequence } steps => $"{Names.Runtime}.Sequences.{steps.Choice}({value}, {Lengths(sequence)})",
        StepsOperation { Choice: StepChoice.Mean } => $"{value}.mean(new long[] {{ 1 }})",
        StepsOperation => $"{value}.amax(1)",
        PositionsOperation => $"{Names.Runtime}.SelfAttention.WithPositions({value})",
        LearnedPositionsOperation positions => $"{Names.Runtime}.SelfAttention.WithPositions({value}, {MemberAccess.Of(positions.Module)})",
        AttentionOperation or EncoderOperation => $"{Names.Runtime}.SelfAttention.Apply({MemberAccess.Of(((ModuleOperation)operation).Module)}, {value}{(operation.Output.Sequence is { } sequence ? $", {Lengths(sequence)}" : "")})",
        ModuleOperation module => $"{MemberAccess.Of(module.Module)}.call({value})",
        ActivationOperation activation => $"{Names.Functional}.{Function(activation.Function)}({value}{(activation.Function == ActivationFunction.Elu ? ", 1.0" : "")})",
        DropoutOperation dropout => $"{Names.Functional}.dropout({value}, {Literal.Double(dropout.Probability)}, training)",
        RestoreOperation restore => $"{MemberAccess.Of(restore.Head)}.Restore({value})",
        MissingNumbersOperation => $"{value}.nan_to_num(0.0)",
        AdaptiveDropoutOperation dropout => $"{Names.Functional}.dropout({value}, {MemberAccess.Of(dropout.Rate)}.Value, training)",
        SpatialDropoutOperation dropout => $"{Names.Functional}.dropout{dropout.Output.Rank - 1}d({value}, {Literal.Double(dropout.Probability)}, training)",
        RecurrentDropoutOperation dropout => $"{Names.Runtime}.RecurrentDropout.Apply({value}, {Literal.Double(dropout.Probability)}, training)",
        ColumnOperation column => $"{value}.select(1, {column.Column})",
        FlattenOperation => $"{Operand(value)}.flatten(1)",
        SqueezeOperation squeeze => $"{value}.squeeze({squeeze.Output.Rank + 1})",
        ConditionOperation condition => $"{Names.Runtime}.ConditionalTask.Logit({values[condition.Condition]}, {value})",
        _ => throw new InvalidOperationException($"No expression for {operation.GetType().Name}."),
    };

    private static string Last(StepsOperation steps, string value) => steps.Sequence is { } sequence
        ? $"{Names.Runtime}.Sequences.Last({value}, {Lengths(sequence)})"
        : $"{value}.select(1, -1)";

    private static string Lengths(string sequence) => InputNames.Parameter(GeneratedNames.Lengths(sequence));

    /// <summary>A value as the object of a method call: a sum or a product needs parentheses.</summary>
    private static string Operand(string value) => value.Contains(" + ") || value.Contains(" * ") ? $"({value})" : value;

    private static string Function(ActivationFunction function) => function switch
    {
        ActivationFunction.LeakyRelu => "leaky_relu",
        _ => function.ToString().ToLowerInvariant(),
    };
}
