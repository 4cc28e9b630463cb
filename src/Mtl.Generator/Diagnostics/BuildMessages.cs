using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Mtl.Generator.Parsing;

namespace Mtl.Generator.Diagnostics;

/// <summary>
/// Lets the generator say what the analyzer says where the compiler has errors of its own: a build then shows no analyzer's message, and a
/// user would read only what follows from the mistake. Where the analyzer is heard too, the compiler shows equal messages once.
/// </summary>
internal static class BuildMessages
{
    /// <summary>Reports on models with such mistakes. Others hand on nothing, so that nothing is run again.</summary>
    /// <param name="context">The generator's.</param>
    /// <param name="wrong">Metadata names of the models with such mistakes.</param>
    public static void Register(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<string> wrong) => Register(
        context, wrong, static (type, compilation, cancellationToken) =>
            ModelAnalyzer.Messages(type, compilation, baseline: null, cancellationToken).Where(message => RuleIds.IsBesideCompilerErrors(message.Id)));

    /// <summary>Reports on classes with partial properties that are tasks, but without the marker that makes them models.</summary>
    /// <param name="context">The generator's.</param>
    public static void RegisterUnmarked(IncrementalGeneratorInitializationContext context)
    {
        var unmarked = context.SyntaxProvider.ForAttributeWithMetadataName(
            AttributeNames.Head,
            static (node, _) => node is PropertyDeclarationSyntax { Parent: TypeDeclarationSyntax type } && !MarkerCheck.HasMarker(type),
            static (context, _) => context.TargetSymbol.ContainingType is { } type && type.LanguageAttribute(AttributeNames.MultiTaskModel) is null
                ? ModelParser.MetadataName(type)
                : null);
        var names = unmarked.Where(static name => name is not null).Collect().SelectMany(static (names, _) => names.Distinct());
        Register(context, names!, static (type, _, cancellationToken) => type.WrittenDeclarations(cancellationToken)
            .OfType<TypeDeclarationSyntax>()
            .Select(part => MarkerCheck.Find(part, type))
            .OfType<Diagnostic>());
    }

    private static void Register(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<string> wrong,
        Func<INamedTypeSymbol, Compilation, CancellationToken, IEnumerable<Diagnostic>> find)
    {
        var isEditor = context.AnalyzerConfigOptionsProvider.Select(static (options, _) =>
            options.GlobalOptions.TryGetValue("build_property.DesignTimeBuild", out var value) && value == "true");
        context.RegisterSourceOutput(wrong.Combine(isEditor).Combine(context.CompilationProvider), (context, source) =>
        {
            var ((name, isEditor), compilation) = source;
            if (isEditor || compilation.GetTypeByMetadataName(name) is not { } type)
                return;
            foreach (var message in find(type, compilation, context.CancellationToken))
                context.ReportDiagnostic(message);
        });
    }
}
