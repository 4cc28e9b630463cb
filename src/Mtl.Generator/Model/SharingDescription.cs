namespace Mtl.Generator.Model;

/// <summary>A scheme by which the tasks share the trunk, as declared.</summary>
/// <param name="From">The last shared layer that the scheme leaves as it is, or null where that follows from the layers.</param>
/// <param name="Site">Where it is declared.</param>
internal abstract record SharingDescription(string? From, Site Site)
{
    /// <summary>The name of its attribute.</summary>
    public string Scheme => Site.Attribute!;

    /// <summary>Whether there are several of a layer that reads none of those which the scheme is about.</summary>
    public virtual bool RepeatsFirstLayers => true;
}

/// <summary>A mixture of experts (MMoE).</summary>
/// <param name="Count">How many experts there are.</param>
/// <param name="From">As in the base.</param>
/// <param name="Site">As in the base.</param>
internal sealed record ExpertsDescription(int Count, string? From, Site Site) : SharingDescription(From, Site);

/// <summary>Soft sharing: networks of their own that are kept alike.</summary>
/// <param name="Strength">λ of the penalty on their distance.</param>
/// <param name="From">As in the base.</param>
/// <param name="Site">As in the base.</param>
internal sealed record SoftSharingDescription(double Strength, string? From, Site Site) : SharingDescription(From, Site);

/// <summary>Cross-stitch: networks of their own that mix what they compute, layer by layer.</summary>
/// <param name="Own">What a task takes from its own copy at the beginning.</param>
/// <param name="LearningRate">The factor of the learning rate for the numbers of the units.</param>
/// <param name="From">As in the base.</param>
/// <param name="Site">As in the base.</param>
internal sealed record CrossStitchDescription(double Own, double LearningRate, string? From, Site Site) : SharingDescription(From, Site);

/// <summary>Progressive extraction: experts that all tasks share beside experts of each task (CGC, PLE).</summary>
/// <param name="SharedExperts">How many experts all tasks share.</param>
/// <param name="TaskExperts">How many each task has for itself.</param>
/// <param name="SingleLevel">Whether the whole trunk is one level; otherwise every layer with weights is one.</param>
/// <param name="From">As in the base.</param>
/// <param name="Site">As in the base.</param>
internal sealed record ExtractionDescription(int SharedExperts, int TaskExperts, bool SingleLevel, string? From, Site Site) : SharingDescription(From, Site);

/// <summary>Task attention: masks of each task over what the shared layers compute (MTAN).</summary>
/// <param name="Reduction">How many times fewer features the hidden layer of a mask has than the shared layer.</param>
/// <param name="From">As in the base.</param>
/// <param name="Site">As in the base.</param>
internal sealed record AttentionDescription(int Reduction, string? From, Site Site) : SharingDescription(From, Site)
{
    /// <summary>A second layer reads what a task attended to before; in front of the first there is nothing.</summary>
    public override bool RepeatsFirstLayers => false;
}
