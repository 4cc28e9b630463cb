using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Mtl.Generator.Graph;
using Mtl.Generator.Parsing;

namespace Mtl.Generator.Diagnostics;

/// <summary>
/// Reports the problems of a declared model at their attributes. It parses and lowers like the generator, but can be configured and
/// suppressed like any analyzer.
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
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext start)
    {
        var baseline = StateKeyBaseline.Read(start.Options.AdditionalFiles, start.CancellationToken);
        start.RegisterSymbolAction(
            context =>
            {
                var type = (INamedTypeSymbol)context.Symbol;
                foreach (var message in Messages(type, context.Compilation, baseline, context.CancellationToken))
                    context.ReportDiagnostic(message);
            },
            SymbolKind.NamedType);
        start.RegisterSyntaxNodeAction(
            MarkerCheck.Check,
            SyntaxKind.ClassDeclaration,
            SyntaxKind.RecordDeclaration,
            SyntaxKind.StructDeclaration,
            SyntaxKind.RecordStructDeclaration,
            SyntaxKind.InterfaceDeclaration);
        if (baseline is null)
            return;
        start.RegisterAdditionalFileAction(context =>
        {
            if (context.AdditionalFile.Path != baseline.Path)
                return;
            foreach (var message in Messages(baseline, context.Compilation))
                context.ReportDiagnostic(message);
        });
    }

    /// <summary>The messages on a class; none if it is no model.</summary>
    /// <remarks>
    /// Arguments are interned: the compiler shows the messages of generator and analyzer once only if their arguments are the same objects.
    /// </remarks>
    internal static IEnumerable<Diagnostic> Messages(
        INamedTypeSymbol type, Compilation compilation, StateKeyBaseline? baseline, CancellationToken cancellationToken)
    {
        if (ModelParser.MarkerOf(type) is not { } marker)
            return [];
        var graph = Lowering.Lower(ModelParser.Parse(type, marker, compilation, cancellationToken));
        var leaks = ModelParser.RowTypeOf(marker) is { } row ? LeakCheck.Check(row, cancellationToken) : [];
        var changes = baseline is null ? [] : StateKeyCheck.Check(graph, baseline);
        var sites = new SiteLocator(type, marker, compilation, cancellationToken);
        return graph.Problems.Concat(leaks).Concat(changes).Select(problem => Diagnostic.Create(
            Rules.ById(problem.Rule),
            sites.LocationOf(problem.Site),
            problem.Beside.Select(sites.LocationOf),
            (problem.Hint with { Model = graph.Type.MetadataName }).ToProperties(),
            problem.Arguments.Select(static argument => (object)string.Intern(argument)).ToArray()));
    }

    /// <summary>The messages on the file of state keys itself.</summary>
    private static IEnumerable<Diagnostic> Messages(StateKeyBaseline baseline, Compilation compilation)
    {
        foreach (var line in baseline.Unreadable)
            yield return At(line, "is not of the form 'Namespace.Class: Key.part [sizes]'");
        foreach (var model in baseline.Models)
        {
            if (compilation.GetTypeByMetadataName(model.Key) is { } type && ModelParser.MarkerOf(type) is not null)
                continue;
            yield return At(
                model.Value,
                $"names '{model.Key}', which is no model of this project; a saved model contains the name of its class, "
                + "so those of this one cannot be loaded any more; if that is meant, remove its lines");
        }

        Diagnostic At(TextLine line, string problem)
        {
            var location = Location.Create(baseline.Path, line.Span, line.Text!.Lines.GetLinePositionSpan(line.Span));
            return Diagnostic.Create(Rules.ById(RuleIds.StateKeyFile), location, problem);
        }
    }
}
