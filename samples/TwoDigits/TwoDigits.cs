namespace Samples.TwoDigits;

using static Mtl.Scope;

/// <summary>Predicts two overlapping digits, and their sum, with one network.</summary>
[MultiTaskModel<DigitPair>]
[Dropout(0.05, Scope = Input)]
[Dropout(0.2, Scope = Task)]
public partial class TwoDigits
{
    /// <summary>Detects strokes in the pixels.</summary>
    [SharedLayer(512), BatchNorm, Dropout(0.1), L2(1e-5)]
    public partial Linear Strokes { get; }

    /// <summary>Combines strokes into shapes.</summary>
    [SharedLayer(256), BatchNorm, Dropout(0.1)]
    public partial Linear Shapes { get; }

    /// <summary>The digit at the upper left.</summary>
    [TaskHead(Hidden = [64])]
    public partial ClassHead<Digit> Left { get; }

    /// <summary>The digit at the lower right.</summary>
    [TaskHead(Hidden = [64])]
    public partial ClassHead<Digit> Right { get; }

    /// <summary>The sum of both digits, predicted from the picture, not from the other two predictions.</summary>
    [TaskHead(Hidden = [64], Weight = 0.1)]
    public partial RegressionHead Sum { get; }
}
