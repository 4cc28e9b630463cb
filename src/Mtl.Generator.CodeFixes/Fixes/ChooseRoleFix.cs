using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Mtl.Generator.CodeFixes.Editing;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.CodeFixes.Fixes;

/// <summary>Removes one of two role attributes: the one that does not fit the member's type.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ChooseRoleFix)), Shared]
public sealed class ChooseRoleFix() : ModelCodeFix(RuleIds.TwoRoles)
{
    internal override IEnumerable<Remedy> RemediesFor(Mistake mistake)
    {
        if (mistake.Attribute is not null || mistake.Property is not { } property)
            yield break;
        var roles = property.AttributeLists.SelectMany(list => list.Attributes)
            .Where(attribute => attribute.ShortName() is "SharedLayer" or "TaskLayer" or "TaskHead").ToList();
        var isHead = mistake.SemanticModel.GetTypeInfo(property.Type).Type is { } type && IsHead(type);
        foreach (var role in roles.Where(role => roles.Count == 2 && isHead != (role.ShortName() == "TaskHead")))
            yield return new Remedy($"Remove [{role.ShortName()}]", role.Remove()) { Kind = role.ShortName() };
    }

    private static bool IsHead(ITypeSymbol type)
    {
        for (var part = type; part is not null; part = part.BaseType)
        {
            if (part is { Name: "TaskHead", ContainingNamespace: { Name: "Mtl", ContainingNamespace.IsGlobalNamespace: true } })
                return true;
        }
        return false;
    }
}
