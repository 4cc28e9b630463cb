namespace Mtl.Tests.Balancing;

/// <summary>Options of methods at their bounds: what is legal is taken as it is.</summary>
public sealed class OptionRangeTests
{
    [Theory]
    [InlineData(double.Epsilon)]
    [InlineData(double.MaxValue)]
    public void Above_0_is_everything_above_it(double value) => Assert.Equal(value, OptionRange.Above0(value, "Alpha"));

    [Theory]
    [InlineData(0)]
    [InlineData(double.MaxValue)]
    public void At_least_0_begins_with_0(double value) => Assert.Equal(value, OptionRange.AtLeast0(value, "Alpha"));

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void A_share_has_both_its_ends(double value) => Assert.Equal(value, OptionRange.Share(value, "Beta"));

    [Fact]
    public void A_share_below_1_has_all_but_1()
    {
        foreach (double value in (double[])[0, 0.5, Math.BitDecrement(1.0)])
            Assert.Equal(value, OptionRange.ShareBelow1(value, "C"));
    }

    [Fact]
    public void What_is_out_of_range_is_named_with_what_is_expected()
    {
        MustRefuse(OptionRange.Above0, "Alpha must be a finite number above 0, but is ", 0, -1, double.NaN, double.PositiveInfinity);
        MustRefuse(OptionRange.AtLeast0, "Alpha must be a finite number that is not negative, but is ", -1, double.NaN, 1 / 0.0);
        MustRefuse(OptionRange.Share, "Alpha must be in [0, 1], but is ", -double.Epsilon, Math.BitIncrement(1.0), double.NaN);
        MustRefuse(OptionRange.ShareBelow1, "Alpha must be in [0, 1), but is ", -double.Epsilon, 1, double.NaN);
    }

    [Fact]
    public void Methods_take_the_bounds_of_their_options()
    {
        using var famo = new FamoBalancing(1) { WeightDecay = 0, LearningRate = double.Epsilon };
        using var vaccine = new GradVacBalancing(1) { Beta = 1 };
        using var norm = new GradNormBalancing(1) { Alpha = 0 };
        using var averse = new CAGradBalancing { C = 0 };
        using var krum = new KrumBalancing { Outliers = 0, Selected = 1 };
        Assert.Equal((0, double.Epsilon, 1, 0, 0), (famo.WeightDecay, famo.LearningRate, vaccine.Beta, norm.Alpha, averse.C));
        Assert.Equal((0, 1), (krum.Outliers, krum.Selected));
    }

    [Fact]
    public void An_integer_below_its_minimum_is_named_with_the_minimum()
    {
        var outliers = Assert.Throws<ArgumentOutOfRangeException>(() => new KrumBalancing { Outliers = -1 });
        var selected = Assert.Throws<ArgumentOutOfRangeException>(() => new KrumBalancing { Selected = 0 });
        Assert.StartsWith("Outliers must be at least 0, but is -1.", outliers.Message, StringComparison.Ordinal);
        Assert.StartsWith("Selected must be at least 1, but is 0.", selected.Message, StringComparison.Ordinal);
    }

    private static void MustRefuse(Func<double, string, double> range, string message, params double[] values)
    {
        foreach (double value in values)
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>(() => range(value, "Alpha"));
            Assert.StartsWith($"{message}{value}.", error.Message, StringComparison.Ordinal);
        }
    }
}
