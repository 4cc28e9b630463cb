using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Mtl.Generator.CodeFixes.Editing;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.CodeFixes.Fixes;

/// <summary>Replaces an attribute by the one that fits the member, with the same arguments.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReplaceAttributeFix)), Shared]
public sealed class ReplaceAttributeFix() : ModelCodeFix(RuleIds.ShapeMismatch, RuleIds.TaskLayerOwner, RuleIds.DropoutPlace)
{
    internal override IEnumerable<Remedy> RemediesFor(Mistake mistake)
    {
        if (mistake is { Hint: { Argument: null, Instead: { } name }, Attribute: { } attribute })
            yield return new Remedy($"Use [{name}]", Edit.Replace(attribute.SimpleName().Identifier, name)) { Kind = name };
    }
}
