using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Mtl.Generator.CodeFixes.Editing;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.CodeFixes.Fixes;

/// <summary>Removes the minus sign of a number that must not be negative, if the positive number is in range.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FlipSignFix)), Shared]
public sealed class FlipSignFix() : ModelCodeFix(
    RuleIds.Probability, RuleIds.Strength, RuleIds.Weight, RuleIds.LossNumber, RuleIds.Multiplier)
{
    internal override IEnumerable<Remedy> RemediesFor(Mistake mistake)
    {
        if (mistake.Argument?.Expression is not PrefixUnaryExpressionSyntax expression
            || NumberText.ValueOf(expression, mistake.SemanticModel) is not { } value || value >= 0)
        {
            yield break;
        }

        var isProbability = mistake.Rule == RuleIds.Probability || mistake.Hint.Argument == "LabelSmoothing";
        var positive = expression.Operand.ToString();
        if (!isProbability || -value < 1)
            yield return new Remedy($"Remove the minus sign: {positive}", Edit.Replace(expression, positive));
    }
}
