namespace Mtl.Generator.Model;

/// <summary>The declared sharing architecture.</summary>
/// <param name="From">The last shared layer that stays single, or null where that follows from the layers.</param>
/// <param name="Site">The site of the declaration.</param>
internal abstract record SharingDescription(string? From, Site Site)
{
    /// <summary>The name of its attribute.</summary>
    public string Scheme => Site.Attribute!;

    /// <summary>Whether the first layers are copied too: those that read no copied layer.</summary>
    public virtual bool RepeatsFirstLayers => true;

    /// <summary>Whether every task has copies of the layers, which belong to this task alone.</summary>
    public virtual bool CopiesForTasks => false;
}

/// <summary>A mixture of experts (MMoE).</summary>
/// <param name="Count">The number of experts.</param>
/// <param name="From">As in the base.</param>
/// <param name="Site">As in the base.</param>
internal sealed record ExpertsDescription(int Count, string? From, Site Site) : SharingDescription(From, Site);

/// <summary>Soft sharing: a network for each task, with a penalty on their distance.</summary>
/// <param name="Strength">λ of the penalty on their distance.</param>
/// <param name="From">As in the base.</param>
/// <param name="Site">As in the base.</param>
internal sealed record SoftSharingDescription(double Strength, string? From, Site Site) : SharingDescription(From, Site)
{
    public override bool CopiesForTasks => true;
}

/// <summary>Cross-stitch: a network for each task, whose outputs are mixed after every layer.</summary>
/// <param name="Own">The initial weight of a task's own copy.</param>
/// <param name="LearningRate">The factor of the learning rate of the units.</param>
/// <param name="From">As in the base.</param>
/// <param name="Site">As in the base.</param>
internal sealed record CrossStitchDescription(double Own, double LearningRate, string? From, Site Site) : SharingDescription(From, Site)
{
    public override bool CopiesForTasks => true;
}

/// <summary>Progressive extraction: shared experts and experts of each task (CGC, PLE).</summary>
/// <param name="SharedExperts">The number of shared experts.</param>
/// <param name="TaskExperts">The number of experts of each task.</param>
/// <param name="SingleLevel">Whether the whole trunk is one level; otherwise every layer with weights is one.</param>
/// <param name="From">As in the base.</param>
/// <param name="Site">As in the base.</param>
internal sealed record ExtractionDescription(int SharedExperts, int TaskExperts, bool SingleLevel, string? From, Site Site)
    : SharingDescription(From, Site)
{
    public override bool CopiesForTasks => true;
}

/// <summary>Task attention: masks of each task on the outputs of the shared layers (MTAN).</summary>
/// <param name="Reduction">The factor by which the hidden layer of a mask is smaller than the shared layer.</param>
/// <param name="From">As in the base.</param>
/// <param name="Site">As in the base.</param>
internal sealed record AttentionDescription(int Reduction, string? From, Site Site) : SharingDescription(From, Site)
{
    /// <summary>False: a second layer reads attended features, and there are none before the first layer.</summary>
    public override bool RepeatsFirstLayers => false;
}
