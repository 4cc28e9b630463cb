using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Mtl.Generator.CodeFixes.Editing;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.CodeFixes.Fixes;

/// <summary>Keeps one of several source arguments of a layer or task and removes the others.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(KeepSourceFix)), Shared]
public sealed class KeepSourceFix() : ModelCodeFix(RuleIds.Sources)
{
    private static readonly string[] _sources = ["From", "Concat", "Add", "Multiply"];

    internal override IEnumerable<Remedy> RemediesFor(Mistake mistake)
    {
        if (mistake.Attribute?.ArgumentList is not { } list)
            yield break;
        var given = _sources.Where(source => mistake.Attribute.Argument(source) is not null).ToList();
        foreach (var source in given)
        {
            var kept = list.Arguments.Where(argument => !given.Contains(NameOf(argument)) || NameOf(argument) == source);
            yield return new Remedy($"Keep only {source}", Edit.Replace(list, $"({string.Join(", ", kept)})")) { Kind = source };
        }
    }

    private static string NameOf(AttributeArgumentSyntax argument) => argument.NameEquals?.Name.Identifier.ValueText ?? "";
}
