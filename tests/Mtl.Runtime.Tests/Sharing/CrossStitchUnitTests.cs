using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.Tests;

public sealed class CrossStitchUnitTests
{
    [Theory]
    [InlineData(2, 0, 0.9, new float[] { 0.9f, 0.1f })]
    [InlineData(3, 1, 0.5, new float[] { 0.25f, 0.5f, 0.25f })]
    [InlineData(3, 2, 1, new float[] { 0, 0, 1 })]
    public void What_is_not_its_own_is_divided_among_the_others(int tasks, int own, double share, float[] expected)
    {
        using var unit = new CrossStitchUnit(tasks, own, share);
        Assert.Equal(expected, unit.Shares.Read().Select(number => MathF.Round(number, 6)));
        Assert.Equal(["weight"], unit.state_dict().Keys);
    }

    [Fact]
    public void Tensors_of_any_shape_are_added_up()
    {
        using var scope = NewDisposeScope();
        using var unit = new CrossStitchUnit(2, 0, 0.75);
        var found = unit.call([ones(2, 3, 2), 5 * ones(2, 3, 2)]);
        Assert.Equal([2, 3, 2], found.shape);
        Assert.All(found.Read(), number => Assert.Equal(2, number));
        found.sum().backward();
        Assert.Equal([12, 60], unit.Shares.grad!.Read());
    }

    [Fact]
    public void It_moves_like_any_module()
    {
        using var scope = NewDisposeScope();
        using var unit = new CrossStitchUnit(2, 0, 0.75);
        unit.to(float64);
        Assert.Equal(float64, unit.Shares.dtype);
        Assert.Equal(float64, unit.call([ones(2, dtype: float64), ones(2, dtype: float64)]).dtype);
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new CrossStitchUnit(1, 0, 0.9));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CrossStitchUnit(2, 2, 0.9));
        var share = Assert.Throws<ArgumentOutOfRangeException>(() => new CrossStitchUnit(2, 0, 1.1));
        Assert.Contains("own copy of a layer must be from 0 to 1, but is 1.1", share.Message, StringComparison.Ordinal);
        using var unit = new CrossStitchUnit(2, 0, 0.9);
        using var one = ones(1);
        var copies = Assert.Throws<ArgumentException>(() => unit.forward([one]));
        Assert.Contains("combines the outputs of 2 copies of a layer, but was given 1", copies.Message, StringComparison.Ordinal);
    }
}
