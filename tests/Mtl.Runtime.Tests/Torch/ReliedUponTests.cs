using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mtl.Tests;

/// <summary>Behavior of TorchSharp that the runtime relies on, but that TorchSharp's documentation does not promise.</summary>
public sealed class ReliedUponTests
{
    [Fact]
    public void A_parameter_that_is_set_to_a_view_stays_the_object_and_shares_the_memory()
    {
        using var layer = nn.Linear(2, 3);
        using var flat = zeros(6);
        var weight = layer.weight!;
        using (no_grad())
            weight.set_(flat.view(3, 2));
        Assert.Same(weight, layer.weight);
        Assert.Contains(layer.parameters(), parameter => ReferenceEquals(parameter, weight));
        Assert.True(weight.requires_grad);
        flat.fill_(7);
        Assert.Equal(7, weight[2, 1].item<float>());
    }

    [Fact]
    public void A_gradient_that_is_there_is_added_to_in_place()
    {
        using var parameter = new Parameter(ones(3));
        using var gradients = zeros(6);
        parameter.grad = gradients.narrow(0, 3, 3);
        for (int step = 0; step < 2; step++)
            autograd.backward([(parameter * 2).sum()]);
        Assert.Equal([0f, 0, 0, 4, 4, 4], gradients.data<float>().ToArray());
    }

    [Fact]
    public void The_bytes_of_a_tensor_on_the_CPU_are_its_memory()
    {
        using var tensor = zeros(2);
        MemoryMarshal.Cast<byte, float>(tensor.bytes)[1] = 5;
        Assert.Equal(5, tensor[1].item<float>());
    }

    [Fact]
    public void An_optimizer_steps_the_parameters_that_its_groups_have_now()
    {
        using var before = new Parameter(ones(1));
        using var after = new Parameter(ones(1));
        using var optimizer = optim.Adam([before], 0.1);
        var groups = Assert.IsAssignableFrom<IList<ParamGroup>>(optimizer.ParamGroups);
        Assert.False(groups.IsReadOnly);
        // Adding a group makes the state of its parameters; it stays when the group is gone.
        optimizer.add_param_group(new Adam.ParamGroup([after], (Adam.Options)groups[0].Options));
        groups.RemoveAt(1);
        groups[0].Parameters = [after];
        (before.grad, after.grad) = (ones(1), ones(1));
        optimizer.step();
        Assert.Equal(1, before.item<float>());
        Assert.Equal(0.9, after.item<float>(), 1e-6);
    }

    [Fact]
    public void Loading_a_state_and_moving_to_the_same_place_keep_the_parameters()
    {
        using var layer = nn.Linear(2, 3);
        using var other = nn.Linear(2, 3);
        var weight = layer.weight!;
        layer.load_state_dict(other.state_dict());
        layer.to(CPU);
        Assert.Same(weight, layer.weight);
        Assert.Equal(other.weight!.data<float>().ToArray(), weight.data<float>().ToArray());
    }

    [Fact]
    public void A_state_is_the_live_tensors()
    {
        using var layer = nn.Linear(2, 3);
        var state = layer.state_dict();
        using (no_grad())
            layer.weight!.fill_(3);
        Assert.Equal(3, state["weight"][0, 0].item<float>());
    }

    [Fact]
    public void A_parameter_that_a_loss_does_not_reach_keeps_no_gradient()
    {
        using var reached = new Parameter(ones(1));
        using var unreached = new Parameter(ones(1));
        autograd.backward([(reached * 2).sum()]);
        Assert.Null(unreached.grad);
    }
}
