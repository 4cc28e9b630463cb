using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Mtl.Generator.CodeFixes.Editing;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.CodeFixes.Fixes;

/// <summary>Puts the lower bound of an adaptive dropout rate first.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SwapBoundsFix)), Shared]
public sealed class SwapBoundsFix() : ModelCodeFix(RuleIds.RateBounds)
{
    internal override IEnumerable<Remedy> RemediesFor(Mistake mistake)
    {
        if (mistake.Attribute is not { } attribute
            || attribute.Argument("0")?.Expression is not { } first
            || attribute.Argument("1")?.Expression is not { } second)
        {
            yield break;
        }

        if (IsBound(first) && IsBound(second))
        {
            yield return new Remedy(
                "Put the lower bound first",
                Edit.Replace(first, second.ToString()),
                Edit.Replace(second, first.ToString()));
        }

        bool IsBound(ExpressionSyntax expression) =>
            NumberText.ValueOf(expression, mistake.SemanticModel) is >= 0 and < 1;
    }
}
