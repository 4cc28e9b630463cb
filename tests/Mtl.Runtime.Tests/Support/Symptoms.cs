namespace Mtl.Tests;

/// <summary>Flags out of order, with a combination and a flag in the sign bit.</summary>
[Flags]
public enum Symptoms : sbyte
{
    None = 0,
    Pain = 4,
    Fever = 1,
    Itch = sbyte.MinValue,
    Cold = Fever | Pain,
}
