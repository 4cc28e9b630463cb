using TorchSharp;

namespace Mtl.Tests;

public sealed class LearningRateGroupTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_multiplier_that_is_none_is_refused(double multiplier)
    {
        using var layer = torch.nn.Linear(1, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => new LearningRateGroup(multiplier, layer));
    }
}
