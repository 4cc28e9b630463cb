using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mtl.LibTorch.Tests.Optim;

public class OptimizerTests
{
    [Fact]
    public void The_first_step_of_Adam_has_the_length_of_the_learning_rate()
    {
        var parameter = Parameter(tensor(new float[] { 1, -2, 3 }));
        using var optimizer = optim.Adam([parameter], 0.1);
        parameter.grad = tensor(new float[] { 5, -0.25f, 100 });
        optimizer.step();
        Assert.Equal([0.9f, -1.9f, 2.9f], parameter.data<float>().ToArray(), Near);
    }

    [Fact]
    public void Gradient_descent_subtracts_the_gradient()
    {
        var parameter = Parameter(tensor(new float[] { 1, -2 }));
        using var optimizer = optim.SGD([parameter], 0.5);
        parameter.grad = tensor(new float[] { 2, 4 });
        optimizer.step();
        Assert.Equal([0f, -4f], parameter.data<float>().ToArray());
    }

    [Fact]
    public void Decay_of_AdamW_goes_around_the_gradient()
    {
        var parameter = Parameter(ones(1));
        using var optimizer = optim.AdamW([parameter], 0.1, weight_decay: 0.5);
        parameter.grad = zeros(1);
        optimizer.step();
        Assert.Equal(0.95f, parameter.item<float>(), 1e-6f);
    }

    [Fact]
    public void A_parameter_without_gradient_stays()
    {
        var (still, moved) = (Parameter(ones(2)), Parameter(ones(2)));
        foreach (var optimizer in Optimizers.Of([still, moved]))
        {
            moved.grad = ones(2);
            optimizer.step();
            Assert.Equal([1f, 1f], still.data<float>().ToArray());
            Assert.NotEqual(1f, moved[0].item<float>());
            optimizer.Dispose();
        }
    }

    [Fact]
    public void Gradients_become_zero()
    {
        var (with, without) = (Parameter(ones(2)), Parameter(ones(2)));
        with.grad = ones(2);
        using var optimizer = optim.Adam([with, without]);
        optimizer.zero_grad();
        Assert.Equal([0f, 0f], with.grad!.data<float>().ToArray());
        Assert.Null(without.grad);
    }

    [Fact]
    public void A_closure_is_recorded_and_its_loss_returned()
    {
        var parameter = Parameter(ones(1));
        using var optimizer = optim.SGD([parameter], 0.25);
        using var frozen = no_grad();
        var loss = optimizer.step(() =>
        {
            var squares = parameter.square().sum();
            squares.backward();
            return squares;
        });
        Assert.Equal(1f, loss!.item<float>());
        Assert.Equal(0.5f, parameter.item<float>());
    }

    [Fact]
    public void Groups_take_from_the_optimizer_what_they_leave_open()
    {
        var group = new Adam.ParamGroup([Parameter(ones(1))], new Adam.Options { LearningRate = 0.5, beta2 = 0.9 });
        using var optimizer = optim.Adam([group], 0.1, 0.7, eps: 1e-3, amsgrad: true);
        Assert.Equal(0.5, group.LearningRate);
        Assert.Equal(0.5, group.InitialLearningRate);
        Assert.Equal((0.7, 0.9), group.Betas);
        Assert.Equal(1e-3, group.Options.eps);
        Assert.True(group.Options.amsgrad);
        Assert.False(group.Options.maximize);
    }

    [Fact]
    public void A_group_can_join_later()
    {
        var (early, late) = (Parameter(ones(1)), Parameter(ones(1)));
        using var optimizer = optim.SGD([early], 1);
        optimizer.add_param_group(new SGD.ParamGroup([late], 0.5));
        (early.grad, late.grad) = (ones(1), ones(1));
        optimizer.step();
        Assert.Equal((0f, 0.5f), (early.item<float>(), late.item<float>()));
        Assert.Equal(2, optimizer.parameters().Count());
    }

    [Fact]
    public void A_new_learning_rate_counts_from_the_next_step_on()
    {
        var parameter = Parameter(ones(1));
        using var optimizer = optim.SGD([parameter], 1);
        parameter.grad = ones(1);
        foreach (var group in optimizer.ParamGroups)
            group.LearningRate = 0.25;
        optimizer.step();
        Assert.Equal(0.75f, parameter.item<float>());
    }

    [Fact]
    public void Impossible_options_are_refused()
    {
        Parameter[] parameters = [Parameter(ones(1))];
        Assert.Throws<ArgumentException>(() => optim.Adam(parameters, -1));
        Assert.Throws<ArgumentException>(() => optim.Adam(parameters, beta1: 1));
        Assert.Throws<ArgumentException>(() => optim.AdamW(parameters, beta2: -0.1));
        Assert.Throws<ArgumentException>(() => optim.SGD(parameters, 0.1, nesterov: true));
        Assert.Throws<ArgumentException>(() => optim.SGD(parameters, 0.1, -1));
        Assert.Throws<ArgumentException>(() => optim.RMSProp(parameters, alpha: -1));
        Assert.Throws<ArgumentException>(() => optim.Adagrad(parameters, lr_decay: -1));
    }

    [Fact]
    public void Parameters_of_different_types_can_share_a_group()
    {
        var (single, exact) = (Parameter(ones(2)), Parameter(ones(3, ScalarType.Float64)));
        using var optimizer = optim.Adam([single, exact], 0.1);
        (single.grad, exact.grad) = (ones(2), ones(3, ScalarType.Float64));
        optimizer.step();
        Assert.Equal(0.9f, single[1].item<float>(), 1e-6f);
        Assert.Equal(0.9, exact[2].item<double>(), 1e-8);
    }

    [Fact]
    public void Gradients_are_scaled_to_a_common_norm()
    {
        var (first, second) = (Parameter(ones(1)), Parameter(ones(1)));
        (first.grad, second.grad) = (full([1], 3f), full([1], 4f));
        Assert.Equal(5, nn.utils.clip_grad_norm_([first, second], 1), 1e-6);
        Assert.Equal([0.6f, 0.8f], [first.grad!.item<float>(), second.grad!.item<float>()], Near);
        Assert.Equal(0.8, nn.utils.clip_grad_norm_([first, second], 10, double.PositiveInfinity), 1e-6);
        Assert.Equal([0.6f, 0.8f], [first.grad!.item<float>(), second.grad!.item<float>()], Near);
        Assert.Equal(0, nn.utils.clip_grad_norm_([Parameter(ones(1))], 1));
    }

    [Fact]
    public void Gradients_are_limited_element_by_element()
    {
        var parameter = Parameter(ones(3));
        parameter.grad = tensor(new[] { -3f, 0.5f, 2 });
        nn.utils.clip_grad_value_([parameter], 1);
        Assert.Equal([-1f, 0.5f, 1f], parameter.grad!.data<float>().ToArray());
    }

    private static bool Near(float left, float right) => Math.Abs(left - right) < 1e-5f;
}
