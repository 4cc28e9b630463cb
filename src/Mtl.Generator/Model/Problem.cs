namespace Mtl.Generator.Model;

/// <summary>A mistake in a declaration: the rule that it breaks, where, and what the rule's message says of it.</summary>
internal sealed record Problem(string Rule, Site Site, EquatableArray<string> Arguments);
