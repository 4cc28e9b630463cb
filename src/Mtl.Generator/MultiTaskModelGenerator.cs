using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Mtl.Generator.Emit;
using Mtl.Generator.Graph;
using Mtl.Generator.Model;
using Mtl.Generator.Parsing;

namespace Mtl.Generator;

/// <summary>
/// Writes the model of every class with <c>[MultiTaskModel]</c>: parse to a description, lower to a graph, emit the files.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class MultiTaskModelGenerator : IIncrementalGenerator
{
    /// <summary>Tracking name of the step that parses: its outputs are the descriptions.</summary>
    internal const string DescriptionStep = "MtlDescription";

    /// <summary>Tracking name of the step that lowers: its outputs are the graphs.</summary>
    internal const string GraphStep = "MtlGraph";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        Register(context, AttributeNames.Marker);
        Register(context, AttributeNames.MarkerWithRow);
    }

    private static void Register(IncrementalGeneratorInitializationContext context, string marker)
    {
        var graphs = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                marker,
                static (node, _) => node is ClassDeclarationSyntax or RecordDeclarationSyntax,
                static (context, cancellationToken) => ModelParser.Parse(
                    (INamedTypeSymbol)context.TargetSymbol, context.SemanticModel.Compilation, cancellationToken))
            .Where(static description => description is not null)
            .WithTrackingName(DescriptionStep)
            .Select(static (description, _) => Lowering.Lower(description!))
            .WithTrackingName(GraphStep);
        context.RegisterSourceOutput(graphs, static (context, graph) => Emit(context, graph));
    }

    private static void Emit(SourceProductionContext context, ModelGraph graph)
    {
        if (graph.Emission == Emission.None)
            return;
        Add("Module", ModuleEmitter.Emit(graph));
        Add("Types", TypesEmitter.Emit(graph));
        Add("Training", TrainingEmitter.Emit(graph));
        if (graph.Row is not null)
            Add("Data", DataEmitter.Emit(graph, graph.Row));

        void Add(string concern, string source) => context.AddSource(HintName.Of(graph.Type, concern), source);
    }
}
