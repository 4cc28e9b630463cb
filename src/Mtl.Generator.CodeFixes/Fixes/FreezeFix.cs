using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Mtl.Generator.CodeFixes.Editing;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.CodeFixes.Fixes;

/// <summary>Replaces a learning rate of 0 by <c>[Frozen]</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FreezeFix)), Shared]
public sealed class FreezeFix() : ModelCodeFix(RuleIds.Multiplier)
{
    internal override IEnumerable<Remedy> RemediesFor(Mistake mistake)
    {
        if (mistake is { Hint.Instead: { } name, Attribute: { } attribute, Argument: { } rate })
            yield return new Remedy($"Use [{name}]", Edit.Replace(attribute.SimpleName().Identifier, name), rate.Remove());
    }
}
