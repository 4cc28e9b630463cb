using TorchSharp;

namespace Mtl.Tests;

public sealed class DropoutRateTests
{
    [Theory]
    [InlineData(-0.1, 0.5)]
    [InlineData(0.5, 0.4)]
    [InlineData(0.5, 1)]
    [InlineData(double.NaN, 0.5)]
    public void Bounds_that_are_none_are_refused(double min, double max)
    {
        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => new DropoutRate("Left", min, max));
        Assert.Contains("'Left'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_bounds_themselves_are_allowed()
    {
        using var rate = new DropoutRate("Left", 0.1, 0.7);
        rate.Value = 0.1;
        Assert.Equal(0.1, rate.Value, 6);
        rate.Value = 0.7;
        Assert.InRange(rate.Value, 0.69999, 0.7);
    }

    [Fact]
    public void A_loaded_rate_outside_the_bounds_counts_as_the_nearer_bound()
    {
        using var scope = torch.NewDisposeScope();
        using var rate = new DropoutRate("Left", 0.1, 0.3);
        rate.state_dict()["rate"].fill_(0.9);
        Assert.Equal(0.3, rate.Value);
    }

    [Fact]
    public void The_rate_outlives_the_scope_in_which_it_was_made()
    {
        DropoutRate rate;
        using (torch.NewDisposeScope())
            rate = new DropoutRate("Left", 0.2, 0.2);
        Assert.Equal(0.2, rate.Value, 6);
        rate.Dispose();
    }
}
