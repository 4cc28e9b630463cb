using System.Globalization;
using Microsoft.CodeAnalysis;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>Reads the modifiers on the class or on a member, and checks their numbers and scopes.</summary>
internal sealed class ModifierParser(ProblemList problems)
{
    /// <summary>Modifiers on the class: defaults of their scopes.</summary>
    public EquatableArray<Modifier> ParseClass(INamedTypeSymbol type)
    {
        var modifiers = Parse(type, member: null).ToEquatableArray();
        foreach (var group in modifiers.GroupBy(modifier => modifier.Kind))
        {
            var taken = ModelScope.Unspecified;
            foreach (var modifier in group)
            {
                var scope = modifier.Scope == ModelScope.Unspecified ? ModelScope.All : modifier.Scope;
                if ((taken & scope) != 0)
                    problems.Add(RuleIds.TwoDefaults, modifier.Site, modifier.Site.Attribute!, (taken & scope).ToString());
                taken |= scope;
            }
        }
        return modifiers;
    }

    /// <summary>Modifiers on a member: its own.</summary>
    public EquatableArray<Modifier> ParseMember(ISymbol member)
    {
        var modifiers = Parse(member, member.Name).ToEquatableArray();
        foreach (var modifier in modifiers)
        {
            if (modifier.Scope != ModelScope.Unspecified)
                problems.Add(RuleIds.ScopeOnMember, modifier.Site, modifier.Site.Attribute!, modifier.Scope.ToString(), member.Name);
            if (modifier.Site.Ordinal > 0)
                problems.Add(RuleIds.TwoDefaults, modifier.Site, modifier.Site.Attribute!, member.Name);
        }
        return modifiers;
    }

    private IEnumerable<Modifier> Parse(ISymbol symbol, string? member)
    {
        var seen = new Dictionary<string, int>();
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.LanguageName() is not { } name || KindOf(name) is not { } kind)
                continue;
            seen.TryGetValue(name, out var ordinal);
            seen[name] = ordinal + 1;
            if (Read(attribute, kind, new Site(member, name, ordinal)) is { } modifier)
                yield return modifier;
        }
    }

    private Modifier? Read(AttributeData attribute, ModifierKind kind, Site site)
    {
        var scope = (ModelScope)attribute.Named("Scope", 0);
        if ((scope & ~ModelScope.All) != 0)
            problems.Add(RuleIds.UndefinedValue, site, "Scope", Text((int)scope));
        switch (kind)
        {
            case ModifierKind.Dropout when attribute.TryPositional<double>(0, out var probability):
                if (!(probability >= 0 && probability < 1))
                    problems.Add(RuleIds.Probability, site, Text(probability));
                return new Modifier(kind, probability, default, scope, site);

            case ModifierKind.L2 when attribute.TryPositional<double>(0, out var strength):
                if (!(strength >= 0) || double.IsInfinity(strength))
                    problems.Add(RuleIds.Strength, site, site.Attribute!, Text(strength));
                return new Modifier(kind, strength, default, scope, site);

            case ModifierKind.Activation when attribute.TryPositional<int>(0, out var function):
                if (!Enum.IsDefined(typeof(ActivationFunction), function))
                    problems.Add(RuleIds.UndefinedValue, site, "Activation", Text(function));
                return new Modifier(kind, 0, (ActivationFunction)function, scope, site);

            case ModifierKind.BatchNorm:
                return new Modifier(kind, 0, default, scope, site);

            default:
                return null;
        }
    }

    private static ModifierKind? KindOf(string name) => name switch
    {
        AttributeNames.Dropout => ModifierKind.Dropout,
        AttributeNames.L2 => ModifierKind.L2,
        AttributeNames.BatchNorm => ModifierKind.BatchNorm,
        AttributeNames.Activation => ModifierKind.Activation,
        _ => null,
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
