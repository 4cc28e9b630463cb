using System.Composition;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Mtl.Generator.CodeFixes.Editing;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.CodeFixes.Fixes;

/// <summary>Adds the weight 1, which is the default, for the last classes if they have none.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CompleteClassWeightsFix)), Shared]
public sealed class CompleteClassWeightsFix() : ModelCodeFix(RuleIds.ClassWeights)
{
    internal override IEnumerable<Remedy> RemediesFor(Mistake mistake)
    {
        if (mistake.Argument?.Expression is not { } weights || mistake.Hint.Count is not { } count)
            yield break;
        // Both { 1.0, 2.0 } and [1.0, 2.0] end with a bracket and separate their elements by commas.
        var end = weights.GetLastToken();
        var written = weights.DescendantTokens().Count(token => token.IsKind(SyntaxKind.CommaToken)) + 1;
        var missing = int.Parse(count, CultureInfo.InvariantCulture) - written;
        if (missing > 0 && end.Kind() is SyntaxKind.CloseBraceToken or SyntaxKind.CloseBracketToken
            && !end.GetPreviousToken().IsKind(SyntaxKind.CommaToken))
        {
            var added = string.Concat(Enumerable.Repeat(", 1.0", missing));
            yield return new Remedy(
                $"Add weights of 1 up to {count}",
                Edit.Insert(weights.SyntaxTree, end.GetPreviousToken().Span.End, added));
        }
    }
}
