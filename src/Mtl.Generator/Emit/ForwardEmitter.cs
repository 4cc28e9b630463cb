using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>Writes the forward pass: one paragraph for each block, one line for each operation.</summary>
internal static class ForwardEmitter
{
    /// <summary>
    /// Writes the forward pass. Where tasks read shared layers there is a second method with a representation, for gradients with
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
        file.Write("// A representation receives the outputs of shared layers that tasks read; the backward pass then stops there.");
        var type = $"{Names.CompilerServices}.SharedRepresentation?";
        file.Helper($"private Outputs forward({InputNames.Signature(model)}, {type} {representation})", WriteBody);

        void WriteBody()
        {
            var values = Write(file, model, model.NeededBy(model.Tasks), locals, representation);
            file.Blank();
            file.Write($"return new Outputs({model.Tasks.Join(task => values[task.Name])});");
        }
    }

    /// <summary>Writes the body of the method that averages the gates over the batch.</summary>
    public static void WriteGates(ModelFile file, ModelGraph model)
    {
        var locals = new LocalNames([.. InputNames.Parameters(model)]);
        StandardizationEmitter.WriteRequirement(file, model);
        file.Write($"using var {locals["Inference·"]} = new {Names.CompilerServices}.InferenceScope(this);");
        file.Write($"using var {locals["Scope·"]} = {Names.Torch}.NewDisposeScope();");
        var values = Write(file, model, model.NeededBy(model.Gates), locals, representation: null);
        var means = model.Gates.Join(gate => $"{values[gate.Name]}.mean(new long[] {{ 0 }})");
        file.Blank();
        file.Write($"return {Names.Torch}.stack(new {Names.Tensor}[] {{ {means} }}).MoveToOuterDisposeScope();");
    }

    /// <summary>Writes the paragraphs of some blocks.</summary>
    /// <param name="file">The file.</param>
    /// <param name="model">The model.</param>
    /// <param name="blocks">The blocks.</param>
    /// <param name="locals">The names of local variables.</param>
    /// <param name="representation">The parameter that receives the outputs of shared layers that tasks read, or null.</param>
    /// <returns>The expression of every block's output.</returns>
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
            if (model.Inputs[i] is not { HoldsLengths: false } input)
                continue;
            file.Write(Check(input, parameters[i], model, input.Stored.Sequence is { } sequence ? values[LengthsOf(sequence)] : null));
            if (input.Stored.Indices is null)
                file.Write(ForWeights(model, input, parameters[i]));
        }
        if (model.MinimumBatchSize > 1)
            file.Write($"if (training)\n    {Names.CompilerServices}.TensorShape.RequireBatch({parameters[0]}.size(0), Info);");

        var boundaries = new HashSet<string>(model.Representation.Select(static block => block.Name));
        var gateInputs = new Dictionary<Sources, string>();
        foreach (var block in blocks)
        {
            if (block is GateBlock gate && !gateInputs.ContainsKey(gate.Sources))
                gateInputs[gate.Sources] = WriteGateInput(file, gate, isFirst: gateInputs.Count == 0, model, values, locals);
            Text source = block switch
            {
                InputBlock => values[block.Name],
                GateBlock => gateInputs[block.Sources],
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
            if (block.Operations[0] is SlidingOperation { Over: { } over, Output.Sequence: { } sequence }
                && !values.ContainsKey(LengthsOf(sequence)))
                WriteLengths(file, sequence, over, locals, values);
            if (block is LayerBlock { Experts: > 0 } layer)
            {
                if (layer is { ReadsExperts: false, Sources.Blocks.Count: > 1 })
                {
                    var input = locals[layer.Name + "·Source"];
                    file.Write($"var {input} = {source};");
                    source = input;
                }
                values[block.Name] = $"{local}[{expert}]";
                file.Write($"var {local} = new {Names.Tensor}[{layer.Experts}];");
                file.Braces(
                    $"for (var {expert} = 0; {expert} < {layer.Experts}; {expert}++)",
                    () => WriteOperations("", values[block.Name]));
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
                    var call = Call(OfExpert(block.Operations[i], block, expert), i == 0 ? source : value, values);
                    file.Write($"{(i == 0 ? declaration : "")}{value} = {call};");
                    if (block.Operations[i] is CustomOperation { Output: { Sequence: null, IsUnknown: false } output })
                        file.Write(CheckOutput(value, output, block, model));
                }
                if (representation is not null && boundaries.Contains(block.Name))
                    file.Write($"{value} = {representation}?.Boundary({value}) ?? {value};");
            }
        }
        return values;
    }

    /// <summary>The statement that requires the shape of a custom module's output.</summary>
    private static Text CheckOutput(string value, Shape output, Block block, ModelGraph model)
    {
        var arguments = $"{value}, {NamesOf(model, block.Name)}, {AnyWeight(model)}{Sizes(output)}";
        return $"{Names.CompilerServices}.TensorShape.RequireOutput({arguments});";
    }

    /// <summary>Writes the columns of the input that holds all lengths.</summary>
    private static void WriteLengths(
        ModelFile file, ModelGraph model, InputBlock input, string parameter, LocalNames locals, Dictionary<string, string> values)
    {
        file.Write(CheckLengths(input, parameter, model));
        for (var column = 0; column < input.LengthsOf.Count; column++)
        {
            var lengths = locals[GeneratedNames.Lengths(input.LengthsOf[column])];
            file.Write($"var {lengths} = {parameter}.select(1, {column});");
            values[LengthsOf(input.LengthsOf[column])] = lengths;
        }
    }

    /// <summary>Writes the input of gates, once for all gates with the same sources.</summary>
    /// <returns>Its expression.</returns>
    private static string WriteGateInput(
        ModelFile file, GateBlock gate, bool isFirst, ModelGraph model, Dictionary<string, string> values, LocalNames locals)
    {
        var isOne = gate.Sources.Blocks.Count == 1;
        var input = Merged(gate.Sources, Flattened).ToString();
        if (isOne && input == values[gate.Sources.Blocks[0]])
            return input;
        var local = locals[isFirst ? "gateInput·" : gate.Name + "·Input"];
        file.Blank();
        file.Write($"// Input of the gates: {gate.Sources.Shape}");
        file.Write($"var {local} = {input};");
        return local;

        Text Flattened(string name) => model.Blocks.First(block => block.Name == name).Output.Rank == 1
            ? values[name]
            : $"{Operand(values[name])}.flatten(1)";
    }

    /// <summary>An operation of a layer that experts have copies of calls the module of the current expert.</summary>
    private static Operation OfExpert(Operation operation, Block block, string expert) =>
        block is LayerBlock { Experts: > 0 } && operation is ModuleOperation module
            ? module with { Module = $"{SharingNames.Experts(module.Module)}[{expert}]" }
            : operation;

    /// <summary>Writes the lengths of a sequence after a convolution or pooling.</summary>
    private static void WriteLengths(
        ModelFile file, string layer, WindowedSequence over, LocalNames locals, Dictionary<string, string> values)
    {
        var lengths = locals[GeneratedNames.Lengths(layer)];
        var windows = $"kernel: {over.Windows.Kernel}, stride: {over.Windows.Stride}, padding: {over.Windows.Padding}";
        file.Write($"var {lengths} = {Names.CompilerServices}.Sequences.Windows({values[LengthsOf(over.Sequence)]}, {windows});");
        values[LengthsOf(layer)] = lengths;
    }

    /// <summary>The key of a sequence's lengths, which no block has.</summary>
    private static string LengthsOf(string sequence) => "lengths of " + sequence;

    /// <summary>The statement that requires the shape of an input.</summary>
    public static Text Check(InputBlock input, string parameter, ModelGraph model, string? lengths = null)
    {
        var names = NamesOf(model, input.Name);
        if (lengths is not null)
        {
            var checkSequence = input.Stored.Indices is null ? "RequireSequence" : "RequireIndexSequence";
            var step = Sizes(new Shape(input.Stored.Sizes.Skip(1).ToEquatableArray())); // A params span requires C# 13.
            var arguments = $"{parameter}, {lengths}, {names}, {input.Stored.Sizes[0]}{step}";
            return $"{Names.CompilerServices}.TensorShape.{checkSequence}({arguments});";
        }
        var check = input.Stored.Indices is null ? "Require" : "RequireIndices";
        return $"{Names.CompilerServices}.TensorShape.{check}({parameter}, {names}{Sizes(input.Stored)});";
    }

    /// <summary>The statement that requires the shape of an input of a batch.</summary>
    public static Text CheckOfBatch(InputBlock input, string batch, ModelGraph model)
    {
        var tensor = $"{batch}.{Literal.Identifier(input.Name)}";
        var lengths = input.Stored.Sequence is { } sequence ? $"{batch}.{Literal.Identifier(GeneratedNames.Lengths(sequence))}" : null;
        return input.HoldsLengths ? CheckLengths(input, tensor, model) : Check(input, tensor, model, lengths);
    }

    /// <summary>The statement that requires the shape of the input that holds all lengths.</summary>
    private static Text CheckLengths(InputBlock input, string parameter, ModelGraph model)
    {
        var arguments = $"{parameter}, {NamesOf(model, input.Name)}, sequences: {input.LengthsOf.Count}";
        return $"{Names.CompilerServices}.TensorShape.RequireLengths({arguments});";
    }

    /// <summary>Writes the statement that requires the same number of rows in all inputs.</summary>
    public static void WriteRowCheck(ModelFile file, ModelGraph model)
    {
        if (model.Inputs.Count > 1)
            file.Write($"{CountRows(model)};");
    }

    /// <summary>The expression that counts the rows of the inputs and requires the same number in each.</summary>
    public static Text CountRows(ModelGraph model)
    {
        var inputs = model.Inputs.Join(static input => $"({Literal.String(input.Name)}, {InputNames.Parameter(input.Name)})");
        return $"{Names.CompilerServices}.TensorShape.RequireRows({Literal.String(model.Type.PlainName)}, {inputs})";
    }

    /// <summary>
    /// The statement that converts an input to the type of the weights. Standardization reads all digits and converts its output itself.
    /// </summary>
    private static Text ForWeights(ModelGraph model, InputBlock input, string parameter)
    {
        var arguments = $"{parameter}, {NamesOf(model, input.Name)}, {AnyWeight(model)}";
        return input.Standardization is null
            ? $"{parameter} = {Names.CompilerServices}.TensorShape.ForWeights({arguments});"
            : $"{Names.CompilerServices}.TensorShape.RequireSameDevice({arguments});";
    }

    /// <summary>A weight of the model, for its device and element type.</summary>
    private static string AnyWeight(ModelGraph model) => $"{MemberAccess.Of(model.Tasks[0].Name)}.Output.weight!";

    /// <summary>The names of the model and a member, for error messages.</summary>
    private static string NamesOf(ModelGraph model, string member) => $"{Literal.String(model.Type.PlainName)}, {Literal.String(member)}";

    /// <summary>The sizes of a row as a further argument.</summary>
    private static string Sizes(Shape row) => row.Rank == 0 ? "" : $", stackalloc long[] {{ {string.Join(", ", row.Sizes)} }}";

    /// <summary>The value that other blocks read of a block: its output; of a task, the prediction as a vector.</summary>
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
        RecurrentOperation { Output.Sequence: { } sequence } recurrent =>
            $"{Names.CompilerServices}.Sequences.Read({MemberAccess.Of(recurrent.Module)}, {value}, {values[LengthsOf(sequence)]})",
        RecurrentOperation recurrent => $"{MemberAccess.Of(recurrent.Module)}.call({value}).Item1",
        StepsOperation { Choice: StepChoice.Last, Backward: > 0 } last => LastOfBothDirections(last, value, values),
        StepsOperation { Choice: StepChoice.Last } last => Last(last, value, values),
        StepsOperation { Sequence: { } sequence } steps =>
            $"{Names.CompilerServices}.Sequences.{steps.Choice}({value}, {values[LengthsOf(sequence)]})",
        StepsOperation { Choice: StepChoice.Mean } => $"{value}.mean(new long[] {{ 1 }})",
        StepsOperation => $"{value}.amax(1)",
        PositionsOperation => $"{Names.CompilerServices}.SelfAttention.WithPositions({value})",
        LearnedPositionsOperation positions =>
            $"{Names.CompilerServices}.SelfAttention.WithPositions({value}, {MemberAccess.Of(positions.Module)})",
        EncoderOperation { Dropout: { } dropout } encoder => Encode(encoder, dropout, value, values),
        AttentionOperation or EncoderOperation => Attend((ModuleOperation)operation, value, values),
        EmbeddingOperation { Module: var module } =>
            $"{Names.CompilerServices}.EmbeddingLookup.Call({MemberAccess.Of(module)}, {Literal.String(module)}, {value})",
        ModuleOperation module => $"{MemberAccess.Of(module.Module)}.call({value})",
        ActivationOperation { Function: ActivationFunction.Elu } => $"{Names.Functional}.elu({value}, 1.0)",
        ActivationOperation activation => $"{Names.Functional}.{Function(activation.Function)}({value})",
        DropoutOperation dropout => Drop("Dropout", value, HyperparameterEmitter.Of(dropout.Probability)),
        DestandardizeOperation restore => $"{MemberAccess.Of(restore.Head)}.Destandardize({value})",
        MissingNumbersOperation => $"{value}.nan_to_num(0.0)",
        AdaptiveDropoutOperation dropout => Drop("Dropout", value, $"{MemberAccess.Of(dropout.Rate)}.Value"),
        SpatialDropoutOperation dropout => Drop("SpatialDropout", value, HyperparameterEmitter.Of(dropout.Probability)),
        RecurrentDropoutOperation dropout => Drop("RecurrentDropout", value, HyperparameterEmitter.Of(dropout.Probability)),
        ColumnOperation column => $"{value}.select(1, {column.Column})",
        FlattenOperation => $"{Operand(value)}.flatten(1)",
        SoftmaxOperation => $"{value}.softmax(-1)",
        AttendOperation attend => $"{values[attend.Layer]} * {value}",
        MixOperation mix => $"{Names.CompilerServices}.ExpertMixture.Mix({values[mix.Gate]}, {Experts(mix, values)})",
        SqueezeOperation squeeze => $"{value}.squeeze({squeeze.Output.Rank + 1})",
        ConditionOperation condition => $"{Names.CompilerServices}.ConditionalTask.Logit({values[condition.Condition]}, {value})",
        _ => throw new InvalidOperationException($"No expression for {operation.GetType().Name}."),
    };

    /// <summary>Dropout of some kind, which is a method of the model's random numbers.</summary>
    private static Text Drop(string method, Text value, string probability) => $"_modelRandom.{method}({value}, {probability}, training)";

    private static Text Last(StepsOperation steps, Text value, Dictionary<string, string> values) => steps.Sequence is { } sequence
        ? $"{Names.CompilerServices}.Sequences.Last({value}, {values[LengthsOf(sequence)]})"
        : $"{value}.select(1, -1)";

    /// <summary>The last step of the forward direction and the first step of the backward direction.</summary>
    private static Text LastOfBothDirections(StepsOperation last, Text value, Dictionary<string, string> values)
    {
        var forward = last.Output.Last - last.Backward;
        return $"{Names.Torch}.cat(new {Names.Tensor}[] {{ {Last(last, value, values)}.narrow(1, 0, {forward}), "
            + $"{value}.select(1, 0).narrow(1, {forward}, {last.Backward}) }}, 1)";
    }

    private static Text Attend(ModuleOperation attention, Text value, Dictionary<string, string> values)
    {
        var lengths = attention.Output.Sequence is { } sequence ? $", {values[LengthsOf(sequence)]}" : "";
        return $"{Names.CompilerServices}.SelfAttention.Apply({MemberAccess.Of(attention.Module)}, {value}{lengths})";
    }

    /// <summary>The blocks of a transformer with dropout, whose masks come from the random generator of the model.</summary>
    private static Text Encode(EncoderOperation encoder, Hyperparameter dropout, Text value, Dictionary<string, string> values)
    {
        var lengths = encoder.Output.Sequence is { } sequence ? $", {values[LengthsOf(sequence)]}" : "";
        return $"{Names.CompilerServices}.SelfAttention.Apply("
            + $"{MemberAccess.Of(encoder.Module)}, {value}, _modelRandom, heads: {encoder.Heads}, "
            + $"dropout: {HyperparameterEmitter.Of(dropout)}, {ConstructionEmitter.Activation(encoder)}, training{lengths})";
    }

    /// <summary>A convolution or pooling along the time steps, with the lengths before and after it.</summary>
    private static Text Slide(SlidingOperation operation, WindowedSequence over, Text value, Dictionary<string, string> values)
    {
        var lengths = $"{values[LengthsOf(over.Sequence)]}, {values[LengthsOf(operation.Output.Sequence!)]}";
        var minimum = over.Windows.Minimum > 1 ? $", least: {over.Windows.Minimum}" : "";
        return $"{Names.CompilerServices}.Sequences.Slide({MemberAccess.Of(operation.Module)}, {value}, {lengths}{minimum})";
    }

    /// <summary>The array of the experts' outputs: that of a block of experts, or a new one with the outputs of several blocks.</summary>
    private static string Experts(MixOperation mix, Dictionary<string, string> values)
    {
        if (mix.Parts is [{ Experts: > 0 } all])
            return WithoutIndex(values[all.Layer]);
        return $"new {Names.Tensor}[] {{ {string.Join(", ", mix.Parts.SelectMany(ValuesOf))} }}";

        IEnumerable<string> ValuesOf(MixPart part) => part.Experts == 0
            ? [values[part.Layer]]
            : Enumerable.Range(0, part.Experts).Select(expert => $"{WithoutIndex(values[part.Layer])}[{expert}]");
    }

    private static string WithoutIndex(string value) => value.Substring(0, value.LastIndexOf('['));

    /// <summary>A value as the object of a method call: a sum or a product gets parentheses.</summary>
    private static Text Operand(Text value) =>
        value.Characters.IndexOf(" + ".AsSpan()) >= 0 || value.Characters.IndexOf(" * ".AsSpan()) >= 0 ? $"({value})" : value;

    private static string Function(ActivationFunction function) => function switch
    {
        ActivationFunction.LeakyRelu => "leaky_relu",
        _ => function.ToString().ToLowerInvariant(),
    };
}
