using Microsoft.CodeAnalysis.Text;
using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>
/// Writes <c>*.Step.g.cs</c>: forward pass, losses and backward pass as straight-line code, the backward pass of a layer next to its
/// forward pass.
/// </summary>
internal sealed class StepEmitter
{
    private readonly ModelFile _file;
    private readonly ModelGraph _model;
    private readonly StepLayout _layout;

    private StepEmitter(ModelFile file, ModelGraph model)
    {
        _file = file;
        _model = model;
        _layout = new StepLayout(model);
    }

    public static SourceText Emit(ModelGraph model) => ModelFile.Write(model, bases: "", file => new StepEmitter(file, model).Write());

    private void Write()
    {
        _file.Document(
            """
            <summary>
            The training step as fused forward and backward pass, without autograd. Every op allocates its buffers once. From the gradient
            of its output dy, Backward computes the gradients of its inputs and parameters.
            </summary>
            """);
        _file.Write(ModelFile.GeneratedCode);
        _file.Braces($"private sealed class FusedStep : {Names.CompilerServices}.FusedStep<Batch>", () =>
        {
            WriteFields();
            WriteConstructor();
            WriteForward();
            WriteLabels();
            WriteBackward();
            WriteRepresentation();
            WritePenalties();
            foreach (var block in _layout.Blocks)
                WriteBlock(block);
        });
    }

    private void WriteFields()
    {
        foreach (var (input, field) in _layout.Inputs)
        {
            _file.Write($"private readonly {Names.CompilerServices}.InputOp {field};");
            if (input.Dropout is not null)
                _file.Write($"private readonly {Names.CompilerServices}.DropoutOp {field}Dropout;");
        }
        foreach (var field in _layout.Blocks.SelectMany(static block => block.Fields))
            _file.Write($"private readonly {Names.CompilerServices}.{field.Op.ClassName}{(field.Experts > 0 ? "[]" : "")} {field.Field};");
        foreach (var (type, field, _) in _layout.Penalties)
            _file.Write($"private readonly {Names.CompilerServices}.{type} {field};");
        _file.Write($"private readonly {_model.Type.FullName} _model;");
        _file.Blank();
    }

    private void WriteConstructor()
    {
        _file.Braces($"public FusedStep({_model.Type.FullName} model) : base(model._flatParameters)", () =>
        {
            _file.Write("_model = model;");
            foreach (var (input, field) in _layout.Inputs)
            {
                _file.Write($"{field} = new {Names.CompilerServices}.InputOp(Memory, {input.Stored.Width});");
                if (input.Dropout is not { } dropout)
                    continue;
                var arguments = $"Memory, {field}.Output, model._modelRandom, {HyperparameterEmitter.Of(dropout.Probability, "model")}";
                _file.Write($"{field}Dropout = Add(new {Names.CompilerServices}.DropoutOp({arguments}));");
            }
            foreach (var field in _layout.Blocks.SelectMany(static block => block.Fields))
                WriteNew(field);
            for (var task = 0; task < _layout.Tasks.Count; task++)
            {
                var loss = $"model.{Literal.Identifier(_layout.Tasks[task].Name)}.NewLossOp({_layout.Tasks[task].Value})";
                _file.Write($"AddLoss({loss}, weight: {HyperparameterEmitter.Of(_model.Tasks[task].Weight, "model")});");
            }
            foreach (var (_, field, construction) in _layout.Penalties)
                _file.Write($"{field} = {construction};");
        });
        _file.Blank();
    }

    private void WriteNew(StepField field)
    {
        Text op = $"new {Names.CompilerServices}.{field.Op.ClassName}({field.Arguments})";
        if (field.Experts > 0)
            _file.Write($"{field.Field} = AddEach({field.Experts}, {StepField.Expert} => {op});");
        else
            _file.Write($"{field.Field} = Add({op});");
    }

    private void WriteForward()
    {
        var inputs = InputNames.Parameters(_model);
        _file.Write($"protected override void Forward(Batch batch) => Forward({InputNames.OfBatch(_model, "batch")});");
        _file.Blank();
        _file.Write("// Computes the outputs in inference mode; null while another thread uses the buffers.");
        _file.Braces($"public Outputs? Infer({InputNames.Signature(_model)})", () => _file.Write(
            $$"""
            if (!TryBeginInference({{inputs[0]}}.size(0)))
                return null;
            try
            {
                Forward({{string.Join(", ", inputs)}});
                return new Outputs({{string.Join(", ", _model.Tasks.Zip(_layout.Tasks, Output))}});
            }
            finally
            {
                EndInference();
            }
            """));
        _file.Blank();
        _file.Braces($"private void Forward({InputNames.Signature(_model)})", () =>
        {
            ForwardEmitter.WriteRowCheck(_file, _model);
            for (var i = 0; i < inputs.Count; i++)
                _file.Write(ForwardEmitter.Check(_model.Inputs[i], inputs[i], _model));
            foreach (var (input, field) in _layout.Inputs)
                WriteInput(input, field, inputs[IndexOfInput(input.Name)]);
            foreach (var layer in _model.Layers)
            {
                if (layer.Operations is [EmbeddingOperation, ..])
                    _file.Write($"{_layout[layer].Fields[0].Field}.Read({IndicesOf(layer.Sources.Blocks[0], inputs)});");
            }
            foreach (var block in _layout.Blocks)
                _file.Write($"{block.Forward}();");
        });
        _file.Blank();
    }

    /// <summary>The indices that an embedding reads: a tensor, or a column of the tensor of all categories.</summary>
    private Text IndicesOf(string source, IReadOnlyList<string> inputs) =>
        _model.Categories.FirstOrDefault(category => category.Name == source) is { } category
            ? $"{inputs[IndexOfInput(category.Input.Name)]}, column: {category.Column}"
            : inputs[IndexOfInput(source)];

    private int IndexOfInput(string name)
    {
        var index = 0;
        while (_model.Inputs[index].Name != name)
            index++;
        return index;
    }

    /// <summary>The output of a task, copied because the next call overwrites the buffers.</summary>
    private static Text Output(TaskBlock task, StepBlock block)
    {
        Text computed = $"{block.Value}.Values{(task.Head.IsScalar ? ".squeeze(1)" : "")}";
        return task.Head.IsStandardized ? $"{MemberAccess.Of(task.Name, "_model")}.Destandardize({computed})" : $"{computed}.clone()";
    }

    private void WriteInput(InputBlock input, string field, string value)
    {
        if (input.Standardization is { } standardize)
        {
            var missing = input.HasMissingNumbers ? "true" : "false";
            _file.Write($"{field}.Forward({value}, {MemberAccess.Of(standardize.Module, "_model")}, missingIsMean: {missing});");
        }
        else
        {
            _file.Write($"{field}.Forward({value}{(input.HasMissingNumbers ? ", missingIsZero: true" : "")});");
        }
        if (input.Dropout is not null)
            _file.Write($"{field}Dropout.Forward();");
    }

    private void WriteLabels()
    {
        _file.Braces($"protected override void ReadLabels(Batch batch, {Names.Runtime}.TaskLabels[] labels)", () =>
        {
            for (var task = 0; task < _model.Tasks.Count; task++)
                _file.Write($"labels[{task}] = batch.{Literal.Identifier(_model.Tasks[task].Name)};");
        });
        _file.Blank();
    }

    private void WriteBackward()
    {
        var taskSpecific = _model.Tasks
            .Select((task, index) => (Task: task, Index: index, Blocks: Backward(block => block.Owner == task.Name)))
            .Where(static part => part.Blocks.Count > 0)
            .ToList();
        if (taskSpecific.Count > 0)
        {
            _file.Braces("protected override void BackwardTask(int task)", () => _file.Braces("switch (task)", () =>
            {
                foreach (var (task, index, blocks) in taskSpecific)
                {
                    _file.Write($"case {index}: // {task.Name}");
                    _file.Indented(() =>
                    {
                        WriteBackward(blocks);
                        _file.Write("break;");
                    });
                }
            }));
            _file.Blank();
        }

        var groups = Backward(static block => block.IsOfSeveral);
        if (groups.Count > 0)
        {
            _file.Braces("protected override void BackwardTogether()", () => WriteBackward(groups));
            _file.Blank();
        }
        var shared = Backward(static block => block is { Owner: null, IsOfSeveral: false });
        _file.Braces("protected override void BackwardShared()", () => WriteBackward(shared));
        _file.Blank();

        List<StepBlock> Backward(Func<StepBlock, bool> isIncluded) => [.. _layout.Blocks.AsEnumerable().Reverse().Where(isIncluded)];

        void WriteBackward(IEnumerable<StepBlock> blocks)
        {
            foreach (var block in blocks)
                _file.Write($"{block.Backward}();");
        }
    }

    private void WriteRepresentation()
    {
        var type = $"global::System.Collections.Generic.IEnumerable<{Names.CompilerServices}.StepValue>";
        _file.Braces($"protected override {type} Representation", () => _file.Braces("get", () =>
        {
            foreach (var block in _model.Representation)
            {
                var experts = block is LayerBlock layer ? layer.Experts : 0;
                if (experts > 0)
                    _file.Write($"for (var {StepField.Expert} = 0; {StepField.Expert} < {experts}; {StepField.Expert}++)");
                _file.Write($"{(experts > 0 ? "    " : "")}yield return {_layout.ValueOf(block.Name)};");
            }
            if (!_model.Representation.Any())
                _file.Write("yield break;");
        }));
        _file.Blank();
    }

    private void WritePenalties()
    {
        if (_layout.Penalties.Count == 0)
            return;
        var terms = string.Join(" + ", _layout.Penalties.Select(penalty => $"{penalty.Field}.Add()"));
        _file.Write($"protected override double Penalties() => {terms};");
        _file.Blank();
    }

    private void WriteBlock(StepBlock block)
    {
        _file.Write($"// {block.Title}");
        var single = block.Fields.Count(static field => field.Experts == 0); // They come first.
        _file.Braces($"private void {block.Forward}()", () =>
        {
            WriteForward(0, single);
            ForEveryExpert(() => WriteForward(single, block.Fields.Count));
        });
        _file.Blank();
        _file.Braces($"private void {block.Backward}()", () =>
        {
            ForEveryExpert(() => WriteBackward(single, block.Fields.Count));
            WriteBackward(0, single);
        });
        _file.Blank();

        void WriteForward(int start, int end)
        {
            for (var i = start; i < end; i++)
                _file.Write($"{block.Fields[i].Operation}.Forward(); // {block.Fields[i].Comment}");
        }

        void WriteBackward(int start, int end)
        {
            for (var i = end - 1; i >= start; i--)
                _file.Write($"{block.Fields[i].Operation}.Backward(); // {block.Fields[i].Op.Backward}");
        }

        void ForEveryExpert(Action write)
        {
            if (single < block.Fields.Count)
                _file.Braces($"for (var {StepField.Expert} = 0; {StepField.Expert} < {block.Experts}; {StepField.Expert}++)", write);
        }
    }
}
