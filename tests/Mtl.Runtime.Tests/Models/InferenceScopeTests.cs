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
}
