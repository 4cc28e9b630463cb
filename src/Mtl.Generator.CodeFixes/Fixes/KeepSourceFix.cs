using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Mtl.Generator.CodeFixes.Editing;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.CodeFixes.Fixes;

/// <summary>Keeps one of the ways in which a layer or task says what it reads.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(KeepSourceFix)), Shared]
public sealed class KeepSourceFix() : ModelCodeFix(RuleIds.Sources)
{
    private static readonly string[] _ways = ["From", "Concat", "Add", "Multiply"];

    internal override IEnumerable<Remedy> RemediesFor(Mistake mistake)
    {
        if (mistake.Attribute?.ArgumentList is not { } list)
            yield break;
        var given = _ways.Where(way => mistake.Attribute.Argument(way) is not null).ToList();
        foreach (var way in given)
        {
            var kept = list.Arguments.Where(argument => !given.Contains(NameOf(argument)) || NameOf(argument) == way);
            yield return new Remedy($"Keep {way} alone", Edit.Replace(list, $"({string.Join(", ", kept)})")) { Kind = way };
        }
    }

    private static string NameOf(AttributeArgumentSyntax argument) => argument.NameEquals?.Name.Identifier.ValueText ?? "";
}
