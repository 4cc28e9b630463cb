using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>Writes the forward pass: one paragraph for every block, one line for every operation.</summary>
internal static class ForwardEmitter
{
    /// <summary>
    /// Writes the forward pass. Where tasks read shared layers it is a method of two: that with a representation computes gradients with
    /// respect to the outputs of these layers.
    /// </summary>
    public static void WriteForward(ModelFile file, ModelGraph model)
    {
        var parameters = InputNames.Parameters(model);
        var locals = new LocalNames([.. parameters]);
        var representation = model.Emission == Emission.Full && model.Representation.Any() ? locals["Representation·"] : null;
        file.Method(
            $"""
            <summary>Computes the outputs of all tasks.</summary>
            {InputNames.Documentation(model)}
            <returns>{Documentation.Outputs(model)}</returns>
            <exception cref="global::System.ArgumentException">An input has another shape.</exception>
            """,
            $"public override Outputs forward({InputNames.Signature(model)})",
            () =>
            {
                if (representation is null)
                    WriteBody();
                else
                    file.Write($"return forward({string.Join(", ", parameters)}, {representation}: null);");
            });
        if (representation is null)
            return;
        file.Write("// A representation receives what the tasks read of the shared layers; the backward pass then ends there.");
        file.Write(ModelFile.GeneratedCode);
        var type = $"{Names.CompilerServices}.SharedRepresentation?";
        file.Braces($"private Outputs forward({InputNames.Signature(model)}, {type} {representation})", WriteBody);
        file.Blank();

        void WriteBody()
        {
            var values = Write(file, model, model.Blocks, locals, representation);
            file.Blank();
            file.Write($"return new Outputs({model.Tasks.Join(task => values[task.Name])});");
        }
    }

    /// <summary>The body of the method that computes the means of the gates over the rows.</summary>
    public static void WriteGates(ModelFile file, ModelGraph model)
    {
        var locals = new LocalNames([.. InputNames.Parameters(model)]);
        StandardizationEmitter.WriteRequirement(file, model);
        file.Write($"using var {locals["Inference·"]} = new {Names.CompilerServices}.InferenceScope(this);");
        file.Write($"using var {locals["Scope·"]} = {Names.Torch}.NewDisposeScope();");
        var values = Write(file, model, model.Blocks.Where(block => block is InputBlock or CategoryBlock or LayerBlock { Layer.IsShared: true, Experts: 0 } or GateBlock), locals, representation: null);
        file.Blank();
        file.Write($"return {Names.Torch}.stack(new {Names.Tensor}[] {{ {model.Gates.Join(gate => $"{values[gate.Name]}.mean(new long[] {{ 0 }})")} }}).MoveToOuterDisposeScope();");
    }

    /// <summary>Writes the paragraphs of some blocks.</summary>
    /// <param name="file">The file.</param>
    /// <param name="model">The model.</param>
    /// <param name="blocks">The blocks.</param>
    /// <param name="locals">The names of local variables.</param>
    /// <param name="representation">The parameter that receives what the tasks read of the shared layers; null where there is none.</param>
    /// <returns>For every block the expression of its output.</returns>
    private static Dictionary<string, string> Write(
        ModelFile file, ModelGraph model, IEnumerable<Block> blocks, LocalNames locals, string? representation)
    {
        var parameters = InputNames.Parameters(model);
        var expert = model.Layers.Any(static layer => layer.Experts > 0) ? locals["Expert·"] : "";
        var values = new Dictionary<string, string>();
        WriteRowCheck(file, model);
        for (var i = 0; i < model.Inputs.Count; i++)
        {
            values[model.Inputs[i].Name] = parameters[i];
            if (model.Inputs[i].HoldsLengths)
                WriteLengths(file, model, model.Inputs[i], parameters[i], locals, values);
        }
        for (var i = 0; i < model.Inputs.Count; i++)
        {
            if (!model.Inputs[i].HoldsLengths)
                file.Write(Check(model.Inputs[i], parameters[i], model, model.Inputs[i].Stored.Sequence is { } sequence ? values[LengthsOf(sequence)] : null));
            if (model.Inputs[i] is { HoldsLengths: false, Stored.Indices: null })
                file.Write(ForWeights(model, model.Inputs[i], parameters[i]));
        }
        if (model.MinimumBatchSize > 1)
            file.Write($"if (training)\n    {Names.CompilerServices}.TensorShape.RequireBatch({parameters[0]}.size(0), Info);");

        var boundaries = new HashSet<string>(model.Representation.Select(static block => block.Name));
        var gated = new Dictionary<Sources, string>();
        foreach (var block in blocks)
        {
            if (block is GateBlock gate && !gated.ContainsKey(gate.Sources))
                gated[gate.Sources] = WriteGated(file, gate, isFirst: gated.Count == 0, model, values, locals);
            Text source = block switch
            {
                InputBlock => values[block.Name],
                GateBlock => gated[block.Sources],
                StitchBlock => $"new {Names.Tensor}[] {{ {block.Sources.Blocks.Join(name => values[name])} }}",
                _ => Merged(block.Sources, name => Read(name, model, values[name])),
            };
            if (block.Operations.Count == 0)
            {
                values[block.Name] = source.ToString();
                continue;
            }

            var local = locals[block is InputBlock ? block.Name + "Features" : block.Name];
            file.Blank();
            file.Write($"// {block.Name}: {Shapes(block)}");
            if (block.Operations[0] is SlidingOperation { Over: { } over, Output.Sequence: { } sequence } && !values.ContainsKey(LengthsOf(sequence)))
                WriteLengths(file, sequence, over, locals, values);
            if (block is LayerBlock { Experts: > 0 } layer)
            {
                if (layer is { ReadsExperts: false, Sources.Blocks.Count: > 1 })
                {
                    var read = locals[layer.Name + "·Source"];
                    file.Write($"var {read} = {source};");
                    source = read;
                }
                file.Write($"var {local} = new {Names.Tensor}[{layer.Experts}];");
                file.Braces($"for (var {expert} = 0; {expert} < {layer.Experts}; {expert}++)", () => WriteOperations("", values[block.Name] = $"{local}[{expert}]"));
            }
            else
            {
                WriteOperations("var ", local);
                values[block.Name] = local;
            }

            void WriteOperations(string declaration, string value)
            {
                for (var i = 0; i < block.Operations.Count; i++)
                {
                    file.Write($"{(i == 0 ? declaration : "")}{value} = {Call(OfExpert(block.Operations[i], block, expert), i == 0 ? source : value, values)};");
                    if (block.Operations[i] is CustomOperation { Output: { Sequence: null, IsUnknown: false } output })
                        file.Write($"{Names.CompilerServices}.TensorShape.RequireOutput({value}, {NamesOf(model, block.Name)}, {AnyWeight(model)}{Sizes(output)});");
                }
                if (representation is not null && boundaries.Contains(block.Name))
                    file.Write($"{value} = {representation}?.Boundary({value}) ?? {value};");
            }
        }
        return values;
    }

    /// <summary>The columns of the input that holds all lengths.</summary>
    private static void WriteLengths(ModelFile file, ModelGraph model, InputBlock input, string parameter, LocalNames locals, Dictionary<string, string> values)
    {
        file.Write(CheckLengths(input, parameter, model));
        for (var column = 0; column < input.LengthsOf.Count; column++)
        {
            var lengths = locals[GeneratedNames.Lengths(input.LengthsOf[column])];
            file.Write($"var {lengths} = {parameter}.select(1, {column});");
            values[LengthsOf(input.LengthsOf[column])] = lengths;
        }
    }

    /// <summary>What gates read is put together once for all that read the same.</summary>
    /// <returns>Its expression.</returns>
    private static string WriteGated(ModelFile file, GateBlock gate, bool isFirst, ModelGraph model, Dictionary<string, string> values, LocalNames locals)
    {
        var isOne = gate.Sources.Blocks.Count == 1;
        var read = Merged(gate.Sources, name => model.Blocks.First(block => block.Name == name).Output.Rank == 1 ? values[name] : $"{Operand(values[name])}.flatten(1)").ToString();
        if (isOne && read == values[gate.Sources.Blocks[0]])
            return read;
        var local = locals[isFirst ? "gates·" : gate.Name + "·Source"];
        file.Blank();
        file.Write($"// What the gates read: {gate.Sources.Shape}");
        file.Write($"var {local} = {read};");
        return local;
    }

    /// <summary>An operation of a layer that experts copy calls the module of the expert at hand.</summary>
    private static Operation OfExpert(Operation operation, Block block, string expert) => block is LayerBlock { Experts: > 0 } && operation is ModuleOperation module
        ? module with { Module = $"{SharingNames.Experts(module.Module)}[{expert}]" }
        : operation;

    /// <summary>Behind windows the rows of a sequence have other lengths.</summary>
    private static void WriteLengths(ModelFile file, string layer, WindowedSequence over, LocalNames locals, Dictionary<string, string> values)
    {
        var lengths = locals[GeneratedNames.Lengths(layer)];
        var windows = over.Windows;
        file.Write($"var {lengths} = {Names.CompilerServices}.Sequences.Windows({values[LengthsOf(over.Sequence)]}, kernel: {windows.Kernel}, stride: {windows.Stride}, padding: {windows.Padding});");
        values[LengthsOf(layer)] = lengths;
    }

    /// <summary>The key of a sequence's lengths, which no block can have.</summary>
    private static string LengthsOf(string sequence) => "lengths of " + sequence;

    /// <summary>The statement that requires the shape of an input.</summary>
    public static Text Check(InputBlock input, string parameter, ModelGraph model, string? lengths = null)
    {
        var names = NamesOf(model, input.Name);
        if (lengths is not null)
        {
            var step = Sizes(new Shape(input.Stored.Sizes.Skip(1).ToEquatableArray())); // A params span takes single numbers from C# 13 on only.
            return $"{Names.CompilerServices}.TensorShape.{(input.Stored.Indices is null ? "RequireSequence" : "RequireIndexSequence")}({parameter}, {lengths}, {names}, {input.Stored.Sizes[0]}{step});";
        }
        var check = input.Stored.Indices is null ? "Require" : "RequireIndices";
        return $"{Names.CompilerServices}.TensorShape.{check}({parameter}, {names}{Sizes(input.Stored)});";
    }

    /// <summary>The statement that requires the shape of an input of a batch.</summary>
    public static Text CheckOfBatch(InputBlock input, string batch, ModelGraph model)
    {
        var tensor = $"{batch}.{Literal.Identifier(input.Name)}";
        return input.HoldsLengths ? CheckLengths(input, tensor, model)
            : Check(input, tensor, model, input.Stored.Sequence is { } sequence ? $"{batch}.{Literal.Identifier(GeneratedNames.Lengths(sequence))}" : null);
    }

    /// <summary>The statement that requires the shape of the input that holds all lengths.</summary>
    private static Text CheckLengths(InputBlock input, string parameter, ModelGraph model) =>
        $"{Names.CompilerServices}.TensorShape.RequireLengths({parameter}, {NamesOf(model, input.Name)}, sequences: {input.LengthsOf.Count});";

    /// <summary>Requires that all inputs have as many rows.</summary>
    public static void WriteRowCheck(ModelFile file, ModelGraph model)
    {
        if (model.Inputs.Count > 1)
            file.Write($"{CountRows(model)};");
    }

    /// <summary>The expression that counts the rows of the inputs, which are as many in each.</summary>
    public static Text CountRows(ModelGraph model)
    {
        var inputs = model.Inputs.Join(static input => $"({Literal.String(input.Name)}, {InputNames.Parameter(input.Name)})");
        return $"{Names.CompilerServices}.TensorShape.RequireRows({Literal.String(model.Type.PlainName)}, {inputs})";
    }

    /// <summary>The statement that makes an input what the weights read. Standardization reads all digits, and converts what it returns.</summary>
    private static Text ForWeights(ModelGraph model, InputBlock input, string parameter)
    {
        var arguments = $"{parameter}, {NamesOf(model, input.Name)}, {AnyWeight(model)}";
        return input.Standardization is null
            ? $"{parameter} = {Names.CompilerServices}.TensorShape.ForWeights({arguments});"
            : $"{Names.CompilerServices}.TensorShape.RequireSameDevice({arguments});";
    }

    /// <summary>A weight of the model: where it is and what element type it has.</summary>
    private static string AnyWeight(ModelGraph model) => $"{MemberAccess.Of(model.Tasks[0].Name)}.Output.weight!";

    /// <summary>The model and one of its members, as a message names them.</summary>
    private static string NamesOf(ModelGraph model, string member) => $"{Literal.String(model.Type.PlainName)}, {Literal.String(member)}";

    /// <summary>The sizes of a row as a further argument.</summary>
    private static string Sizes(Shape row) => row.Rank == 0 ? "" : $", stackalloc long[] {{ {string.Join(", ", row.Sizes)} }}";

    /// <summary>What a block reads that names another: its value, or, of a task, the answer as a vector.</summary>
    private static Text Read(string name, ModelGraph model, string value) => (model.Member(name) as TaskBlock)?.Head switch
    {
        { Kind.Probabilities: { } probabilities } => $"{value}{probabilities}",
        { IsStandardized: true, IsScalar: true } => $"{value}.to({MemberAccess.Of(name)}.Output.weight!.dtype).unsqueeze(-1)",
        { IsStandardized: true } => $"{value}.to({MemberAccess.Of(name)}.Output.weight!.dtype)",
        { IsScalar: true } => $"{value}.unsqueeze(-1)",
        _ => value,
    };

    private static Text Merged(Sources sources, Func<string, Text> read)
    {
        if (sources.Blocks.Count == 1)
            return read(sources.Blocks[0]);
        var parts = sources.Blocks.Select(read);
        return sources.Merge == Merge.Add ? string.Join(" + ", parts)
            : sources.Merge == Merge.Multiply ? string.Join(" * ", parts)
            : $"{Names.Torch}.cat(new {Names.Tensor}[] {{ {string.Join(", ", parts)} }}, {sources.Shape.ConcatAxis + 1})";
    }

    private static Text Shapes(Block block) => block is InputBlock
        ? (Text)$"{block.Output}"
        : block is MixtureBlock mixture ? $"{mixture.Mix.Experts} × {block.Sources.Shape} → {block.Output}"
        : block is LayerBlock { Experts: > 0 and var experts } ? $"{block.Sources.Shape} → {block.Output}, {experts} experts"
        : $"{block.Sources.Shape} → {block.Output}";

    /// <summary>The expression of one operation.</summary>
    private static Text Call(Operation operation, Text value, Dictionary<string, string> values) => operation switch
    {
        SlidingOperation { Over: { } over } sliding => Slide(sliding, over, value, values),
        RecurrentOperation { Output.Sequence: { } sequence } recurrent => $"{Names.CompilerServices}.Sequences.Read({MemberAccess.Of(recurrent.Module)}, {value}, {values[LengthsOf(sequence)]})",
        RecurrentOperation recurrent => $"{MemberAccess.Of(recurrent.Module)}.call({value}).Item1",
        StepsOperation { Choice: StepChoice.Last, Backward: > 0 } last => $"{Names.Torch}.cat(new {Names.Tensor}[] {{ {Last(last, value, values)}.narrow(1, 0, {last.Output.Last - last.Backward}), {value}.select(1, 0).narrow(1, {last.Output.Last - last.Backward}, {last.Backward}) }}, 1)",
        StepsOperation { Choice: StepChoice.Last } last => Last(last, value, values),
        StepsOperation { Sequence: { } sequence } steps => $"{Names.CompilerServices}.Sequences.{steps.Choice}({value}, {values[LengthsOf(sequence)]})",
        StepsOperation { Choice: StepChoice.Mean } => $"{value}.mean(new long[] {{ 1 }})",
        StepsOperation => $"{value}.amax(1)",
        PositionsOperation => $"{Names.CompilerServices}.SelfAttention.WithPositions({value})",
        LearnedPositionsOperation positions => $"{Names.CompilerServices}.SelfAttention.WithPositions({value}, {MemberAccess.Of(positions.Module)})",
        EncoderOperation { Dropout: > 0 } encoder => Encode(encoder, value, values),
        AttentionOperation or EncoderOperation => $"{Names.CompilerServices}.SelfAttention.Apply({MemberAccess.Of(((ModuleOperation)operation).Module)}, {value}{(operation.Output.Sequence is { } sequence ? $", {values[LengthsOf(sequence)]}" : "")})",
        EmbeddingOperation { Module: var module } =>
            $"{Names.CompilerServices}.EmbeddingLookup.Call({MemberAccess.Of(module)}, {Literal.String(module)}, {value})",
        ModuleOperation module => $"{MemberAccess.Of(module.Module)}.call({value})",
        ActivationOperation activation => $"{Names.Functional}.{Function(activation.Function)}({value}{(activation.Function == ActivationFunction.Elu ? ", 1.0" : "")})",
        DropoutOperation dropout => $"_modelRandom.Dropout({value}, {Literal.Double(dropout.Probability)}, training)",
        DestandardizeOperation restore => $"{MemberAccess.Of(restore.Head)}.Destandardize({value})",
        MissingNumbersOperation => $"{value}.nan_to_num(0.0)",
        AdaptiveDropoutOperation dropout => $"_modelRandom.Dropout({value}, {MemberAccess.Of(dropout.Rate)}.Value, training)",
        SpatialDropoutOperation dropout => $"_modelRandom.SpatialDropout({value}, {Literal.Double(dropout.Probability)}, training)",
        RecurrentDropoutOperation dropout => $"_modelRandom.RecurrentDropout({value}, {Literal.Double(dropout.Probability)}, training)",
        ColumnOperation column => $"{value}.select(1, {column.Column})",
        FlattenOperation => $"{Operand(value)}.flatten(1)",
        SoftmaxOperation => $"{value}.softmax(-1)",
        AttendOperation attend => $"{values[attend.Layer]} * {value}",
        MixOperation mix => $"{Names.CompilerServices}.ExpertMixture.Mix({values[mix.Gate]}, {Experts(mix, values)})",
        SqueezeOperation squeeze => $"{value}.squeeze({squeeze.Output.Rank + 1})",
        ConditionOperation condition => $"{Names.CompilerServices}.ConditionalTask.Logit({values[condition.Condition]}, {value})",
        _ => throw new InvalidOperationException($"No expression for {operation.GetType().Name}."),
    };

    private static Text Last(StepsOperation steps, Text value, Dictionary<string, string> values) => steps.Sequence is { } sequence
        ? $"{Names.CompilerServices}.Sequences.Last({value}, {values[LengthsOf(sequence)]})"
        : $"{value}.select(1, -1)";

    /// <summary>The blocks of a transformer with dropout, whose masks come from the model's random numbers.</summary>
    private static Text Encode(EncoderOperation encoder, Text value, Dictionary<string, string> values)
    {
        var lengths = encoder.Output.Sequence is { } sequence ? $", {values[LengthsOf(sequence)]}" : "";
        return $"{Names.CompilerServices}.SelfAttention.Apply({MemberAccess.Of(encoder.Module)}, {value}, _modelRandom, heads: {encoder.Heads}, "
            + $"dropout: {Literal.Double(encoder.Dropout)}, {ConstructionEmitter.Activation(encoder)}, training{lengths})";
    }

    /// <summary>A convolution or pooling along the steps, with the lengths before and behind it.</summary>
    private static Text Slide(SlidingOperation operation, WindowedSequence over, Text value, Dictionary<string, string> values) =>
        $"{Names.CompilerServices}.Sequences.Slide({MemberAccess.Of(operation.Module)}, {value}, {values[LengthsOf(over.Sequence)]}, {values[LengthsOf(operation.Output.Sequence!)]}{(over.Windows.Minimum > 1 ? $", least: {over.Windows.Minimum}" : "")})";

    /// <summary>The array of what all experts compute: of one block it is there, of several it is put together.</summary>
    private static string Experts(MixOperation mix, Dictionary<string, string> values)
    {
        if (mix.Parts is [{ Experts: > 0 } all])
            return WithoutIndex(values[all.Layer]);
        var experts = mix.Parts.SelectMany(part => part.Experts == 0 ? [values[part.Layer]] : Enumerable.Range(0, part.Experts).Select(expert => $"{WithoutIndex(values[part.Layer])}[{expert}]"));
        return $"new {Names.Tensor}[] {{ {string.Join(", ", experts)} }}";
    }

    private static string WithoutIndex(string value) => value.Substring(0, value.LastIndexOf('['));

    /// <summary>A value as the object of a method call: a sum or a product needs parentheses.</summary>
    private static Text Operand(Text value) =>
        value.Characters.IndexOf(" + ".AsSpan()) >= 0 || value.Characters.IndexOf(" * ".AsSpan()) >= 0 ? $"({value})" : value;

    private static string Function(ActivationFunction function) => function switch
    {
        ActivationFunction.LeakyRelu => "leaky_relu",
        _ => function.ToString().ToLowerInvariant(),
    };
}
