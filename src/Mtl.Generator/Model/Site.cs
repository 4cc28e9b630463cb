namespace Mtl.Generator.Model;

/// <summary>
/// The place of a declaration, without a symbol or a location: which member (none: the class), which attribute on it
/// (none: the member itself) and which one of several of that kind.
/// </summary>
/// <remarks>
/// Descriptions outlive the compilation that they came from, so they cannot hold locations; the analyzer turns a site
/// back into a location of the compilation at hand.
/// </remarks>
internal sealed record Site(string? Member, string? Attribute = null, int Ordinal = 0)
{
    /// <summary>The member of the row type, where the place is not in the model class.</summary>
    public string? RowMember { get; init; }

    public static Site Class { get; } = new(Member: null);
}
