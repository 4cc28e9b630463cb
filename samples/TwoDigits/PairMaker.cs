namespace Samples.TwoDigits;

/// <summary>Creates pictures of two digits from pictures of one. The same seed results in the same pictures.</summary>
internal static class PairMaker
{
    /// <summary>The width and the height of a picture of two digits.</summary>
    public const int Side = 12;

    // The offset of the second digit; that of the first one is 0.
    private const int Shift = Side - DigitPicture.Side;

    private const double TestShare = 0.1;
    private const double MissingShare = 0.2;

    /// <summary>Creates training pairs, some labels of which are missing, and test pairs. The two have no digit in common.</summary>
    /// <exception cref="DigitDataException">There are too few digits for both.</exception>
    public static (IReadOnlyList<DigitPair> Train, IReadOnlyList<DigitPair> Test) Make(
        IReadOnlyList<DigitPicture> digits, int trainPairs, int testPairs, int seed)
    {
        var tests = (int)(digits.Count * TestShare);
        if (tests == 0)
        {
            throw new DigitDataException(
                $"Found {digits.Count} digits; at least {1 / TestShare} are needed, some for training and some for testing.");
        }

        var random = new Random(seed);
        var shuffled = digits.ToArray();
        random.Shuffle(shuffled);
        var test = Pairs(shuffled[..tests], testPairs, random);
        var train = Pairs(shuffled[tests..], trainPairs, random).Select(pair => RemoveLabels(pair, random));
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

    // Where both digits have ink, the pixel is the darker one.
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

    // In practice, not every picture is labeled for every task.
    private static DigitPair RemoveLabels(DigitPair pair, Random random)
    {
        return pair with { Left = Sometimes(pair.Left), Right = Sometimes(pair.Right), Sum = Sometimes(pair.Sum) };

        T? Sometimes<T>(T? label) where T : struct => random.NextDouble() < MissingShare ? null : label;
    }
}
