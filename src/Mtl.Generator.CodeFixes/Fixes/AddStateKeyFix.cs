using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Mtl.Generator.CodeFixes.Editing;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.CodeFixes.Fixes;

/// <summary>Adds <c>[StateKey]</c> to a renamed member, so that its tensors keep their key in model files.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddStateKeyFix)), Shared]
public sealed class AddStateKeyFix() : ModelCodeFix(RuleIds.StateKeyLost)
{
    internal override IEnumerable<Remedy> RemediesFor(Mistake mistake)
    {
        if (mistake is not { Hint.Instead: { } key, Member: { } member })
            yield break;
        var attributes = member.AttributeLists.SelectMany(list => list.Attributes).ToList();
        if (attributes.Find(attribute => attribute.ShortName() == "StateKey")?.Set("0", key) is { } replaced)
        {
            yield return new Remedy($"Write [StateKey({key})]", replaced);
        }
        else if (attributes.Find(attribute => attribute.ShortName() is "SharedLayer" or "TaskLayer" or "TaskHead") is { } role)
        {
            var stateKey = mistake.SemanticModel.AttributeAt(role.SpanStart, "StateKey");
            yield return new Remedy($"Add [StateKey({key})]", Edit.Insert(role.SyntaxTree, role.Span.End, $", {stateKey}({key})"));
        }
    }
}
