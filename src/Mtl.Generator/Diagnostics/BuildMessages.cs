using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Mtl.Generator.Parsing;

namespace Mtl.Generator.Diagnostics;

/// <summary>
/// Reports messages of the analyzer by the generator, if a problem also results in compiler errors: a build then shows no messages of
/// analyzers, but only errors that follow from the problem. Where both report, the compiler shows equal messages once.
/// </summary>
internal static class BuildMessages
{
    /// <summary>Reports on models with such problems.</summary>
    /// <param name="context">The context of the generator.</param>
    /// <param name="wrong">The metadata names of these models.</param>
    public static void Register(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<string> wrong) => Register(
        context, wrong, static (type, compilation, cancellationToken) => ModelAnalyzer
            .Messages(type, compilation, baseline: null, cancellationToken)
            .Where(message => RuleIds.IsBesideCompilerErrors(message.Id)));

    /// <summary>Reports on classes with partial properties as tasks, but without a marker.</summary>
    /// <param name="context">The context of the generator.</param>
    public static void RegisterUnmarked(IncrementalGeneratorInitializationContext context)
    {
        var unmarked = context.SyntaxProvider.ForAttributeWithMetadataName(
            AttributeNames.Head,
            static (node, _) => node is PropertyDeclarationSyntax { Parent: TypeDeclarationSyntax type } && !MarkerCheck.HasMarker(type),
            static (context, _) =>
                context.TargetSymbol.ContainingType is { } type && type.LanguageAttribute(AttributeNames.MultiTaskModel) is null
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
