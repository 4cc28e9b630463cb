using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.Tests;

public sealed class DropoutTests : IDisposable
{
    private readonly ModelRandom _random = new(seed: 1);
    private readonly DisposeScope _scope = NewDisposeScope();

    public static TheoryData<string> Kinds => ["units", "channels", "features"];

    public void Dispose()
    {
        _scope.Dispose();
        _random.Dispose();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Where_nothing_is_dropped_it_returns_the_tensor_itself_and_draws_nothing(string kind)
    {
        var values = ones(2, 3, 4);
        var state = _random.Generator.get_state();
        Assert.Same(values, Drop(kind, values, 0.5, training: false));
        Assert.Same(values, Drop(kind, values, 0, training: true));
        Assert.True(state.Equals(_random.Generator.get_state()));
    }

    [Theory]
    [InlineData(ScalarType.Float32, 0.3)]
    [InlineData(ScalarType.Float64, 0.9)]
    public void From_one_seed_it_drops_what_libtorch_drops(ScalarType type, double probability)
    {
        var leaf = randn(30, 40, type, requires_grad: true);
        var slope = randn(30, 40, type);
        manual_seed(5);
        var expected = nn.functional.dropout(leaf, probability, training: true);
        var expectedGradient = autograd.grad([(expected * slope).sum()], [leaf], allow_unused: true)[0];
        _random.Reseed(5);
        var found = _random.Dropout(leaf, probability, training: true);
        Assert.True(expected.Equals(found));
        Assert.True(expectedGradient.Equals(autograd.grad([(found * slope).sum()], [leaf], allow_unused: true)[0]));
    }

    [Fact]
    public void From_one_seed_it_drops_the_channels_that_libtorch_drops()
    {
        foreach (var maps in (Tensor[])[randn(6, 20, 5), randn(6, 20, 5, 4)])
        {
            manual_seed(5);
            var expected = maps.dim() == 3
                ? nn.functional.dropout1d(maps, 0.4, training: true)
                : nn.functional.dropout2d(maps, 0.4, training: true);
            _random.Reseed(5);
            Assert.True(expected.Equals(_random.SpatialDropout(maps, 0.4, training: true)));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_mean_stays_and_the_gradient_is_the_scaled_mask(string kind)
    {
        var values = ones(200, 50, 40, ScalarType.Float64, requires_grad: true);
        var dropped = Drop(kind, values, 0.25, training: true);
        Assert.InRange(dropped.eq(0).to_type(ScalarType.Float64).mean().item<double>(), 0.23, 0.27);
        Assert.Equal(1 / 0.75, dropped.max().item<double>(), 12);
        Assert.InRange(dropped.mean().item<double>(), 0.97, 1.03);
        dropped.sum().backward();
        Assert.True(dropped.Equals(values.grad!));
    }

    [Fact]
    public void Every_row_has_a_mask_over_features_that_all_steps_share()
    {
        var dropped = _random.RecurrentDropout(ones(200, 5, 50), 0.25, training: true);
        Assert.True(dropped.Equals(dropped.narrow(1, 0, 1).expand_as(dropped)));
        Assert.False(dropped.Equals(dropped.narrow(0, 0, 1).expand_as(dropped)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_leaves_only_its_result_behind(string kind)
    {
        using var values = ones(2, 3, 4);
        GC.Collect(); // What earlier tests left to the finalizer must not be freed in between.
        GC.WaitForPendingFinalizers();
        var before = Tensor.TotalCount;
        using (var dropped = Drop(kind, values, 0.5, training: true))
            Assert.Equal(before + 1, Tensor.TotalCount);
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_probability_that_is_none_is_refused(double probability) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _random.Dropout(ones(2), probability, training: true));

    private Tensor Drop(string kind, Tensor values, double probability, bool training) => kind switch
    {
        "units" => _random.Dropout(values, probability, training),
        "channels" => _random.SpatialDropout(values, probability, training),
        _ => _random.RecurrentDropout(values, probability, training),
    };
}
