namespace Mtl.Generator.Model;

/// <summary>A mistake in a declaration: the rule that it breaks, where, and what the rule's message says of it.</summary>
internal sealed record Problem(string Rule, Site Site, EquatableArray<string> Arguments)
{
    /// <summary>What a code fix has to know beyond that.</summary>
    public Hint Hint { get; init; } = Hint.None;

    /// <summary>Other places that it is about.</summary>
    public EquatableArray<Site> Beside { get; init; } = EquatableArray<Site>.Empty;

    /// <summary>Whether a reader could not tell the two apart.</summary>
    public bool IsSameAs(Problem other) => Rule == other.Rule && Site == other.Site && Arguments.Equals(other.Arguments);
}
