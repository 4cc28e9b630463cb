namespace Samples.TwoDigits;

/// <summary>A picture of two overlapping hand-written digits, and its labels.</summary>
/// <remarks>A label that is null is missing: the row still trains the other tasks.</remarks>
/// <param name="Pixels">12 × 12 pixels row by row, 0 (paper) to 1 (ink).</param>
/// <param name="Left">The digit at the upper left.</param>
/// <param name="Right">The digit at the lower right.</param>
/// <param name="Sum">The sum of both digits.</param>
public sealed record DigitPair(
    [property: Feature(12, 12)] float[] Pixels,
    [property: Label] Digit? Left,
    [property: Label] Digit? Right,
    [property: Label] float? Sum);
