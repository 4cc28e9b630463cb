using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Emit;
using Mtl.Generator.Graph;
using Mtl.Generator.Model;
using Mtl.Generator.Parsing;

namespace Mtl.Generator;

/// <summary>
/// Generates the model of every class with <c>[MultiTaskModel]</c>: parses it to a description, lowers that to a graph, emits the files.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class MultiTaskModelGenerator : IIncrementalGenerator
{
    /// <summary>The tracking name of the step that parses; its outputs are the descriptions.</summary>
    internal const string DescriptionStep = "MtlDescription";

    /// <summary>The tracking name of the step that lowers; its outputs are the graphs.</summary>
    internal const string GraphStep = "MtlGraph";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var versions = new DeclarationVersions();
        var models = Models(context, AttributeNames.Marker, versions);
        var modelsWithRow = Models(context, AttributeNames.MarkerWithRow, versions);
        var names = Names(models).Combine(Names(modelsWithRow)).Select(static (names, _) => names.Left.AddRange(names.Right));
        var sharedNames = names.Select(static (names, _) => HintName.Shared(names));
        context.RegisterSourceOutput(models.Combine(sharedNames), static (context, model) => Emit(context, model.Left, model.Right));
        context.RegisterSourceOutput(modelsWithRow.Combine(sharedNames), static (context, model) => Emit(context, model.Left, model.Right));
        LanguageVersionCheck.Register(context, names);
        BuildMessages.Register(context, Wrong(models));
        BuildMessages.Register(context, Wrong(modelsWithRow));
        BuildMessages.RegisterUnmarked(context);
    }

    private static IncrementalValuesProvider<string> Wrong(IncrementalValuesProvider<ModelGraph> models) => models
        .Where(static model => model.Problems.Any(static problem => RuleIds.IsBesideCompilerErrors(problem.Rule)))
        .Select(static (model, _) => model.Type.MetadataName);

    private static IncrementalValuesProvider<ModelGraph> Models(
        IncrementalGeneratorInitializationContext context, string marker, DeclarationVersions versions)
    {
        var known = new KnownDescriptions(versions);
        return context.SyntaxProvider
            .ForAttributeWithMetadataName(
                marker,
                static (node, _) => node is ClassDeclarationSyntax or RecordDeclarationSyntax,
                known.Of)
            .Where(static description => description is not null)
            .WithTrackingName(DescriptionStep)
            .Select(static (description, _) => Lowering.Lower(description!))
            .WithTrackingName(GraphStep);
    }

    private static IncrementalValueProvider<ImmutableArray<string>> Names(IncrementalValuesProvider<ModelGraph> models) =>
        models.Select(static (model, _) => model.Type.MetadataName).Collect();

    private static void Emit(SourceProductionContext context, ModelGraph model, EquatableArray<string> sharedNames)
    {
        if (model.Emission == Emission.None)
            return;
        if (model.Emission == Emission.Properties)
        {
            Add("Module", ModuleEmitter.EmitProperties(model));
            return;
        }
        Add("Module", ModuleEmitter.Emit(model));
        Add("Types", TypesEmitter.Emit(model));
        Add("Training", TrainingEmitter.Emit(model));
        if (model.Emission == Emission.Full && model.AutogradFallback is null)
            Add("Step", StepEmitter.Emit(model));
        if (model.Row is not null)
            Add("Data", DataEmitter.Emit(model, model.Row));

        void Add(string concern, SourceText source) => context.AddSource(HintName.Of(model.Type, concern, sharedNames), source);
    }
}
