using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Mtl.Generator.CodeFixes.Editing;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.CodeFixes.Fixes;

/// <summary>Replaces an unknown name by the most similar one; with <c>nameof</c> if it is the name of a member.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NearestNameFix)), Shared]
public sealed class NearestNameFix() : ModelCodeFix(RuleIds.UnknownSource, RuleIds.TaskOrder, RuleIds.SchemeFrom)
{
    internal override IEnumerable<Remedy> RemediesFor(Mistake mistake)
    {
        if (mistake.Hint is not { Name: { } wrong, Instead: { } meant } || mistake.Attribute?.ArgumentList is not { } list)
            yield break;
        var name = mistake.TypeSymbol?.GetMembers(meant).IsEmpty == false && mistake.Property is not null
            ? $"nameof({meant})"
            : $"\"{meant}\"";
        var edits = list.DescendantNodes().OfType<ExpressionSyntax>()
            .Where(expression => mistake.SemanticModel.GetConstantValue(expression).Value is string text && text == wrong)
            .Where(expression => expression.FirstAncestorOrSelf<AttributeArgumentSyntax>()?.NameEquals?.Name.Identifier.ValueText
                is "From" or "Concat" or "Add" or "Multiply" or "After")
            .Select(expression => Edit.Replace(expression, name))
            .ToArray();
        if (edits.Length > 0)
            yield return new Remedy($"Read '{meant}'", edits);
    }
}
