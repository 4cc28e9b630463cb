using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Mtl.Generator.CodeFixes.Editing;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.CodeFixes.Fixes;

/// <summary>Removes an attribute that does nothing or does harm, or says again or otherwise what another has said.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveAttributeFix)), Shared]
public sealed class RemoveAttributeFix() : ModelCodeFix(
    RuleIds.LabelWithoutHead, RuleIds.NoEffect, RuleIds.TwoDefaults, RuleIds.TwoNorms, RuleIds.TwoDropouts, RuleIds.StateKeyTaken,
    RuleIds.Probabilities, RuleIds.ExpertCount, RuleIds.BalancingSingle, RuleIds.BalancingNothingShared, RuleIds.TwoSchemes, RuleIds.SchemeTasks)
{
    internal override IEnumerable<Remedy> RemediesFor(Mistake mistake)
    {
        var found = mistake.Rule == RuleIds.LabelWithoutHead ? mistake.AttributeBeside : mistake.Attribute;
        if (found is not { } attribute || !IsToBlame(attribute, mistake))
            yield break;
        var name = attribute.ShortName();
        yield return new Remedy($"Remove [{name}]", attribute.Remove()) { Kind = name };
    }

    /// <summary>The attribute itself, and not one of its arguments or the member that carries it.</summary>
    private static bool IsToBlame(AttributeSyntax attribute, Mistake mistake) => mistake.Rule switch
    {
        RuleIds.NoEffect => mistake.Hint.Argument is null,
        RuleIds.StateKeyTaken => attribute.ShortName() == "StateKey",
        RuleIds.Probabilities => attribute.ShortName() == "Activation",
        RuleIds.ExpertCount => mistake.Hint.Instead == "2", // So too many were not written.
        RuleIds.LabelWithoutHead => attribute.ShortName() == "Label",
        _ => true,
    };
}
