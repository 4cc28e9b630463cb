using TorchSharp;

namespace Mtl.Tests;

public sealed class InferenceScopeTests
{
    [Fact]
    public void Inside_there_is_neither_training_nor_gradient_and_afterwards_all_is_as_before()
    {
        using var model = new TwoTaskModel();
        model.train();
        model.TrunkNorm.eval(); // a frozen part must stay frozen

        using (var inference = new InferenceScope(model))
        {
            Assert.All(model.modules(), module => Assert.False(module.training));
            Assert.False(torch.is_grad_enabled());
            Assert.Equal(DeviceType.CPU, inference.Device.type);
        }

        Assert.True(torch.is_grad_enabled());
        Assert.True(model.training);
        Assert.True(model.Kind.HiddenNorm[0].training);
        Assert.False(model.TrunkNorm.training);
    }

    [Fact]
    public void A_model_in_evaluation_mode_stays_in_it()
    {
        using var model = new TwoTaskModel();
        model.eval();
        new InferenceScope(model).Dispose();

        Assert.False(model.training);
    }

    /// <summary>Of two threads one is done earlier: the other must not go on with dropout.</summary>
    [Fact]
    public void The_model_returns_to_its_mode_when_the_last_of_several_threads_is_done()
    {
        using var model = new TwoTaskModel();
        model.train();
        using var hasBegun = new ManualResetEventSlim();
        using var mayEnd = new ManualResetEventSlim();
        var other = new Thread(() =>
        {
            using var inference = new InferenceScope(model);
            hasBegun.Set();
            mayEnd.Wait();
        });
        using (var inference = new InferenceScope(model))
        {
            other.Start();
            hasBegun.Wait();
        }

        Assert.False(model.training);
        mayEnd.Set();
        other.Join();
        Assert.True(model.training);
    }

    [Fact]
    public void Ending_twice_is_ending_once()
    {
        using var model = new TwoTaskModel();
        model.train();
        using var outer = new InferenceScope(model);
        var inner = new InferenceScope(model);
        inner.Dispose();
        inner.Dispose();

        Assert.False(model.training);
    }

    [Fact]
    public void A_model_that_was_disposed_of_says_so()
    {
        var model = new TwoTaskModel();
        model.Dispose();
        Assert.Contains(
            nameof(TwoTaskModel),
            Assert.Throws<ObjectDisposedException>(() => new InferenceScope(model)).Message,
            StringComparison.Ordinal);
    }
}
