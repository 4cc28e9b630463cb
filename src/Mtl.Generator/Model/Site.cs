namespace Mtl.Generator.Model;

/// <summary>
/// The place of a declaration, without a symbol or a location: the member (none: the class), the attribute on it (none: the member itself)
/// and its ordinal among those of that kind.
/// </summary>
/// <remarks>
/// Descriptions outlive their compilation, so they cannot have locations; the analyzer finds the location of a site in its compilation.
/// </remarks>
internal sealed record Site(string? Member, string? Attribute = null, int Ordinal = 0)
{
    /// <summary>The member of the row type, for a place that is not in the model class.</summary>
    public string? RowMember { get; init; }

    public static Site Class { get; } = new(Member: null);
}
