using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.Tests;

public sealed class RecurrentDropoutTests
{
    [Fact]
    public void Outside_training_it_hands_on_the_sequence_itself()
    {
        using var scope = NewDisposeScope();
        var sequence = ones(2, 3, 4);
        Assert.Same(sequence, RecurrentDropout.Apply(sequence, 0.5, training: false));
    }

    [Fact]
    public void Every_row_has_a_mask_over_features_that_all_steps_share()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var dropped = RecurrentDropout.Apply(ones(200, 5, 50, ScalarType.Float64), 0.25, training: true);
        Assert.True(dropped.eq(dropped.narrow(1, 0, 1)).all().item<bool>());
        Assert.False(dropped.eq(dropped.narrow(0, 0, 1)).all().item<bool>());
        Assert.InRange(dropped.eq(0).to_type(ScalarType.Float64).mean().item<double>(), 0.23, 0.27);
        Assert.Equal(1 / 0.75, dropped.max().item<double>(), 6);
        Assert.InRange(dropped.mean().item<double>(), 0.98, 1.02);
    }

    [Fact]
    public void It_leaves_only_its_result_behind()
    {
        using var sequence = ones(2, 3, 4);
        GC.Collect(); // What earlier tests left to the finalizer must not be freed in between.
        GC.WaitForPendingFinalizers();
        var before = Tensor.TotalCount;
        using (var dropped = RecurrentDropout.Apply(sequence, 0.5, training: true))
            Assert.Equal(before + 1, Tensor.TotalCount);
        Assert.Equal(before, Tensor.TotalCount);
    }
}
