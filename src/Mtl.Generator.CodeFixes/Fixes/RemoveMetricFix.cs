using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Mtl.Generator.CodeFixes.Editing;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.CodeFixes.Fixes;

/// <summary>
/// Removes a metric that the head does not have, or the later of two. If it was the only one, the argument is removed, and the head's
/// default applies.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveMetricFix)), Shared]
public sealed class RemoveMetricFix() : ModelCodeFix(RuleIds.Metric)
{
    internal override IEnumerable<Remedy> RemediesFor(Mistake mistake)
    {
        if (mistake is not { Argument: { } argument, Hint.Name: { } name })
            yield break;
        var (_, written) = MetricsIn(argument, mistake.SemanticModel).LastOrDefault(metric => metric.Name == name);
        if (written is not null)
            yield return new Remedy($"Remove '{written}'", Remove(written, argument)) { Kind = name };
    }

    private static IEnumerable<(string Name, ExpressionSyntax Written)> MetricsIn(AttributeArgumentSyntax argument, SemanticModel model) =>
        from expression in argument.Expression.DescendantNodes().OfType<ExpressionSyntax>()
        where expression.Parent is not MemberAccessExpressionSyntax
        let field = model.GetSymbolInfo(expression).Symbol as IFieldSymbol
        where field is { ContainingType: { Name: "Metric", TypeKind: TypeKind.Enum } }
        select (field.Name, expression);

    /// <summary>Removes a metric and the comma after it or, at the end of the list, the one before it.</summary>
    private static Edit Remove(ExpressionSyntax metric, AttributeArgumentSyntax argument)
    {
        var (before, after) = (metric.GetFirstToken().GetPreviousToken(), metric.GetLastToken().GetNextToken());
        return after.IsKind(SyntaxKind.CommaToken) ? Edit.Remove(metric.SyntaxTree, metric.SpanStart, after.GetNextToken().SpanStart)
            : before.IsKind(SyntaxKind.CommaToken) ? Edit.Remove(metric.SyntaxTree, before.SpanStart, metric.Span.End)
            : argument.Remove();
    }
}
