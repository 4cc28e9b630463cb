namespace Mtl.Generator.Model;

/// <summary>A scheme by which the tasks share the trunk, as declared.</summary>
/// <param name="From">The last shared layer that the scheme leaves as it is, or null where that follows from the layers.</param>
/// <param name="Site">Where it is declared.</param>
internal abstract record SharingDescription(string? From, Site Site)
{
    /// <summary>The name of its attribute.</summary>
    public string Scheme => Site.Attribute!;
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
