namespace Mtl.EndToEnd.Tests;

/// <summary>Tests that count tensors or draw from torch's one generator run when no other test does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}
