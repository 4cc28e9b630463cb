namespace Mtl.EndToEnd.Tests.Models;

/// <summary>Synthetic rows: a user clicks on films of the kind that he or she likes, buys the good ones, and rates half of those.</summary>
internal static class RecommenderData
{
    private const int Users = 80;
    private const int Films = 40;
    private const int Kinds = 3;

    public static IReadOnlyList<Impression> Make(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Make(random))];
    }

    private static Impression Make(Random random)
    {
        var (user, film) = (random.Next(Users), random.Next(Films));
        var likes = user % Kinds == film % Kinds;
        var quality = film / (float)Films;
        var click = random.NextSingle() < (likes ? 0.85f : 0.15f);
        var purchase = click && random.NextSingle() < (quality > 0.5f ? 0.9f : 0.1f);
        float? stars = purchase && random.Next(2) > 0 ? 2 + 2 * quality + (likes ? 1 : 0) + 0.3f * (random.NextSingle() - 0.5f) : null;
        return new Impression(user, film, random.Next(10) > 0 ? (Device)random.Next(2) : null, click, purchase, stars);
    }
}
