namespace Mtl.Generator.Model;

/// <summary>A mixture of experts as declared.</summary>
/// <param name="Count">How many experts there are.</param>
/// <param name="From">The last shared layer that stays single, or null where that follows from the layers.</param>
/// <param name="Site">Where it is declared.</param>
internal sealed record ExpertsDescription(int Count, string? From, Site Site);
