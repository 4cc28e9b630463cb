using System.Globalization;
using Microsoft.CodeAnalysis;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>Reads <c>[MixtureOfExperts]</c> on the model.</summary>
internal static class ExpertsParser
{
    /// <summary>More are a slip of the finger; and every one is a copy of the trunk.</summary>
    private const int Most = 256;

    /// <summary>The mixture, or null for a model without one, or with one of an impossible size.</summary>
    public static ExpertsDescription? Parse(INamedTypeSymbol model, ProblemList problems)
    {
        if (model.LanguageAttribute(AttributeNames.MixtureOfExperts) is not { } attribute
            || attribute.IsIncomplete()
            || !attribute.TryPositional<int>(0, out var count))
        {
            return null;
        }

        var site = new Site(Member: null, AttributeNames.MixtureOfExperts);
        if (count is >= 2 and <= Most)
            return new ExpertsDescription(count, attribute.Named<string?>("From", null), site);
        var reason = count == 1 ? "; one expert is the trunk as it is declared, without the attribute" : "";
        problems.Add(RuleIds.ExpertCount, site, new Hint { Argument = "0", Instead = count > Most ? $"{Most}" : "2" }, Most.ToString(CultureInfo.InvariantCulture), count.ToString(CultureInfo.InvariantCulture) + reason);
        return null;
    }
}
