using Microsoft.CodeAnalysis;
using Mtl.CompilerServices;
using Mtl.Generator.Emit;
using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Tests;

/// <summary>Every operation of the graph, and every op that the runtime has for it, is in some model that the tests generate.</summary>
public sealed class OperationTests
{
    /// <summary>The declarations, an example of every kind of layer, and the models whose fused steps are compared with autograd.</summary>
    private static readonly string[] _sources =
        [.. Declarations.Sources, .. LayerKind.All.Select(kind => LayerDeclarations.Of(kind).Model), new RandomStepModels(0).Source(40)];

    private static readonly Lazy<IReadOnlyList<GeneratorRunResult>> _runs =
        new(() => [.. _sources.Select(source => GeneratorHost.Run(source).GetRunResult().Results.Single())]);

    private static readonly Lazy<IReadOnlyList<ModelGraph>> _graphs = new(() => [.. _runs.Value.SelectMany(Graphs)]);

    [Fact]
    public void The_test_sources_have_every_operation() => Assert.Empty(
        Types<Operation>(typeof(ModelGraph)).Except(Operations(_graphs.Value).Select(TypeOf)));

    /// <summary>What need not fall back to autograd is in the fused step of a model: the emitter knows of it.</summary>
    [Fact]
    public void What_needs_no_autograd_is_in_a_fused_step()
    {
        var fused = Operations(_graphs.Value.Where(graph => graph.AutogradFallback is null)).Select(TypeOf);
        Assert.Empty(Operations(_graphs.Value).Where(operation => operation.AutogradReason is null).Select(TypeOf).Except(fused));
    }

    [Fact]
    public void A_model_needs_autograd_where_one_of_its_operations_does() => Assert.All(
        _graphs.Value.Where(graph => graph.AutogradFallback is null),
        graph => Assert.All(Operations([graph]), operation => Assert.Null(operation.AutogradReason)));

    [Fact]
    public void The_table_of_ops_has_every_op_of_the_runtime() => Assert.Equal(
        Types<FusedOp>(typeof(FusedOp)).Select(type => type.Name).Order(StringComparer.Ordinal),
        FusedOpKind.All.Select(op => op.ClassName).Order(StringComparer.Ordinal));

    [Fact]
    public void The_table_of_ops_lists_each_of_its_members() => Assert.Equal(
        typeof(FusedOpKind).GetProperties()
            .Where(property => property.PropertyType == typeof(FusedOpKind))
            .Select(property => (FusedOpKind)property.GetValue(null)!),
        FusedOpKind.All);

    [Fact]
    public void The_test_sources_have_every_op()
    {
        var steps = string.Concat(_runs.Value.SelectMany(run => run.GeneratedSources).Select(source => source.SourceText));
        Assert.All(FusedOpKind.All, op => Assert.Contains($"CompilerServices.{op.ClassName}(", steps, StringComparison.Ordinal));
    }

    private static IEnumerable<Operation> Operations(IEnumerable<ModelGraph> graphs) =>
        graphs.SelectMany(graph => graph.Blocks).SelectMany(block => block.Operations);

    private static Type TypeOf(Operation operation) => operation.GetType();

    private static IEnumerable<Type> Types<T>(Type ofAssembly) =>
        ofAssembly.Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(T)) && !type.IsAbstract);

    private static IEnumerable<ModelGraph> Graphs(GeneratorRunResult run) => run
        .TrackedSteps[MultiTaskModelGenerator.GraphStep]
        .SelectMany(step => step.Outputs)
        .Select(graph => (ModelGraph)graph.Value);
}
