namespace Mtl;

/// <summary>SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): the same numbers on every platform and .NET version.</summary>
internal static class SplitMix
{
    /// <summary>The next number of a sequence.</summary>
    public static ulong Next(ref ulong state) => Mix(state += 0x9E3779B97F4A7C15);

    /// <summary>A hash of <paramref name="z"/>, without collisions.</summary>
    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
