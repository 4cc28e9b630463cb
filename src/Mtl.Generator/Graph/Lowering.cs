using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>Lowers a declared model to a graph: operations in order, with their shapes.</summary>
internal sealed class Lowering
{
    private readonly ModelDescription _model;
    private readonly ProblemReport _report;
    private readonly ModifierScopes _scopes;
    private readonly SourceResolver _sources;
    private readonly LayerLowering _layers;
    private readonly ModifierCheck _modifierCheck;
    private readonly TaskOrderCheck _taskOrder;
    private readonly List<Penalty> _penalties = [];

    private Lowering(ModelDescription model)
    {
        _model = model;
        _report = new ProblemReport(model.Problems);
        _scopes = new ModifierScopes(model.Defaults);
        _sources = new SourceResolver(model, _report);
        _layers = new LayerLowering(model.Type.FullName, _report, _scopes);
        _modifierCheck = new ModifierCheck(model, _report);
        _taskOrder = new TaskOrderCheck(model, _report);
    }

    public static ModelGraph Lower(ModelDescription model) => new Lowering(model).Lower();

    private ModelGraph Lower()
    {
        var inputs = _model.Inputs.Where(input => !input.IsSingleCategory).Select(LowerInput).ToList();
        var categories = LowerCategories(inputs);
        AddLengths(inputs);
        var layers = _model.Layers.Select(LowerLayer).ToList();
        var tasks = _model.Heads.Where(CanBeATask).Select(LowerTask).ToList();
        if (!_report.HasErrors && tasks.Count == _model.Heads.Count)
        {
            var declaredInputs = inputs.Where(input => input is { HoldsLengths: false, HoldsCategories: false });
            new ReaderCheck(_model, _report).Check([.. declaredInputs, .. categories], layers, tasks);
            new ProbabilityCheck(_report).Check(layers, tasks);
        }
        var sharing = SharingLowering.Of(_model, _report, [.. inputs, .. categories, .. layers, .. tasks]);
        var members = _model.Layers.Select(layer => layer.Member).Concat(_model.Heads.Select(head => head.Member)).Where(CanBeAMember);
        var graph = new ModelGraph(
            _model.Type,
            _model.Row,
            WithUsableNames(inputs.Take(ModelDescription.MaxInputs)).ToEquatableArray(),
            categories.ToEquatableArray(),
            layers.ToEquatableArray(),
            tasks.ToEquatableArray(),
            members.ToEquatableArray(),
            _penalties.ToEquatableArray(),
            EquatableArray<Problem>.Empty,
            Emission.Full)
        {
            IsConstructorTaken = _model.IsConstructorTaken,
            Stubs = _model.Stubs,
            HasOwnDispose = _model.HasOwnDispose,
            Balancing = _model.Balancing,
        };
        graph = graph.With([.. graph.Inputs, .. categories, .. layers, .. tasks]);
        if (sharing is not null && FindEmission() == Emission.Full)
            graph = sharing.Lower(graph);
        if (_model.Balancing is { } balancing && FindEmission() == Emission.Full)
            new BalancingCheck(balancing, _report).Check(graph);
        CheckSizes(graph);
        var hyperparameters = new HyperparameterCheck(_report).Collect(graph);
        _modifierCheck.CheckModel([.. graph.Blocks], _scopes.Unused);
        return graph with
        {
            AutogradFallback = AutogradFallback.Of(graph),
            Hyperparameters = hyperparameters,
            Problems = _report.Problems.ToEquatableArray(),
            Emission = FindEmission(),
        };
    }

    /// <summary>Checks that all sizes and the parameter count fit into their types. Only the first problem is reported.</summary>
    private void CheckSizes(ModelGraph graph)
    {
        var block = graph.Blocks.FirstOrDefault(IsTooLarge);
        if (block is not null)
            _report.Add(RuleIds.Size, SiteOf(block), $"The number of values that '{block.Name}' has for a row", $"{int.MaxValue} or more");
        else if (graph.ParameterCount == long.MaxValue)
            _report.Add(RuleIds.Size, Site.Class, $"The number of parameters of '{_model.Type.PlainName}'", $"{long.MaxValue} or more");

        static bool IsTooLarge(Block block) =>
            block.Sources.Shape.IsTooLarge
            || block.Output.IsTooLarge
            || block.Operations.Any(static operation => operation.Output.IsTooLarge);
    }

    /// <summary>The site of a block, or of the sharing architecture that adds it.</summary>
    private Site SiteOf(Block block) =>
        _model.Inputs.FirstOrDefault(input => input.Name == block.Name)?.Site
        ?? block switch
        {
            LayerBlock layer => layer.Layer.Site,
            TaskBlock task => task.Head.Site,
            _ => _model.Sharing?.Site ?? Site.Class,
        };

    private InputBlock LowerInput(InputDescription input)
    {
        var shape = new Shape(input.Shape.Select(size => Math.Max(size, 1)).ToEquatableArray())
        {
            Indices = input.Indices,
            Sequence = input.Sequence,
        };
        if (shape.Indices is null && IsReadAsVector(input))
            shape = Shape.Vector(shape.Width);
        var operations = new OperationList(shape);
        var columns = StandardizedInput.ColumnsOf(input, shape, _model.StandardizesInputs);
        if (columns.Count > 0)
            operations.Add(new StandardizeOperation(GeneratedNames.Standardization(input.Name), columns, shape));
        if (input.Features.Any(feature => feature is { Kind: FeatureKind.Number, IsNullable: true }))
            operations.Add(new MissingNumbersOperation(shape));
        if (shape.Indices is null)
            operations.Dropout(_scopes.InputDropout, rate: "");
        var block = new InputBlock(input.Name, shape, input.Features, operations.ToEquatableArray());
        _sources.AddInput(block);
        return block;
    }

    /// <summary>
    /// Single categories that are sources are columns of one input, because the number of inputs of a module is limited.
    /// </summary>
    private List<CategoryBlock> LowerCategories(List<InputBlock> inputs)
    {
        var named = _model.Inputs.Where(input => input.IsSingleCategory).ToList();
        if (named.Count == 0)
            return [];
        var widest = named.Select(input => input.Indices!).OrderBy(range => range.Count).Last();
        var input = new InputBlock(
            GeneratedNames.Categories, Shape.Vector(named.Count) with { Indices = widest },
            named.SelectMany(category => category.Features).ToEquatableArray(), EquatableArray<Operation>.Empty);
        inputs.Add(input);
        var categories = named
            .Select((category, column) => new CategoryBlock(category.Name, input, column, Shape.Scalar with { Indices = category.Indices }))
            .ToList();
        categories.ForEach(_sources.AddInput);
        return categories;
    }

    /// <summary>The lengths of all sequences are columns of one input, for the same reason.</summary>
    private static void AddLengths(List<InputBlock> inputs)
    {
        var sequences = inputs.Where(input => input.Stored.Sequence == input.Name).Select(input => input.Name).ToEquatableArray();
        if (sequences.Count > 0)
            inputs.Add(InputBlock.Lengths(sequences));
    }

    /// <summary>
    /// Renames inputs whose names clash: members are generated for a wrong declaration too, and the compiler must not report the name.
    /// </summary>
    private IEnumerable<InputBlock> WithUsableNames(IEnumerable<InputBlock> inputs)
    {
        var parameters = new HashSet<string>(StringComparer.Ordinal);
        foreach (var input in inputs)
        {
            var isReported = !input.HoldsLengths
                && _report.Problems.Any(problem => problem.Rule == RuleIds.InputName && problem.Arguments[0] == input.Name);
            var name = isReported ? input.Name + "Input" : input.Name;
            while (!parameters.Add(GeneratedNames.Parameter(name)))
                name += "Input";
            yield return input with { Name = name };
        }
    }

    /// <summary>Whether all readers of an input are linear layers and heads of whole rows, which flatten it.</summary>
    private bool IsReadAsVector(InputDescription input)
    {
        if (input.IsSequence)
            return false;
        var isTrunkStart = true;
        foreach (var layer in _model.Layers)
        {
            var reads = layer.Sources.Names.Count == 0 ? isTrunkStart : layer.Sources.Names.Contains(input.Name);
            if (reads && layer.Kind != LayerKind.Linear)
                return false;
            isTrunkStart &= !layer.IsShared;
        }
        return !_model.Heads.Any(head =>
            head.PerPosition && (head.Sources.Names.Count == 0 ? isTrunkStart : head.Sources.Names.Contains(input.Name)));
    }

    private LayerBlock LowerLayer(LayerDescription layer)
    {
        var sources = _sources.Resolve(layer.Member.Name, layer.Sources, layer.Site, takesIndices: layer.Kind.ReadsIndices);
        var operations = new OperationList(sources.Shape);
        if (layer.Kind == LayerKind.Linear && sources.Shape.Sequence is null && ReadsInputs(sources))
            operations.Flatten();
        _layers.Lower(layer, sources, operations);

        var hasTask = !layer.IsShared || _model.Sharing is { CopiesForTasks: true };
        var dropouts = DropoutApplicability.SuitableFor(layer, operations.Shape, hasTask);
        _modifierCheck.CheckLayer(layer, operations.Shape, dropouts);
        var modifiers = _scopes.OfLayer(layer, dropouts);
        if (modifiers.Norm != ModifierKind.BatchNorm || CanNormalize(layer, operations.Shape))
            operations.Norm(modifiers.Norm, GeneratedNames.Norm(layer.Member.Name));
        if (!layer.Kind.TakesModifiersInside)
        {
            operations.Activation(modifiers.Activation);
            operations.Dropout(modifiers.Dropout, GeneratedNames.DropoutRate(layer.Member.Name));
        }

        var block = new LayerBlock(layer, sources, operations.ToEquatableArray(), operations.Shape) { Parameters = modifiers.Parameters };
        AddPenalties(modifiers, block.Name, block.Name, layer.Kind.OneWeight);
        if (block.Positions is { } positions)
            AddPenalties(modifiers, block.Name, positions.Module, LayerKind.Embedding.OneWeight);
        _sources.AddLayer(block);
        return block;
    }

    private bool CanNormalize(LayerDescription layer, Shape shape)
    {
        if (!shape.IsSequence)
            return true;
        var own = layer.Modifiers.FirstOrDefault(modifier => modifier.Kind == ModifierKind.BatchNorm);
        _report.Add(
            RuleIds.ShapeMismatch, own?.Site ?? layer.Site, own is null ? Hint.None : new Hint { Instead = "LayerNorm" }, layer.Member.Name,
            $"outputs a sequence {shape}, whose time steps batch normalization would treat as channels; use [LayerNorm]");
        return false;
    }

    /// <summary>Whether a task can be generated for a head: its type is known, and its name is not reserved.</summary>
    private bool CanBeATask(HeadDescription head) =>
        head.Kind != HeadKind.Unknown && !HasReservedName(head.Member);

    /// <summary>Whether a property can be generated: a partial property exists under any name, another needs a free name.</summary>
    private bool CanBeAMember(MemberDescription member) =>
        member.Form is MemberForm.PartialProperty or MemberForm.Wrong || !HasReservedName(member);

    private bool HasReservedName(MemberDescription member) =>
        _model.Problems.Any(problem => problem.Rule == RuleIds.ReservedName && problem.Arguments[0] == member.Name);

    private TaskBlock LowerTask(HeadDescription head)
    {
        var name = head.Member.Name;
        var sources = _sources.Resolve(name, head.Sources, head.Site, takesIndices: false);
        var operations = new OperationList(sources.Shape);
        var isSequence = head.PerPosition && IsSequence(head, sources);
        if (!head.PerPosition && sources.Shape.Rank > 1 && (sources.Shape.Sequence is not null || !ReadsInputs(sources)))
            _report.Add(RuleIds.NeedsVector, head.Site, sources.Hint, name, sources.Shape.ToString());
        if (!isSequence)
            operations.Flatten();

        var modifiers = _scopes.OfHead(head);
        var rate = GeneratedNames.DropoutRate(name);
        for (var i = 0; i < head.Hidden.Count; i++)
        {
            var hidden = $"{name}.Hidden[{i}]";
            operations.Linear(hidden, Math.Max(head.Hidden[i], 1));
            operations.Norm(modifiers.Norm, $"{name}.HiddenNorm[{i}]");
            operations.Activation(modifiers.Activation);
            operations.Dropout(modifiers.Dropout, rate);
            AddPenalties(modifiers, name, hidden, LayerKind.Linear.OneWeight);
        }
        if (head.Hidden.Count == 0)
            operations.Dropout(modifiers.Dropout, rate);
        var output = $"{name}.Output";
        operations.Linear(output, head.Outputs);
        AddPenalties(modifiers, name, output, LayerKind.Linear.OneWeight);
        if (head.IsScalar)
            operations.Squeeze();
        if (head.IsStandardized)
            operations.Add(new DestandardizeOperation(name, operations.Shape));
        if (head.After is { } condition && _taskOrder.Allows(head, condition))
            operations.Add(new ConditionOperation(condition, operations.Shape));
        _modifierCheck.CheckHead(head, modifiers.Dropout);
        var block = new TaskBlock(head, sources, operations.ToEquatableArray(), operations.Shape)
        {
            Parameters = modifiers.Parameters,
            Owner = name,
        };
        _sources.AddTask(block);
        return block;
    }

    private bool ReadsInputs(Sources sources) => _sources.BlocksOf(sources).All(block => block is InputBlock);

    private bool IsSequence(HeadDescription head, Sources sources)
    {
        var shape = sources.Shape;
        var isSequence = shape.IsSequence;
        if (!isSequence && !shape.IsUnknown)
        {
            _report.Add(
                RuleIds.PerPosition, head.Site, AllSteps(sources), head.Member.Name,
                $"predicts at every time step of a sequence [batch, steps, features], but reads {shape}");
        }
        if (isSequence && shape.Sequence is { } sequence && !_model.Inputs.Any(input => input.Name == sequence))
            _report.Add(RuleIds.StepsOfLabels, head.Site, head.Member.Name, shape.ToString(), sequence);
        if (isSequence && _scopes.OfHead(head).Norm == ModifierKind.BatchNorm)
        {
            _report.Add(
                RuleIds.PerPosition, head.Site, head.Member.Name,
                "predicts at every time step, and batch normalization would treat the time steps as features");
        }
        return isSequence;
    }

    /// <summary>The hint that a layer which reduces its time steps to a vector could output all of them.</summary>
    private Hint AllSteps(Sources sources) =>
        _sources.BlocksOf(sources) is [LayerBlock { Layer.Options.Steps: not StepChoice.All } layer]
            ? new Hint { Name = layer.Name, Argument = "Steps", Instead = "Steps.All" }
            : Hint.None;

    /// <summary>Adds penalties, except on frozen weights, where they would be constants.</summary>
    private void AddPenalties(EffectiveModifiers modifiers, string owner, string module, string? weight)
    {
        if (modifiers.Parameters.IsFrozen)
            return;
        foreach (var penalty in modifiers.Penalties.Where(static penalty => penalty.Value > 0))
            _penalties.Add(new Penalty(penalty.Kind, Hyperparameter.Of(penalty), owner, module, weight));
    }

    private Emission FindEmission() =>
        _report.Problems.Any(problem => problem.Rule is RuleIds.NotPartial or RuleIds.UnsupportedClass) ? Emission.None
        : _model.IsSurfaceTaken ? Emission.Properties
        : _report.HasErrors || !IsKnown() ? Emission.Surface
        : Emission.Full;

    /// <summary>Whether all types exist and all names are unique. The compiler reports what is not, as in half-typed code.</summary>
    private bool IsKnown() =>
        _model.Inputs.All(input => input.Shape.All(size => size > 0))
        && _model.Layers.All(layer => layer.Kind != LayerKind.Unknown && layer.Member.Form != MemberForm.Wrong)
        && _model.Heads.All(head => head.Kind != HeadKind.Unknown && head.Member.Form != MemberForm.Wrong);
}
