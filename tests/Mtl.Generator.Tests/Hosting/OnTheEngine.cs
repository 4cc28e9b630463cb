namespace Mtl.Generator.Tests;

/// <summary>Tests that compute on the engine take turns: torch has one random generator, and seeds hold only while nobody else draws.</summary>
[CollectionDefinition(Name)]
public sealed class OnTheEngine
{
    public const string Name = "On the engine";
}
