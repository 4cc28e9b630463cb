using System.Globalization;
using Microsoft.CodeAnalysis;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>Parses the attribute of the sharing architecture.</summary>
internal sealed class SharingParser(ProblemList problems)
{
    /// <summary>More are a typing error, because every expert is a copy of the trunk.</summary>
    private const int MaxExperts = 256;

    /// <summary>The sharing architecture; null for hard sharing, or if its arguments are not valid.</summary>
    public SharingDescription? Parse(INamedTypeSymbol model)
    {
        AttributeData? first = null;
        foreach (var attribute in model.GetAttributes())
        {
            if (attribute.LanguageName() is not { } name || !AttributeNames.IsScheme(name))
                continue;
            if (first is not null && first.LanguageName() != name)
                problems.Add(RuleIds.TwoSchemes, new Site(Member: null, name), first.LanguageName()!, name, model.Name);
            first ??= attribute;
        }
        return first is null || first.IsIncomplete() ? null : Parse(first, new Site(Member: null, first.LanguageName()));
    }

    private SharingDescription? Parse(AttributeData attribute, Site site)
    {
        var from = attribute.Named<string?>("From", null);
        return site.Attribute switch
        {
            AttributeNames.MixtureOfExperts => Experts(attribute, from, site),
            AttributeNames.SoftSharing => Soft(attribute, from, site),
            AttributeNames.CrossStitch => Stitch(attribute, from, site),
            AttributeNames.ProgressiveExtraction => Extraction(attribute, from, site),
            AttributeNames.TaskAttention => Attention(attribute, from, site),
            _ => null, // Hard sharing is the declared trunk.
        };
    }

    private ExpertsDescription? Experts(AttributeData attribute, string? from, Site site)
    {
        if (!attribute.TryPositional<int>(0, out var count))
            return null;
        var reason = count == 1 ? "; one expert is the trunk as it is declared, without the attribute" : "";
        return IsInRange(count, argument: 0, least: 2, "A mixture of experts", site, reason)
            ? new ExpertsDescription(count, from, site)
            : null;
    }

    private ExtractionDescription? Extraction(AttributeData attribute, string? from, Site site)
    {
        if (!attribute.TryPositional<int>(0, out var shared) || !attribute.TryPositional<int>(1, out var ofTask))
            return null;
        return IsInRange(shared, argument: 0, least: 1, "The shared part", site)
            && IsInRange(ofTask, argument: 1, least: 1, "Each task", site)
            ? new ExtractionDescription(shared, ofTask, attribute.Named("SingleLevel", false), from, site)
            : null;
    }

    private bool IsInRange(int count, int argument, int least, string who, Site site, string reason = "")
    {
        if (count >= least && count <= MaxExperts)
            return true;
        var hint = new Hint { Argument = Text(argument), Instead = Text(count > MaxExperts ? MaxExperts : least) };
        problems.Add(RuleIds.ExpertCount, site, hint, who, Text(least), Text(MaxExperts), Text(count) + reason);
        return false;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private SoftSharingDescription? Soft(AttributeData attribute, string? from, Site site)
    {
        if (!attribute.TryPositional<double>(0, out var strength))
            return null;
        if (strength >= 0 && !double.IsInfinity(strength))
            return new SoftSharingDescription(strength, from, site);
        problems.Add(RuleIds.Strength, site, new Hint { Argument = "0" }, site.Attribute!, strength.ToString(CultureInfo.InvariantCulture));
        return null;
    }

    private CrossStitchDescription? Stitch(AttributeData attribute, string? from, Site site)
    {
        var own = attribute.Named("Own", 0.9);
        var rate = attribute.Named("LearningRate", 1.0);
        if (!(own is >= 0 and <= 1))
            problems.Add(RuleIds.OwnShare, site, new Hint { Argument = "Own" }, own.ToString(CultureInfo.InvariantCulture));
        else if (!(rate > 0) || double.IsInfinity(rate))
            problems.Add(RuleIds.Multiplier, site, rate.ToString(CultureInfo.InvariantCulture));
        else
            return new CrossStitchDescription(own, rate, from, site);
        return null;
    }

    private AttentionDescription? Attention(AttributeData attribute, string? from, Site site)
    {
        var reduction = attribute.Named("Reduction", 1);
        if (reduction >= 1)
            return new AttentionDescription(reduction, from, site);
        problems.Add(RuleIds.Reduction, site, new Hint { Argument = "Reduction", Instead = "1" }, Text(reduction));
        return null;
    }
}
