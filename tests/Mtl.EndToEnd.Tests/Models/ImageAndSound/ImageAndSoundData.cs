namespace Mtl.EndToEnd.Tests.Models;

/// <summary>Made-up pictures, bright or dark, and sounds whose vowel is where the spectrum has its peak.</summary>
internal static class ImageAndSoundData
{
    public static IReadOnlyList<Perception> Make(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(row => row % 2 == 0 ? Picture(random) : Sound(random))];
    }

    private static Perception Picture(Random random)
    {
        var isBright = random.Next(2) > 0;
        var light = isBright ? 0.4f : 0.2f;
        return Perception.Seen([.. Enumerable.Range(0, 3 * 16 * 16).Select(_ => light + 0.4f * random.NextSingle())], isBright);
    }

    private static Perception Sound(Random random)
    {
        var vowel = (Vowel)random.Next(3);
        var peak = 4 + 5 * (int)vowel + random.Next(2);
        return Perception.Heard(
            [.. Enumerable.Range(0, 32 * 20).Select(i => (Math.Abs(i % 20 - peak) < 2 ? 1 : 0) + 0.8f * random.NextSingle())], vowel);
    }
}
