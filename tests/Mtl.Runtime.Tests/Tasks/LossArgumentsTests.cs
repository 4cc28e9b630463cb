namespace Mtl.Tests;

/// <summary>Arguments of losses at their bounds: what is legal is taken as it is.</summary>
public sealed class LossArgumentsTests
{
    [Fact]
    public void The_first_suitable_loss_is_the_default()
    {
        Assert.Equal(Loss.Huber, LossArguments.Resolve("Price", Loss.Default, Loss.Huber, Loss.AbsoluteError));
        Assert.Equal(Loss.AbsoluteError, LossArguments.Resolve("Price", Loss.AbsoluteError, Loss.Huber, Loss.AbsoluteError));
    }

    [Fact]
    public void Smoothing_has_0_but_not_1()
    {
        foreach (double value in (double[])[0, double.Epsilon, 0.5, Math.BitDecrement(1.0)])
            Assert.Equal(value, LossArguments.RequireSmoothing(value, Loss.CrossEntropy));
        Assert.Equal(0, LossArguments.RequireSmoothing(0, Loss.Focal));
        MustRefuse(value => LossArguments.RequireSmoothing(value, Loss.CrossEntropy), "labelSmoothing", -double.Epsilon, 1, double.NaN);
        MustRefuse(value => LossArguments.RequireSmoothing(value, Loss.Focal), "labelSmoothing", double.Epsilon);
    }

    [Fact]
    public void A_focal_gamma_begins_with_0_and_a_huber_delta_above_it()
    {
        foreach (double value in (double[])[0, double.Epsilon, double.MaxValue])
            Assert.Equal(value, LossArguments.RequireGamma(value));
        foreach (double value in (double[])[double.Epsilon, double.MaxValue])
            Assert.Equal(value, LossArguments.RequireDelta(value));
        MustRefuse(value => LossArguments.RequireGamma(value), "focalGamma", -double.Epsilon, double.NaN, double.PositiveInfinity);
        MustRefuse(value => LossArguments.RequireDelta(value), "huberDelta", 0, -1, double.NaN, double.PositiveInfinity);
    }

    [Fact]
    public void Class_weights_are_above_0_and_as_many_as_classes()
    {
        Assert.Null(LossArguments.RequireWeights("Kind", [], 2));
        Assert.Equal([double.Epsilon, double.MaxValue], LossArguments.RequireWeights("Kind", [double.Epsilon, double.MaxValue], 2)!);
        MustRefuse(
            value => LossArguments.RequireWeights("Kind", [1, value], 2), "classWeights", 0, -1, double.NaN, double.PositiveInfinity);
        var error = Assert.Throws<ArgumentException>(() => LossArguments.RequireWeights("Kind", [1, 2, 3], 2));
        Assert.StartsWith("Kind: 3 class weights for 2 classes.", error.Message, StringComparison.Ordinal);
    }

    private static void MustRefuse(Action<double> require, string name, params double[] values)
    {
        foreach (double value in values)
            Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(() => require(value)).ParamName);
    }
}
