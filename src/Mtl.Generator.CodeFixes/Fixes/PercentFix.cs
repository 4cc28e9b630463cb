using System.Composition;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Mtl.Generator.CodeFixes.Editing;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.CodeFixes.Fixes;

/// <summary>Divides a probability in percent by 100: 20 becomes 0.2. There is no fix between 1 and 2, where percent is unlikely.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PercentFix)), Shared]
public sealed class PercentFix() : ModelCodeFix(RuleIds.Probability, RuleIds.LossNumber)
{
    internal override IEnumerable<Remedy> RemediesFor(Mistake mistake)
    {
        if (mistake.Rule == RuleIds.LossNumber && mistake.Hint.Argument != "LabelSmoothing")
            yield break;
        if (mistake.Argument?.Expression is not { } expression
            || NumberText.ValueOf(expression, mistake.SemanticModel) is not { } percent || percent is < 2 or >= 100)
        {
            yield break;
        }

        var fraction = ((decimal)percent / 100).ToString("G29", CultureInfo.InvariantCulture);
        yield return new Remedy($"Read it as percent: {fraction}", Edit.Replace(expression, fraction));
    }
}
