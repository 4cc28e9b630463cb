using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Mtl.Generator.CodeFixes.Editing;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.CodeFixes.Fixes;

/// <summary>Lets a member that was renamed keep the key under which its tensors are saved.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddStateKeyFix)), Shared]
public sealed class AddStateKeyFix() : ModelCodeFix(RuleIds.StateKeyLost)
{
    internal override IEnumerable<Remedy> RemediesFor(Mistake mistake)
    {
        if (mistake is not { Hint.Instead: { } key, Member: { } member })
            yield break;
        var attributes = member.AttributeLists.SelectMany(list => list.Attributes).ToList();
        if (attributes.Find(attribute => attribute.ShortName() == "StateKey")?.Set("0", key) is { } replaced)
            yield return new Remedy($"Write [StateKey({key})]", replaced);
        else if (attributes.Find(attribute => attribute.ShortName() is "SharedLayer" or "TaskLayer" or "TaskHead") is { } role)
            yield return new Remedy($"Add [StateKey({key})]", Edit.Insert(role.SyntaxTree, role.Span.End, $", {mistake.SemanticModel.AttributeAt(role.SpanStart, "StateKey")}({key})"));
    }
}
