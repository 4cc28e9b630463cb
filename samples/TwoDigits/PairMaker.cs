namespace Samples.TwoDigits;

/// <summary>Makes pictures of two digits from pictures of one. The same seed makes the same pictures.</summary>
internal static class PairMaker
{
    /// <summary>The width and the height of a picture of two digits.</summary>
    public const int Side = 12;

    // The second digit starts here; the first one at (0, 0).
    private const int Shift = Side - DigitPicture.Side;

    private const double TestShare = 0.1;
    private const double MissingShare = 0.2;

    /// <summary>Pairs to learn from, some labels missing, and pairs to test with. No digit of the one is in the other.</summary>
    /// <exception cref="DigitDataException">There are too few digits for both.</exception>
    public static (IReadOnlyList<DigitPair> Train, IReadOnlyList<DigitPair> Test) Make(
        IReadOnlyList<DigitPicture> digits, int trainPairs, int testPairs, int seed)
    {
        var tests = (int)(digits.Count * TestShare);
        if (tests == 0)
            throw new DigitDataException($"Found {digits.Count} digits; at least {1 / TestShare} are needed, some to learn from and some to test with.");

        var random = new Random(seed);
        var shuffled = digits.ToArray();
        random.Shuffle(shuffled);
        var test = Pairs(shuffled[..tests], testPairs, random);
        var train = Pairs(shuffled[tests..], trainPairs, random).Select(pair => ForgetLabels(pair, random));
        return (train.ToArray(), test.ToArray());
    }

    private static IEnumerable<DigitPair> Pairs(DigitPicture[] digits, int count, Random random) =>
        Enumerable.Range(0, count).Select(_ => Overlay(digits[random.Next(digits.Length)], digits[random.Next(digits.Length)]));

    private static DigitPair Overlay(DigitPicture left, DigitPicture right)
    {
        var pixels = new float[Side * Side];
        Draw(left, 0, pixels);
        Draw(right, Shift, pixels);
        return new(pixels, left.Digit, right.Digit, (int)left.Digit + (int)right.Digit);
    }

    // Where both digits have ink, the darker one shows.
    private static void Draw(DigitPicture digit, int shift, float[] pixels)
    {
        for (var y = 0; y < DigitPicture.Side; y++)
        {
            for (var x = 0; x < DigitPicture.Side; x++)
            {
                ref var pixel = ref pixels[((y + shift) * Side) + x + shift];
                pixel = Math.Max(pixel, digit.Pixels[(y * DigitPicture.Side) + x] / (float)DigitPicture.Ink);
            }
        }
    }

    // As in real life: not every picture was labeled for every task.
    private static DigitPair ForgetLabels(DigitPair pair, Random random)
    {
        return pair with { Left = Sometimes(pair.Left), Right = Sometimes(pair.Right), Sum = Sometimes(pair.Sum) };

        T? Sometimes<T>(T? label) where T : struct => random.NextDouble() < MissingShare ? null : label;
    }
}
