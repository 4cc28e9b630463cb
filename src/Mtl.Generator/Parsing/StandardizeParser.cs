using Microsoft.CodeAnalysis;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>Parses <c>[Standardize]</c> on the model, on the members of a row, and on heads.</summary>
internal sealed class StandardizeParser(ProblemList problems)
{
    /// <summary>The heads that can standardize their labels, for messages.</summary>
    private static readonly string _standardizing =
        string.Join(" or ", HeadKind.OfRuntime.Where(kind => kind.CanStandardize).Select(kind => kind.TypeName));

    /// <summary>The value of the attribute, or null without one.</summary>
    public static bool? Of(ISymbol? symbol) => Read(symbol?.LanguageAttribute(AttributeNames.Standardize));

    /// <summary>The value of the attribute on a member of a row, or null without one.</summary>
    public static bool? Of(RowMember member) => Read(member.Attribute(AttributeNames.Standardize));

    private static bool? Read(AttributeData? attribute) =>
        attribute is null ? null : !attribute.TryPositional<bool>(0, out var isOn) || isOn;

    /// <summary>Reports attributes without effect: on members of a row that are not features with numbers.</summary>
    public void CheckRow(IEnumerable<RowMember> members, IReadOnlyList<FeatureDescription> features)
    {
        foreach (var member in members.Where(member => Of(member) is not null))
        {
            var reason = member switch
            {
                { Label: not null } => $"'{member.Name}' is a label; write it on the task's head",
                { Feature: null } => $"'{member.Name}' is not a feature",
                _ when features.Any(feature => feature.Name == member.Name && feature.Kind != FeatureKind.Number) =>
                    $"'{member.Name}' is not a number but a choice",
                _ => null,
            };
            if (reason is not null)
                problems.Add(RuleIds.NoEffect, member.Site(AttributeNames.Standardize), AttributeNames.Standardize, reason);
        }
    }

    /// <summary>Reports attributes without effect: on properties that are not heads of numbers.</summary>
    public void CheckMembers(INamedTypeSymbol model, IReadOnlyList<HeadDescription> heads)
    {
        foreach (var member in model.GetMembers().Where(member => Of(member) is not null))
        {
            if (heads.Any(head => head.Member.Name == member.Name && (head.Kind.CanStandardize || head.Kind == HeadKind.Unknown)))
                continue;
            problems.Add(
                RuleIds.NoEffect, new Site(member.Name, AttributeNames.Standardize), AttributeNames.Standardize,
                $"'{member.Name}' is not a {_standardizing}; on the model or on a feature, the attribute is about inputs");
        }
    }
}
