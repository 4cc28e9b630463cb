using System.Globalization;
using Microsoft.CodeAnalysis;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>Parses one modifier, and checks its numbers.</summary>
internal sealed class ModifierReader(ProblemList problems)
{
    private static readonly Hint _first = new() { Argument = "0" };

    /// <summary>The modifiers of an attribute; none for another attribute, or one with missing arguments.</summary>
    public IEnumerable<Modifier> Read(AttributeData attribute, Site site)
    {
        switch (site.Attribute)
        {
            case AttributeNames.Dropout: return Probability(ModifierKind.Dropout, attribute, site);
            case AttributeNames.SpatialDropout: return Probability(ModifierKind.SpatialDropout, attribute, site);
            case AttributeNames.RecurrentDropout: return Probability(ModifierKind.RecurrentDropout, attribute, site);
            case AttributeNames.AdaptiveDropout: return Bounds(attribute, site);
            case AttributeNames.L1: return Strength(ModifierKind.L1, 0, attribute, site);
            case AttributeNames.L2: return Strength(ModifierKind.L2, 0, attribute, site);
            case AttributeNames.ElasticNet:
                return Strength(ModifierKind.L1, 0, attribute, site).Concat(Strength(ModifierKind.L2, 1, attribute, site));
            case AttributeNames.GroupLasso: return Strength(ModifierKind.GroupLasso, 0, attribute, site);
            case AttributeNames.BatchNorm: return [New(ModifierKind.BatchNorm, 0, attribute, site)];
            case AttributeNames.LayerNorm: return [New(ModifierKind.LayerNorm, 0, attribute, site)];
            case AttributeNames.Activation: return Activation(attribute, site);
            case AttributeNames.Frozen: return Frozen(attribute, site);
            case AttributeNames.LearningRate: return Multiplier(attribute, site);
            case AttributeNames.StateKey: return StateKey(attribute, site);
            default: return [];
        }
    }

    private IEnumerable<Modifier> Probability(ModifierKind kind, AttributeData attribute, Site site)
    {
        if (!attribute.TryPositional<double>(0, out var probability))
            return [];
        if (!(probability >= 0 && probability < 1))
            problems.Add(RuleIds.Probability, site, _first, Text(probability));
        return [New(kind, probability, attribute, site)];
    }

    private IEnumerable<Modifier> Bounds(AttributeData attribute, Site site)
    {
        if (!attribute.TryPositional<double>(0, out var minimum) || !attribute.TryPositional<double>(1, out var maximum))
            return [];
        if (!(minimum >= 0 && minimum <= maximum && maximum < 1))
            problems.Add(RuleIds.RateBounds, site, Text(minimum), Text(maximum));
        return [New(ModifierKind.AdaptiveDropout, minimum, attribute, site) with { Maximum = maximum }];
    }

    private IEnumerable<Modifier> Strength(ModifierKind kind, int argument, AttributeData attribute, Site site)
    {
        if (!attribute.TryPositional<double>(argument, out var strength))
            return [];
        if (!(strength >= 0) || double.IsInfinity(strength))
            problems.Add(RuleIds.Strength, site, new Hint { Argument = Text(argument) }, site.Attribute!, Text(strength));
        return [New(kind, strength, attribute, site)];
    }

    private IEnumerable<Modifier> Activation(AttributeData attribute, Site site)
    {
        if (!attribute.TryPositional<int>(0, out var function))
            return [];
        if (!Enum.IsDefined(typeof(ActivationFunction), function))
            problems.Add(RuleIds.UndefinedValue, site, "Activation", Text(function));
        return [New(ModifierKind.Activation, 0, attribute, site) with { Function = (ActivationFunction)function }];
    }

    private IEnumerable<Modifier> Frozen(AttributeData attribute, Site site) =>
        attribute.TryPositional<bool>(0, out var isFrozen) ? [New(ModifierKind.Frozen, isFrozen ? 1 : 0, attribute, site)] : [];

    private IEnumerable<Modifier> Multiplier(AttributeData attribute, Site site)
    {
        if (!attribute.TryPositional<double>(0, out var multiplier))
            return [];
        if (!(multiplier > 0) || double.IsInfinity(multiplier))
        {
            var hint = multiplier == 0 ? _first with { Instead = AttributeNames.Frozen } : _first;
            problems.Add(RuleIds.Multiplier, site, hint, Text(multiplier));
        }
        return [New(ModifierKind.LearningRate, multiplier, attribute, site)];
    }

    /// <summary>A state key. Dots separate its parts; white space and control characters are typing errors.</summary>
    private IEnumerable<Modifier> StateKey(AttributeData attribute, Site site)
    {
        if (!attribute.TryPositional<string>(0, out var key))
            return [];
        var usable = string.Concat(key.Select(
            letter => letter == '.' || char.IsWhiteSpace(letter) || char.IsControl(letter) ? '_' : letter));
        if (key.Length == 0 || key != usable)
            problems.Add(RuleIds.StateKey, site, key.Length == 0 ? Hint.None : _first with { Instead = $"\"{usable}\"" }, key);
        return [New(ModifierKind.StateKey, 0, attribute, site) with { Key = key }];
    }

    private Modifier New(ModifierKind kind, double value, AttributeData attribute, Site site)
    {
        var scope = (ModelScope)attribute.Named("Scope", 0);
        if ((scope & ~ModelScope.All) != 0)
            problems.Add(RuleIds.UndefinedValue, site, "Scope", Text((int)scope));
        return new Modifier(kind, value, default, scope, site);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
