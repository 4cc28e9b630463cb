using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Mtl.Generator.CodeFixes.Editing;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.CodeFixes.Fixes;

/// <summary>Adds <c>[TaskHead]</c> to a head. There is no fix for a layer: it needs a size, which only the user can choose.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddRoleFix)), Shared]
public sealed class AddRoleFix() : ModelCodeFix(RuleIds.RoleMissing)
{
    internal override IEnumerable<Remedy> RemediesFor(Mistake mistake)
    {
        if (mistake is not { Hint.Instead: { } role, Property: { } property })
            yield break;
        var attribute = mistake.SemanticModel.AttributeAt(property.SpanStart, role);
        yield return new Remedy($"Add [{role}]", Edit.Insert(property.SyntaxTree, property.SpanStart, $"[{attribute}] "));
    }
}
