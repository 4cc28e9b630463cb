using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>Parses the modifiers on the class or on a member, and checks their scopes and conflicts.</summary>
internal sealed class ModifierParser(ProblemList problems)
{
    private readonly ModifierReader _reader = new(problems);

    /// <summary>Modifiers on the class: defaults of their scopes.</summary>
    public EquatableArray<Modifier> ParseClass(INamedTypeSymbol type)
    {
        var modifiers = Parse(type, owner: null);
        if (modifiers.Count < 2)
            return modifiers;
        foreach (var group in modifiers.GroupBy(modifier => modifier.Kind))
        {
            var taken = ModelScope.Unspecified;
            foreach (var modifier in group)
            {
                var scope = modifier.EffectiveScope;
                if ((taken & scope) != 0)
                {
                    var first = group.First(other => (other.EffectiveScope & scope) != 0);
                    problems.Add(
                        RuleIds.TwoDefaults, modifier.Site, ScopeLeft(scope & ~taken), Twice(first, modifier), (taken & scope).ToString());
                }
                taken |= scope;
            }
        }
        CheckPair(RuleIds.TwoNorms, modifiers.Where(modifier => modifier.IsNorm));
        CheckPair(RuleIds.TwoDropouts, modifiers.Where(IsDropoutOfTasks));
        return modifiers;
    }

    private static bool IsDropoutOfTasks(Modifier modifier) =>
        (modifier.EffectiveScope & ModelScope.Task) != 0
        && (modifier.Kind == ModifierKind.AdaptiveDropout
            || (modifier.Kind == ModifierKind.Dropout && modifier.Scope != ModelScope.Unspecified));

    /// <summary>Modifiers on a member.</summary>
    /// <param name="member">The member.</param>
    /// <param name="owner">The name of the layer or head that it declares.</param>
    public EquatableArray<Modifier> ParseMember(ISymbol member, string owner)
    {
        var modifiers = Parse(member, owner);
        if (modifiers.Count == 0)
            return modifiers; // The usual case, checked first because this runs for every member.
        foreach (var modifier in modifiers.Where(static modifier => modifier.Scope != ModelScope.Unspecified))
        {
            problems.Add(
                RuleIds.ScopeOnMember, modifier.Site, new Hint { Argument = "Scope" },
                modifier.Site.Attribute!, modifier.Scope.ToString(), member.Name);
        }
        if (modifiers.Count == 1)
            return modifiers;
        foreach (var group in modifiers.GroupBy(modifier => modifier.Kind))
        {
            foreach (var again in group.Skip(1))
                problems.Add(RuleIds.TwoDefaults, again.Site, Twice(group.First(), again), member.Name);
        }
        CheckPair(RuleIds.TwoNorms, modifiers.Where(modifier => modifier.IsNorm));
        CheckPair(RuleIds.TwoDropouts, modifiers.Where(modifier => modifier.IsDropout));
        return modifiers;
    }

    /// <summary>The name of a duplicate: an attribute, or the penalty that two attributes have in common.</summary>
    private static string Twice(Modifier first, Modifier again) => first.Site.Attribute == again.Site.Attribute
        ? again.Site.Attribute!
        : $"The {again.Kind} penalty, by {first.Site.Attribute} and by {again.Site.Attribute},";

    /// <summary>The part of a scope without a default, as C#.</summary>
    private static Hint ScopeLeft(ModelScope scope)
    {
        var parts = new[] { ModelScope.Input, ModelScope.Shared, ModelScope.Task }
            .Where(part => (scope & part) != 0)
            .Select(part => $"Scope.{part}")
            .ToList();
        return parts.Count == 0 ? Hint.None : new Hint { Argument = "Scope", Instead = string.Join(" | ", parts) };
    }

    /// <summary>Reports two different modifiers that exclude each other in a common scope.</summary>
    private void CheckPair(string rule, IEnumerable<Modifier> rivals)
    {
        var list = rivals.ToList();
        for (var i = 1; i < list.Count; i++)
        {
            var later = list[i];
            var earlier = list.Take(i)
                .FirstOrDefault(other => other.Kind != later.Kind && (other.EffectiveScope & later.EffectiveScope) != 0);
            if (earlier is null)
                continue;
            var target = later.Site.Member ?? (earlier.EffectiveScope & later.EffectiveScope).ToString();
            problems.Add(rule, later.Site, target, earlier.Site.Attribute!, later.Site.Attribute!);
        }
    }

    private EquatableArray<Modifier> Parse(ISymbol symbol, string? owner)
    {
        var member = owner is null ? null : symbol.Name;
        List<Modifier>? modifiers = null;
        var attributes = symbol.GetAttributes();
        for (var i = 0; i < attributes.Length; i++)
        {
            if (attributes[i].LanguageName() is not { } name)
                continue;
            foreach (var modifier in _reader.Read(attributes[i], new Site(member, name, OrdinalOf(i, name, attributes))))
                (modifiers ??= []).Add(modifier with { Owner = owner });
        }
        return modifiers?.ToEquatableArray() ?? EquatableArray<Modifier>.Empty;
    }

    /// <summary>The number of attributes with the same name before an attribute.</summary>
    private static int OrdinalOf(int index, string name, ImmutableArray<AttributeData> attributes)
    {
        var ordinal = 0;
        for (var i = 0; i < index; i++)
            ordinal += attributes[i].LanguageName() == name ? 1 : 0;
        return ordinal;
    }
}
