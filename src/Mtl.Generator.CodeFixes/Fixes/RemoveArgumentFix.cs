using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Mtl.Generator.CodeFixes.Editing;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.CodeFixes.Fixes;

/// <summary>Removes an argument that its attribute does not support on this member or class.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveArgumentFix)), Shared]
public sealed class RemoveArgumentFix() : ModelCodeFix(
    RuleIds.NoEffect, RuleIds.ScopeOnMember, RuleIds.DeclaredName, RuleIds.LossKind, RuleIds.Outputs, RuleIds.Categories,
    RuleIds.StepsOfSequence, RuleIds.NoTrunk, RuleIds.BalancingOption, RuleIds.BalancingNumber, RuleIds.BalancingPreference)
{
    internal override IEnumerable<Remedy> RemediesFor(Mistake mistake)
    {
        if (mistake.Argument is { } argument)
            yield return new Remedy($"Remove '{argument}'", argument.Remove()) { Kind = argument.NameEquals?.Name.ToString() ?? "" };
    }
}
