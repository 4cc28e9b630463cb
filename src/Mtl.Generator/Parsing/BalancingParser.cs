using System.Globalization;
using Microsoft.CodeAnalysis;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>Parses <c>[Balancing]</c> on the model, and checks the options of the method.</summary>
internal static class BalancingParser
{
    /// <summary>The method; null for a model without one, or with one that does not exist.</summary>
    public static BalancingDescription? Parse(INamedTypeSymbol model, ProblemList problems)
    {
        if (model.LanguageAttribute(AttributeNames.Balancing) is not { } attribute
            || attribute.IsIncomplete()
            || !attribute.TryPositional<int>(0, out var method))
        {
            return null;
        }

        var site = new Site(Member: null, AttributeNames.Balancing);
        if (method < 0 || method >= BalancingKind.All.Length)
        {
            problems.Add(RuleIds.UndefinedValue, site, "BalancingMethod", Text(method));
            return null;
        }

        var kind = BalancingKind.All[method];
        var options = attribute.NamedArguments
            .Select(argument => Read(argument.Key, argument.Value, kind, site, problems))
            .OfType<BalancingOption>();
        return new BalancingDescription(kind.Name, options.ToEquatableArray(), site);
    }

    private static BalancingOption? Read(string name, TypedConstant value, BalancingKind kind, Site site, ProblemList problems)
    {
        var hint = new Hint { Argument = name };
        if (Array.Find(kind.Options, option => option.Name == name) is not { } range)
        {
            var options = kind.Options.Length == 0
                ? "it has no options"
                : $"its options: {string.Join(", ", kind.Options.Select(option => option.Name))}";
            problems.Add(RuleIds.BalancingOption, site, hint, kind.Name, name, options);
            return null;
        }

        switch (value.Value)
        {
            case bool choice:
                return new(name, choice);
            case int number when number >= range.Minimum && number <= range.Maximum:
                return range.Enum is null ? new(name, number) : new(name, range.Members[number], range.Enum);
            case double number when number >= range.Minimum && number <= range.Maximum:
                return new(name, number);
            case null:
                return null; // Half-typed, which the compiler reports.
            case var wrong:
                problems.Add(RuleIds.BalancingNumber, site, hint, name, kind.Name, range.Expected, Text(wrong));
                return null;
        }
    }

    private static string Text(object value) => string.Format(CultureInfo.InvariantCulture, "{0}", value);
}
