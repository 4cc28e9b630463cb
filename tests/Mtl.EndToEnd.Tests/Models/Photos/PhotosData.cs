namespace Mtl.EndToEnd.Tests.Models;

/// <summary>Made-up photos: a figure somewhere on a dark ground, in a warm or a cold color.</summary>
internal static class PhotosData
{
    private const int Side = 32;

    public static IReadOnlyList<Photo> Make(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Make(random))];
    }

    private static Photo Make(Random random)
    {
        var figure = (Figure)random.Next(3);
        var isWarm = random.Next(2) > 0;
        var pixels = new float[3 * Side * Side];
        Draw(pixels, figure, isWarm ? 0 : 2, random);
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] += 0.3f * random.NextSingle();
        return new Photo(pixels, random.Next(10) > 0 ? figure : null, random.Next(10) > 0 ? isWarm : null);
    }

    private static void Draw(float[] pixels, Figure figure, int channel, Random random)
    {
        var radius = random.Next(6, 10);
        var (left, top) = (random.Next(radius, Side - radius), random.Next(radius, Side - radius));
        for (var y = -radius; y <= radius; y++)
        {
            for (var x = -radius; x <= radius; x++)
            {
                if (Covers(figure, x, y, radius))
                    pixels[(channel * Side + top + y) * Side + left + x] = 0.7f;
            }
        }
    }

    private static bool Covers(Figure figure, int x, int y, int radius) => figure switch
    {
        Figure.Disc => x * x + y * y <= radius * radius,
        Figure.Square => true,
        _ => Math.Abs(x) < 2 || Math.Abs(y) < 2,
    };
}
