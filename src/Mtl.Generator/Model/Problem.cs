namespace Mtl.Generator.Model;

/// <summary>A problem of a declaration: its rule, its site and the arguments of the message.</summary>
internal sealed record Problem(string Rule, Site Site, EquatableArray<string> Arguments)
{
    /// <summary>Further information for a code fix.</summary>
    public Hint Hint { get; init; } = Hint.None;

    /// <summary>Additional locations.</summary>
    public EquatableArray<Site> Beside { get; init; } = EquatableArray<Site>.Empty;

    /// <summary>Whether two problems result in the same message.</summary>
    public bool IsSameAs(Problem other) => Rule == other.Rule && Site == other.Site && Arguments.Equals(other.Arguments);
}
