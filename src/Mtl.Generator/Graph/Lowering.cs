using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>Turns what was declared into what will be computed: operations in order, with their shapes.</summary>
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
            new ReaderCheck(_model, _report).Check([.. inputs.Where(input => input is { HoldsLengths: false, HoldsCategories: false }), .. categories], layers, tasks);
            new ProbabilityCheck(_report).Check(layers, tasks);
        }
        var sharing = SharingLowering.Of(_model, _report, [.. inputs, .. categories, .. layers, .. tasks]);
        var graph = new ModelGraph(
            _model.Type, _model.Row, WithUsableNames(inputs.Take(ModelDescription.MaxInputs)).ToEquatableArray(), categories.ToEquatableArray(), layers.ToEquatableArray(), tasks.ToEquatableArray(),
            _model.Layers.Select(layer => layer.Member).Concat(_model.Heads.Select(head => head.Member)).Where(CanBeAMember).ToEquatableArray(),
            _penalties.ToEquatableArray(), EquatableArray<Problem>.Empty, Emission.Full)
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
        _modifierCheck.CheckModel([.. graph.Blocks], _scopes.Unused);
        return graph with { AutogradFallback = AutogradFallback.Of(graph), Problems = _report.Problems.ToEquatableArray(), Emission = FindEmission() };
    }

    /// <summary>Everything that is computed must fit into tensors and into the numbers that describe them. What follows from too much is not reported again.</summary>
    private void CheckSizes(ModelGraph graph)
    {
        var block = graph.Blocks.FirstOrDefault(static block => block.Sources.Shape.IsTooLarge || block.Output.IsTooLarge || block.Operations.Any(static operation => operation.Output.IsTooLarge));
        if (block is not null)
            _report.Add(RuleIds.Size, SiteOf(block), $"The number of values that '{block.Name}' has for a row", $"{int.MaxValue} or more");
        else if (graph.ParameterCount == long.MaxValue)
            _report.Add(RuleIds.Size, Site.Class, $"The number of parameters of '{_model.Type.PlainName}'", $"{long.MaxValue} or more");
    }

    /// <summary>Where a block, or what a scheme of sharing has made it of, is declared.</summary>
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
            operations.Dropout(_scopes.InputDropout);
        var block = new InputBlock(input.Name, shape, input.Features, operations.ToEquatableArray());
        _sources.AddInput(block);
        return block;
    }

    /// <summary>Categories that are named lie side by side in one input of their own, so that a module's few inputs are enough for any number of them.</summary>
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
        var categories = named.Select((category, column) => new CategoryBlock(category.Name, input, column, Shape.Scalar with { Indices = category.Indices })).ToList();
        categories.ForEach(_sources.AddInput);
        return categories;
    }

    /// <summary>Lengths lie side by side in one input of their own, for the same reason.</summary>
    private static void AddLengths(List<InputBlock> inputs)
    {
        var sequences = inputs.Where(input => input.Stored.Sequence == input.Name).Select(input => input.Name).ToEquatableArray();
        if (sequences.Count > 0)
            inputs.Add(InputBlock.Lengths(sequences));
    }

    /// <summary>The members of a wrong declaration are generated too: a name that clashes with theirs must not be reported twice.</summary>
    private IEnumerable<InputBlock> WithUsableNames(IEnumerable<InputBlock> inputs)
    {
        var parameters = new HashSet<string>(StringComparer.Ordinal);
        foreach (var input in inputs)
        {
            var name = !input.HoldsLengths && _report.Problems.Any(problem => problem.Rule == RuleIds.InputName && problem.Arguments[0] == input.Name)
                ? input.Name + "Input"
                : input.Name;
            while (!parameters.Add(GeneratedNames.Parameter(name)))
                name += "Input";
            yield return input with { Name = name };
        }
    }

    /// <summary>Whether linear layers and heads of whole rows alone read the input: they do not care for its shape.</summary>
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
        if (layer.Kind == LayerKind.Linear && sources.Shape.Sequence is null && _sources.BlocksOf(sources).All(block => block is InputBlock))
            operations.Flatten();
        _layers.Lower(layer, sources, operations);

        _modifierCheck.CheckLayer(layer, operations.Shape);
        var modifiers = _scopes.OfLayer(layer, operations.Shape);
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
        _report.Add(RuleIds.ShapeMismatch, own?.Site ?? layer.Site, own is null ? Hint.None : new Hint { Instead = "LayerNorm" }, layer.Member.Name, $"hands on a sequence {shape}, which batch normalization would mistake for channels; use [LayerNorm]");
        return false;
    }

    /// <summary>A head of an unknown type, or with a name that the generated types have already, would break them.</summary>
    private bool CanBeATask(HeadDescription head) =>
        head.Kind != HeadKind.Unknown && !HasReservedName(head.Member);

    /// <summary>A written property is there whatever it is called; a property that would be generated whole is not.</summary>
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
        if (!head.PerPosition && sources.Shape.Rank > 1 && (sources.Shape.Sequence is not null || !_sources.BlocksOf(sources).All(block => block is InputBlock)))
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
        var block = new TaskBlock(head, sources, operations.ToEquatableArray(), operations.Shape) { Parameters = modifiers.Parameters, Owner = name };
        _sources.AddTask(block);
        return block;
    }

    private bool IsSequence(HeadDescription head, Sources sources)
    {
        var shape = sources.Shape;
        var isSequence = shape.IsSequence;
        if (!isSequence && !shape.IsUnknown)
            _report.Add(RuleIds.PerPosition, head.Site, AllSteps(sources), head.Member.Name, $"answers at every step of a sequence [batch, steps, features], but reads {shape}");
        if (isSequence && shape.Sequence is { } sequence && !_model.Inputs.Any(input => input.Name == sequence))
            _report.Add(RuleIds.StepsOfLabels, head.Site, head.Member.Name, shape.ToString(), sequence);
        if (isSequence && _scopes.OfHead(head).Norm == ModifierKind.BatchNorm)
            _report.Add(RuleIds.PerPosition, head.Site, head.Member.Name, "answers at every step, where batch normalization would mistake the steps for features");
        return isSequence;
    }

    /// <summary>The layer that makes one vector of its steps could hand on all of them.</summary>
    private Hint AllSteps(Sources sources) =>
        _sources.BlocksOf(sources) is [LayerBlock { Layer.Options.Steps: not StepChoice.All } layer]
            ? new Hint { Name = layer.Name, Argument = "Steps", Instead = "Steps.All" }
            : Hint.None;

    /// <summary>A frozen weight would only add a constant.</summary>
    private void AddPenalties(EffectiveModifiers modifiers, string owner, string module, string? weight)
    {
        if (modifiers.Parameters.IsFrozen)
            return;
        foreach (var penalty in modifiers.Penalties.Where(static penalty => penalty.Value > 0))
            _penalties.Add(new Penalty(penalty.Kind, penalty.Value, owner, module, weight));
    }

    private Emission FindEmission() =>
        _report.Problems.Any(problem => problem.Rule is RuleIds.NotPartial or RuleIds.UnsupportedClass) ? Emission.None
        : _model.IsSurfaceTaken ? Emission.Properties
        : _report.HasErrors || !IsKnown() ? Emission.Surface
        : Emission.Full;

    /// <summary>Types that do not exist and names given twice, as in half-typed code, are the compiler's to report, but nothing can be built of them.</summary>
    private bool IsKnown() =>
        _model.Inputs.All(input => input.Shape.All(size => size > 0))
        && _model.Layers.All(layer => layer.Kind != LayerKind.Unknown && layer.Member.Form != MemberForm.Wrong)
        && _model.Heads.All(head => head.Kind != HeadKind.Unknown && head.Member.Form != MemberForm.Wrong);
}
