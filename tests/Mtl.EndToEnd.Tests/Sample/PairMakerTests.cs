using Samples.TwoDigits;

namespace Mtl.EndToEnd.Tests;

public sealed class PairMakerTests
{
    [Fact]
    public void The_first_digit_lies_at_the_upper_left_and_the_second_four_pixels_further()
    {
        var (train, test) = PairMaker.Make(Plain, 50, 50, seed: 1);
        Assert.All(train.Concat(test), pair =>
        {
            Assert.Equal(12 * 12, pair.Pixels.Length);
            var (left, right) = Parts(pair);
            Assert.Equal(left, At(pair, 3, 7));
            Assert.Equal(right, At(pair, 8, 11));
            Assert.Equal(Math.Max(left, right), At(pair, 4, 4));
            Assert.Equal(0, At(pair, 0, 11));
        });
    }

    [Fact]
    public void Labels_tell_the_digits_and_their_sum()
    {
        var (_, test) = PairMaker.Make(Plain, 10, 50, seed: 1);
        Assert.All(test, pair =>
        {
            var (left, right) = Parts(pair);
            Assert.Equal(Label(left), pair.Left);
            Assert.Equal(Label(right), pair.Right);
            Assert.Equal((int)Label(left) + (int)Label(right), pair.Sum);
        });
    }

    [Fact]
    public void Digits_to_learn_from_and_to_test_with_never_mix()
    {
        var (train, test) = PairMaker.Make(Plain, 2000, 500, seed: 1);
        var learned = Digits(train);
        var tested = Digits(test);
        Assert.Empty(learned.Intersect(tested));
        Assert.Equal(Plain.Count, learned.Count + tested.Count);

        static HashSet<float> Digits(IEnumerable<DigitPair> pairs) =>
            pairs.SelectMany(pair => new[] { Parts(pair).Left, Parts(pair).Right }).ToHashSet();
    }

    [Fact]
    public void A_fifth_of_the_labels_to_learn_from_is_missing_for_every_task_and_none_to_test_with()
    {
        var (train, test) = PairMaker.Make(Plain, 10_000, 1000, seed: 1);
        Assert.InRange(train.Count(pair => pair.Left is null), 1850, 2150);
        Assert.InRange(train.Count(pair => pair.Right is null), 1850, 2150);
        Assert.InRange(train.Count(pair => pair.Sum is null), 1850, 2150);
        // Independently of one another: about a twenty-fifth lacks any two.
        Assert.InRange(train.Count(pair => pair.Left is null && pair.Right is null), 300, 500);
        Assert.All(test, pair => Assert.True(pair is { Left: not null, Right: not null, Sum: not null }));
    }

    [Fact]
    public void The_same_seed_makes_the_same_pairs_and_another_seed_others()
    {
        Assert.Equal(Make(1), Make(1));
        Assert.NotEqual(Make(1), Make(2));

        static List<(float, float, Digit?, Digit?, float?)> Make(int seed) =>
            [.. PairMaker.Make(Plain, 100, 0, seed).Train
                .Select(pair => (Parts(pair).Left, Parts(pair).Right, pair.Left, pair.Right, pair.Sum))];
    }

    [Fact]
    public void Too_few_digits_are_refused() =>
        Assert.Equal(
            "Found 9 digits; at least 10 are needed, some for training and some for testing.",
            Assert.Throws<DigitDataException>(() => PairMaker.Make([.. Plain.Take(9)], 10, 10, seed: 1)).Message);

    // Sixteen digits that can be told apart in every pixel: the n-th is n everywhere.
    private static IReadOnlyList<DigitPicture> Plain { get; } =
        [.. Enumerable.Range(1, DigitPicture.Ink).Select(n => new DigitPicture([.. Enumerable.Repeat((byte)n, 64)], (Digit)(n % 10)))];

    private static Digit Label(float pixel) => (Digit)((int)(pixel * DigitPicture.Ink) % 10);

    private static (float Left, float Right) Parts(DigitPair pair) => (At(pair, 0, 0), At(pair, 11, 11));

    private static float At(DigitPair pair, int y, int x) => pair.Pixels[(y * 12) + x];
}
