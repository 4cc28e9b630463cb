using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Mtl.Generator.CodeFixes.Editing;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.CodeFixes.Fixes;

/// <summary>Makes the class and all types around it partial, in every file that declares them.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialFix)), Shared]
public sealed class MakePartialFix() : ModelCodeFix(RuleIds.NotPartial)
{
    internal override IEnumerable<Remedy> RemediesFor(Mistake mistake)
    {
        var edits = new List<Edit>();
        for (var type = mistake.TypeSymbol; type is not null; type = type.ContainingType)
            edits.AddRange(mistake.PartsOf(type).Where(part => !part.Has(SyntaxKind.PartialKeyword)).Select(part => part.MakePartial()));
        if (edits.Count > 0)
            yield return new Remedy(edits.Count == 1 ? "Make it partial" : "Make it and the types around it partial", [.. edits]);
    }
}
