using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Mtl.Generator.Graph;
using Mtl.Generator.Parsing;

namespace Mtl.Generator.Diagnostics;

/// <summary>
/// Reports what is wrong with a declared model, at the attribute that says it. It parses and lowers exactly as the generator
/// does; as an analyzer it can be configured and suppressed like any other.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Rules.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        foreach (var message in Messages((INamedTypeSymbol)context.Symbol, context.Compilation, context.CancellationToken))
            context.ReportDiagnostic(message);
    }

    /// <summary>What is wrong with a class; nothing if it is no model.</summary>
    internal static IEnumerable<Diagnostic> Messages(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        if (ModelParser.MarkerOf(type) is not { } marker)
            return [];
        var description = ModelParser.Parse(type, marker, compilation, cancellationToken);
        var sites = new SiteLocator(type, marker, compilation, cancellationToken);
        return Lowering.Lower(description).Problems.Select(problem => Diagnostic.Create(
            Rules.ById(problem.Rule),
            sites.LocationOf(problem.Site),
            (problem.Hint with { Model = description.Type.MetadataName }).ToProperties(),
            problem.Arguments.ToArray<object>()));
    }
}
