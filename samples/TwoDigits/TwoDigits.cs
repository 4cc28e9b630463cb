namespace Samples.TwoDigits;

using static Mtl.Scope;

/// <summary>Reads two digits that lie over each other, and their sum, with one network.</summary>
[MultiTaskModel<DigitPair>]
[Dropout(0.05, Scope = Input)]
[Dropout(0.2, Scope = Task)]
public partial class TwoDigits
{
    /// <summary>Finds strokes in the pixels.</summary>
    [SharedLayer(512), BatchNorm, Dropout(0.1), L2(1e-5)]
    public partial Linear Strokes { get; }

    /// <summary>Combines strokes to shapes.</summary>
    [SharedLayer(256), BatchNorm, Dropout(0.1)]
    public partial Linear Shapes { get; }

    /// <summary>Which digit is at the upper left?</summary>
    [TaskHead(Hidden = [64])]
    public partial ClassHead<Digit> Left { get; }

    /// <summary>Which digit is at the lower right?</summary>
    [TaskHead(Hidden = [64])]
    public partial ClassHead<Digit> Right { get; }

    /// <summary>What is their sum? Learned from the picture, not from the other two answers.</summary>
    [TaskHead(Hidden = [64], Weight = 0.1)]
    public partial RegressionHead Sum { get; }
}
