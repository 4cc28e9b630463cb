namespace Samples.TwoDigits;

/// <summary>One hand-written digit.</summary>
/// <param name="Pixels">8 × 8 pixels row by row, 0 (paper) to 16 (ink).</param>
/// <param name="Digit">The digit.</param>
internal sealed record DigitPicture(byte[] Pixels, Digit Digit)
{
    /// <summary>The width and the height of a picture.</summary>
    public const int Side = 8;

    /// <summary>The value of a pixel that is all ink.</summary>
    public const int Ink = 16;
}
