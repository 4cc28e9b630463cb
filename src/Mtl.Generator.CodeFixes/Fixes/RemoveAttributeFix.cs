using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Mtl.Generator.CodeFixes.Editing;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.CodeFixes.Fixes;

/// <summary>Removes an attribute that has no effect, is harmful, or repeats or contradicts another one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveAttributeFix)), Shared]
public sealed class RemoveAttributeFix() : ModelCodeFix(
    RuleIds.LabelWithoutHead, RuleIds.NoEffect, RuleIds.TwoDefaults, RuleIds.TwoNorms, RuleIds.TwoDropouts, RuleIds.StateKeyTaken,
    RuleIds.Probabilities, RuleIds.ExpertCount, RuleIds.BalancingSingle, RuleIds.BalancingNothingShared, RuleIds.TwoSchemes,
    RuleIds.SchemeTasks)
{
    internal override IEnumerable<Remedy> RemediesFor(Mistake mistake)
    {
        var found = mistake.Rule == RuleIds.LabelWithoutHead ? mistake.AttributeBeside : mistake.Attribute;
        if (found is not { } attribute || !IsToBlame(attribute, mistake))
            yield break;
        var name = attribute.ShortName();
        yield return new Remedy($"Remove [{name}]", attribute.Remove()) { Kind = name };
    }

    /// <summary>Whether the attribute itself is the mistake, not one of its arguments or its member.</summary>
    private static bool IsToBlame(AttributeSyntax attribute, Mistake mistake) => mistake.Rule switch
    {
        RuleIds.NoEffect => mistake.Hint.Argument is null,
        RuleIds.StateKeyTaken => attribute.ShortName() == "StateKey",
        RuleIds.Probabilities => attribute.ShortName() == "Activation",
        RuleIds.ExpertCount => mistake.Hint.Instead == "2", // The mistake is too few experts, not too many.
        RuleIds.LabelWithoutHead => attribute.ShortName() == "Label",
        _ => true,
    };
}
