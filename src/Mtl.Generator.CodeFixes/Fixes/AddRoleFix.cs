using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Mtl.Generator.CodeFixes.Editing;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.CodeFixes.Fixes;

/// <summary>Makes a head a task. A layer needs a size, which nobody but the user knows.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddRoleFix)), Shared]
public sealed class AddRoleFix() : ModelCodeFix(RuleIds.RoleMissing)
{
    internal override IEnumerable<Remedy> RemediesFor(Mistake mistake)
    {
        if (mistake is { Hint.Instead: { } role, Property: { } property })
            yield return new Remedy($"Add [{role}]", Edit.Insert(property.SyntaxTree, property.SpanStart, $"[{mistake.SemanticModel.AttributeAt(property.SpanStart, role)}] "));
    }
}
