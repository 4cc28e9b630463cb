namespace Mtl.Generator.Tests;

/// <summary>Tests that compute with torch run one after the other: torch has one random generator for all.</summary>
[CollectionDefinition(Name)]
public sealed class OnTheEngine
{
    public const string Name = "On the engine";
}
