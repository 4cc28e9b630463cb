namespace Mtl.Tests;

/// <summary>The weight and the target of the cross-entropy of a binary label.</summary>
public sealed class BinaryTargetTests
{
    [Theory]
    [InlineData(true, 1, 1, 0, 1, 1)]
    [InlineData(false, 1, 1, 0, 1, 0)]
    [InlineData(true, 0.5, 4, 0, 4, 1)]
    [InlineData(false, 0.5, 4, 0, 0.5, 0)]
    [InlineData(true, 1, 1, 0.2, 1, 0.9)]
    [InlineData(false, 1, 1, 0.2, 1, 0.1)]
    [InlineData(true, 0.5, 4, 0.2, (0.9 * 4) + (0.1 * 0.5), 0.9 * 4 / ((0.9 * 4) + (0.1 * 0.5)))]
    [InlineData(false, 0.5, 4, 0.2, (0.1 * 4) + (0.9 * 0.5), 0.1 * 4 / ((0.1 * 4) + (0.9 * 0.5)))]
    public void Weight_and_target_follow_from_label_weights_and_smoothing(
        bool label, double no, double yes, double smoothing, double weight, double target)
    {
        var found = BinaryTarget.Of(label, no, yes, smoothing);
        Assert.Equal(weight, found.Weight, 1e-12);
        Assert.Equal(target, found.Target, 1e-12);
    }
}
