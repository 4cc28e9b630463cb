using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>Writes <c>*.Step.g.cs</c>: forward pass, losses and gradients as straight-line code, the derivative of a layer beside the layer.</summary>
internal sealed class StepEmitter
{
    private readonly ModelFile _file;
    private readonly ModelGraph _model;
    private readonly StepNames _names = new();
    private readonly Dictionary<string, string> _values = [];
    private readonly List<(InputBlock Input, string Field)> _inputs = [];
    private readonly List<(LayerBlock Layer, StepBlock Block)> _layers = [];
    private readonly List<StepBlock> _groups = [];
    private readonly List<StepBlock> _tasks = [];
    private readonly List<StepBlock> _blocks = [];
    private readonly List<string> _losses = [];
    private readonly List<(Penalty Penalty, string Field)> _penalties = [];

    private StepEmitter(ModelFile file, ModelGraph model)
    {
        _file = file;
        _model = model;
    }

    public static string Emit(ModelGraph model) => ModelFile.Write(model, bases: "", file => new StepEmitter(file, model).Write());

    private void Write()
    {
        Plan();
        _file.Document(
            """
            <summary>
            One training step without a recorded graph. Every operation has its buffers from the start; Forward computes, Backward goes
            from the gradient with respect to a result to those with respect to what it was computed from.
            </summary>
            """);
        _file.Write(ModelFile.GeneratedCode);
        _file.Braces($"private sealed class EmittedStep : {Names.Emitted}.EmittedStep<Batch>", () =>
        {
            WriteFields();
            WriteConstructor();
            WriteForward();
            WriteLoss();
            WriteBackward();
            WritePenalties();
            foreach (var block in _blocks)
                WriteBlock(block);
        });
    }

    private void Plan()
    {
        foreach (var input in _model.Inputs.Where(input => input.Stored.Indices is null))
        {
            var field = _names.Field(input.Name, "");
            _inputs.Add((input, field));
            _values[input.Name] = field + ".Output";
            if (InputDropout(input) is not null)
                _values[input.Name] = field + "Dropout.Output";
        }
        foreach (var layer in _model.Layers)
        {
            var block = StepBlock.Of(layer, _names, name => _values[name]);
            _layers.Add((layer, block));
            _values[layer.Name] = block.Value;
        }
        var first = new Dictionary<string, string>();
        foreach (var group in HeadGroup.Of(_model))
        {
            var block = StepBlock.Of(group, _names, name => _values[name]);
            _groups.Add(block);
            foreach (var (task, index) in group.Tasks.Select((task, index) => (task, index)))
                first[task.Name] = $"{block.Fields[block.Fields.Count - 1].Field}[{index}]";
        }
        foreach (var task in _model.Tasks)
        {
            _tasks.Add(StepBlock.Of(task, _names, name => _values[name], first.TryGetValue(task.Name, out var value) ? value : null));
            _losses.Add(_names.Field(task.Name, "Loss"));
        }
        foreach (var penalty in _model.Penalties)
            _penalties.Add((penalty, _names.Field(StepNames.Plain(penalty.Module), penalty.Kind.ToString())));
        _blocks.AddRange(_layers.Select(static layer => layer.Block).Concat(_groups).Concat(_tasks).Where(static block => block.Fields.Count > 0));
    }

    private void WriteFields()
    {
        foreach (var (input, field) in _inputs)
        {
            _file.Write($"private readonly {Names.Emitted}.InputStep {field};");
            if (InputDropout(input) is not null)
                _file.Write($"private readonly {Names.Emitted}.DropoutStep {field}Dropout;");
        }
        foreach (var field in _blocks.SelectMany(static block => block.Fields))
            _file.Write($"private readonly {Names.Emitted}.{field.Type} {field.Field};");
        foreach (var field in _losses)
            _file.Write($"private readonly {Names.Emitted}.LossStep {field};");
        foreach (var (_, field) in _penalties)
            _file.Write($"private readonly {Names.Emitted}.PenaltyStep {field};");
        _file.Write($"private readonly {_model.Type.FullName} _model;");
        _file.Blank();
    }

    private void WriteConstructor()
    {
        _file.Braces($"public EmittedStep({_model.Type.FullName} model) : base(model._flatParameters)", () =>
        {
            _file.Write("_model = model;");
            foreach (var (input, field) in _inputs)
            {
                _file.Write($"{field} = new {Names.Emitted}.InputStep(Memory, {input.Stored.Width});");
                if (InputDropout(input) is { } dropout)
                    _file.Write($"{field}Dropout = Add(new {Names.Emitted}.DropoutStep(Memory, {field}.Output, {Literal.Double(dropout.Probability)}));");
            }
            foreach (var field in _blocks.SelectMany(static block => block.Fields))
                _file.Write($"{field.Field} = Add(new {Names.Emitted}.{field.Type}({field.Arguments}));");
            for (var task = 0; task < _tasks.Count; task++)
                _file.Write($"{_losses[task]} = model.{Literal.Identifier(_tasks[task].Name)}.NewLossStep({_tasks[task].Value});");
            foreach (var (penalty, field) in _penalties)
                _file.Write($"{field} = {Names.Emitted}.PenaltyStep.{penalty.Kind}(Parameters, {MemberAccess.Of(penalty.Module, "model")}, {Literal.Double(penalty.Strength)});");
        });
        _file.Blank();
    }

    private void WriteForward()
    {
        var inputs = InputNames.Parameters(_model);
        _file.Write($"protected override void Forward(Batch batch) => Forward({InputNames.OfBatch(_model, "batch")});");
        _file.Blank();
        _file.Write("// The outputs in inference mode; null while another thread is in the buffers.");
        _file.Braces($"public Outputs? Infer({InputNames.Signature(_model)})", () => _file.Write(
            $$"""
            if (!TryBeginInference({{inputs[0]}}.size(0)))
                return null;
            try
            {
                Forward({{string.Join(", ", inputs)}});
                return new Outputs({{string.Join(", ", _model.Tasks.Zip(_tasks, Output))}});
            }
            finally
            {
                EndInference();
            }
            """));
        _file.Blank();
        _file.Braces($"private void Forward({InputNames.Signature(_model)})", () =>
        {
            for (var i = 0; i < inputs.Count; i++)
                _file.Write(ForwardEmitter.Check(_model.Inputs[i], inputs[i], _model));
            foreach (var (input, field) in _inputs)
                WriteInput(input, field, inputs[IndexOfInput(input.Name)]);
            foreach (var (layer, block) in _layers)
            {
                if (layer.Operations is [EmbeddingOperation, ..])
                    _file.Write($"{block.Fields[0].Field}.Read({IndicesOf(layer.Sources.Blocks[0], inputs)});");
            }
            foreach (var block in _blocks)
                _file.Write($"{block.Forward}();");
        });
        _file.Blank();
    }

    /// <summary>Where an embedding finds its indices: a tensor, or a column of the tensor of all categories.</summary>
    private Text IndicesOf(string source, IReadOnlyList<string> inputs) => _model.Categories.FirstOrDefault(category => category.Name == source) is { } category
        ? $"{inputs[IndexOfInput(category.Input.Name)]}, column: {category.Column}"
        : inputs[IndexOfInput(source)];

    private int IndexOfInput(string name)
    {
        var index = 0;
        while (_model.Inputs[index].Name != name)
            index++;
        return index;
    }

    /// <summary>The output of a task, a copy: the next call writes into the buffers.</summary>
    private static Text Output(TaskBlock task, StepBlock block) =>
        $"{block.Value}.Values{(task.Head.IsScalar ? ".squeeze(1)" : "")}.clone()";

    private void WriteInput(InputBlock input, string field, string value)
    {
        var read = value;
        if (input.Operations.FirstOf<StandardizeOperation>() is { } standardize)
            value = $"{MemberAccess.Of(standardize.Module, "_model")}.call({value})";
        if (input.Operations.FirstOf<MissingNumbersOperation>() is not null)
            value += ".nan_to_num(0.0)";
        if (value == read)
            _file.Write($"{field}.Forward({value});");
        else
            _file.Braces($"using (var scope = {Names.Torch}.NewDisposeScope())", () => _file.Write($"{field}.Forward({value});"));
        if (InputDropout(input) is not null)
            _file.Write($"{field}Dropout.Forward();");
    }

    private void WriteLoss() => WriteSwitch(
        $"protected override void Loss(int task, Batch batch, {Names.Runtime}.StepLosses losses)",
        (task, index) =>
        {
            var weight = Literal.Double(task.Head.Weight);
            _file.Write($"losses.Record({index}, {_losses[index]}.Run(batch.{Literal.Identifier(task.Name)}, {weight}), {weight});");
        });

    private void WriteBackward()
    {
        WriteSwitch("protected override void BackwardTask(int task)", (task, index) =>
        {
            if (_tasks[index].Fields.Count > 0)
                _file.Write($"{_tasks[index].Backward}();");
            foreach (var layer in OwnLayers(task).Reverse())
                WriteBackward(layer);
        });
        _file.Braces("protected override void BackwardShared()", () =>
        {
            foreach (var group in _groups.AsEnumerable().Reverse())
                WriteBackward(group);
            foreach (var (layer, block) in _layers.AsEnumerable().Reverse())
            {
                if (layer.Layer.IsShared)
                    WriteBackward(block);
            }
        });
        _file.Blank();

        void WriteBackward(StepBlock block)
        {
            if (block.Fields.Count > 0)
                _file.Write($"{block.Backward}();");
        }
    }

    private void WriteSwitch(string signature, Action<TaskBlock, int> body)
    {
        _file.Braces(signature, () => _file.Braces("switch (task)", () =>
        {
            for (var index = 0; index < _model.Tasks.Count; index++)
            {
                var (task, number) = (_model.Tasks[index], index);
                _file.Write($"case {number}: // {task.Name}");
                _file.Indented(() =>
                {
                    body(task, number);
                    _file.Write("break;");
                });
            }
        }));
        _file.Blank();
    }

    private void WritePenalties()
    {
        if (_penalties.Count == 0)
            return;
        _file.Write($"protected override double Penalties() => {string.Join(" + ", _penalties.Select(penalty => $"{penalty.Field}.Add()"))};");
        _file.Blank();
    }

    private void WriteBlock(StepBlock block)
    {
        _file.Write($"// {block.Title}");
        _file.Braces($"private void {block.Forward}()", () =>
        {
            foreach (var field in block.Fields)
                _file.Write($"{field.Field}.Forward(); // {field.Comment}");
        });
        _file.Blank();
        _file.Braces($"private void {block.Backward}()", () =>
        {
            for (var i = block.Fields.Count - 1; i >= 0; i--)
                _file.Write($"{block.Fields[i].Field}.Backward(); // {block.Fields[i].Derivative}");
        });
        _file.Blank();
    }

    private static DropoutOperation? InputDropout(InputBlock input) => input.Operations.FirstOf<DropoutOperation>();

    /// <summary>The layers that belong to a task alone, in order.</summary>
    private IEnumerable<StepBlock> OwnLayers(TaskBlock task)
    {
        if (_model.Layers.All(static layer => layer.Layer.IsShared))
            return [];
        var reached = new HashSet<string>(task.Sources.Blocks);
        foreach (var layer in _model.Layers.Reverse().Where(layer => !layer.Layer.IsShared && reached.Contains(layer.Name)))
            reached.UnionWith(layer.Sources.Blocks);
        return _layers
            .Where(pair => !pair.Layer.Layer.IsShared && reached.Contains(pair.Layer.Name))
            .Select(pair => pair.Block);
    }
}
