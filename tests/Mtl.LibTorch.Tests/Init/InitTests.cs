using System.Runtime.InteropServices;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.init;

namespace Mtl.LibTorch.Tests.Init;

public class InitTests
{
    [Theory]
    [InlineData(NonlinearityType.Linear, 0, 1)]
    [InlineData(NonlinearityType.Conv2D, 0, 1)]
    [InlineData(NonlinearityType.Sigmoid, 0, 1)]
    [InlineData(NonlinearityType.Tanh, 0, 5.0 / 3)]
    [InlineData(NonlinearityType.ReLU, 0, 1.4142135623730951)]
    [InlineData(NonlinearityType.LeakyReLU, 0, 1.4142135623730951)]
    [InlineData(NonlinearityType.LeakyReLU, 1, 1)]
    public void Gains_are_those_of_the_literature(NonlinearityType nonlinearity, double slope, double gain) =>
        Assert.Equal(gain, calculate_gain(nonlinearity, slope), 1e-12);

    [Fact]
    public void Kernels_count_as_inputs_and_outputs()
    {
        Assert.Equal((3L, 2L), CalculateFanInAndFanOut(zeros(2, 3)));
        Assert.Equal((3L * 20, 2L * 20), CalculateFanInAndFanOut(zeros(2, 3, 4, 5)));
        Assert.Throws<ArgumentException>(() => CalculateFanInAndFanOut(zeros(3)));
    }

    [Fact]
    public void Rows_or_columns_are_orthogonal()
    {
        using var wide = orthogonal_(empty(3, 5));
        using var high = orthogonal_(empty(5, 3));
        Assert.True(wide.mm(wide.t()).allclose(eye(3), 1e-5, 1e-6));
        Assert.True(high.t().mm(high).allclose(eye(3), 1e-5, 1e-6));
    }

    [Fact]
    public void Truncated_numbers_stay_within_their_bounds()
    {
        using var weights = trunc_normal_(empty(1000), a: -0.5, b: 1);
        Assert.InRange(weights.min().item<float>(), -0.5f, 1);
        Assert.InRange(weights.max().item<float>(), -0.5f, 1);
    }

    [Fact]
    public void Shapes_that_make_no_sense_are_refused()
    {
        Assert.Throws<ExternalException>(() => eye_(zeros(3)));
        Assert.Throws<ExternalException>(() => dirac_(zeros(3, 3)));
        Assert.Throws<ExternalException>(() => orthogonal_(zeros(3)));
        Assert.Throws<ExternalException>(() => sparse_(zeros(3), 0.5));
        Assert.Throws<ExternalException>(() => xavier_uniform_(zeros(3)));
        Assert.Throws<ExternalException>(() => kaiming_normal_(zeros(3)));
    }
}
