using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.Tests;

public sealed class FlatParametersTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly TwoTaskModel _model = new();

    public void Dispose()
    {
        _model.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void A_parameter_that_became_a_transposed_view_is_not_at_its_place()
    {
        using var scope = torch.NewDisposeScope();
        using var model = torch.nn.Sequential(torch.nn.Linear(3, 3));
        using var flat = new FlatParameters(model);
        Assert.True(flat.IsIntact);
        using (torch.no_grad())
            model.parameters().First().set_(torch.randn(3, 3).t());
        Assert.False(flat.IsIntact);
        flat.Ensure();
        Assert.Null(flat.Values); // Autograd is used.
    }

    [Fact]
    public void The_parameters_stay_the_objects_and_keep_the_numbers_that_they_were()
    {
        var parameters = _model.parameters().ToList();
        var before = _model.Snapshot();
        using var flat = new FlatParameters(_model);
        Assert.Equal(parameters, _model.parameters(), ReferenceEqualityComparer.Instance);
        Assert.Equal(before, _model.Snapshot());
        Assert.Equal(parameters.Sum(parameter => parameter.NumberOfElements), flat.Values!.NumberOfElements);
        Assert.True(flat.IsIntact);
    }

    [Fact]
    public void What_is_written_to_the_flat_numbers_shows_in_the_parameters_and_the_other_way_round()
    {
        using var flat = new FlatParameters(_model);
        using var noGrad = torch.no_grad();
        flat.Values!.fill_(2);
        Assert.All(_model.parameters(), parameter => Assert.Equal(2, parameter.min().item<float>()));
        _model.Trunk.weight!.fill_(3);
        Assert.Equal(_model.Trunk.weight.NumberOfElements, flat.Values.eq(3).sum().item<long>());
        Assert.Equal(3, _model.state_dict()["Trunk.weight"].max().item<float>());
    }

    [Fact]
    public void Gradients_task_by_task_of_a_model_that_was_moved_are_refused_until_it_is_laid_out_again()
    {
        using var flat = new FlatParameters(_model, [_model.Trunk]);
        _model.to(torch.float64);
        var error = Assert.Throws<InvalidOperationException>(Gradients);
        Assert.Contains("Call Ensure", error.Message, StringComparison.Ordinal);
        flat.Ensure();
        Assert.NotEqual(0, Gradients().abs().sum().item<double>());

        torch.Tensor Gradients()
        {
            var gradients = torch.zeros(1, flat.SharedCount, dtype: torch.float64);
            flat.BackwardByTask([_model.Trunk.weight!.square().sum()], gradients);
            return gradients;
        }
    }

    [Fact]
    public void Gradients_task_by_task_are_rows_and_those_of_heads_are_added()
    {
        using var shared = torch.nn.Linear(2, 1, hasBias: false);
        using var first = torch.nn.Linear(1, 1, hasBias: false);
        using var second = torch.nn.Linear(1, 1, hasBias: false);
        using var model = new Parts(shared, first, second);
        using var flat = new FlatParameters(model, [shared], taskSpecific: [[first], [second]]);
        flat.AttachGradients();
        using (torch.no_grad())
        {
            flat.Values!.copy_(torch.tensor([0.5f, -0.5f, 3, 5]));
            flat.Gradients!.fill_(7);
        }

        var hidden = shared.call(Tensors.Matrix(2, 1, 2)).tanh();
        torch.Tensor[] losses = [first.call(hidden).sum(), second.call(hidden).sum()];
        Assert.Equal("losses", Assert.Throws<ArgumentNullException>(() => flat.BackwardByTask(null!, torch.zeros(2, 2))).ParamName);
        Assert.Equal("gradients", Assert.Throws<ArgumentNullException>(() => flat.BackwardByTask(losses, null!)).ParamName);
        Assert.Throws<ArgumentException>(() => flat.BackwardByTask(losses, torch.zeros(3, 2)));
        var rows = torch.full([2, 2], float.NaN);
        flat.BackwardByTask(losses, rows);

        double h = Math.Tanh(-0.5), slope = 1 - (h * h);
        Assert.All(((double[])[3, 6, 5, 10]).Zip(rows.Read()), pair => Assert.Equal(pair.First * slope, pair.Second, 1e-5));
        Assert.All(((double[])[0, 0, 7 + h, 7 + h]).Zip(flat.Gradients!.Read()), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void Heads_are_weighed_only_where_it_is_known_what_they_have()
    {
        using var flat = new FlatParameters(_model, [_model.Trunk], taskSpecific: [[_model.Kind]]);
        flat.AttachGradients();
        flat.Gradients!.fill_(2);
        flat.ScaleOwnGradients(0, 3);
        Assert.Equal(6, _model.Kind.Output.weight!.grad!.max().item<float>());
        Assert.Equal(2, _model.Price.Output.weight!.grad!.max().item<float>());
        var error = Assert.Throws<InvalidOperationException>(() => flat.ScaleOwnGradients(1, 3));
        Assert.StartsWith(
            "The balancing method weights task-specific parameters, which 'TwoTaskModel' does not declare", error.Message,
            StringComparison.Ordinal);
        Assert.EndsWith("pass the parts of every task to its FlatParameters.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_that_were_freed_are_noticed_where_gradients_are_kept()
    {
        using var model = new TwoTaskModel();
        using var flat = new FlatParameters(model);
        using var set = OptimizerSet.Create(model, flat, [], new() { LearningRate = 0.1 });
        Assert.True(flat.IsAttached);
        flat.KeepGradients();
        model.Price.Output.weight!.Dispose();
        var error = Assert.Throws<ObjectDisposedException>(flat.KeepGradients);
        Assert.Contains("TwoTaskModel: a parameter was freed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shared_parts_come_first_then_layers_that_are_computed_together()
    {
        using var flat = new FlatParameters(_model, [_model.Trunk, _model.TrunkNorm], [[_model.Kind.Hidden[0], _model.Price.Output]]);
        Assert.Equal((3 * 8) + 8 + 8 + 8, flat.SharedCount);
        Assert.Equal(0, flat[_model.Trunk.weight!].Start);
        long start = flat.SharedCount;
        Parameter[] inOrder =
            [_model.Kind.Hidden[0].weight!, _model.Price.Output.weight!, _model.Kind.Hidden[0].bias!, _model.Price.Output.bias!];
        foreach (var next in inOrder)
        {
            Assert.Equal(start, flat[next].Start);
            start += next.NumberOfElements;
        }
    }

    [Fact]
    public void Layers_that_are_computed_together_can_be_shared()
    {
        using var layers = ExpertMixture.Copies(2, () => torch.nn.Linear(3, 2));
        using var after = torch.nn.Linear(2, 2);
        using var gate = torch.nn.Linear(3, 2, hasBias: false);
        using var model = new Parts([gate, after, .. layers]);
        using var flat = new FlatParameters(model, [after, .. layers], [[.. layers], [gate]]);
        long start = 0;
        Parameter[] inOrder =
            [layers[0].weight!, layers[1].weight!, layers[0].bias!, layers[1].bias!, after.weight!, after.bias!];
        foreach (var next in inOrder)
        {
            Assert.Equal(start, flat[next].Start);
            start += next.NumberOfElements;
        }

        Assert.Equal(start, flat.SharedCount);
        Assert.Equal(start, flat[gate.weight!].Start);
    }

    [Fact]
    public void A_backward_pass_of_libtorch_adds_to_the_flat_gradients()
    {
        using var flat = new FlatParameters(_model);
        flat.AttachGradients();
        flat.Gradients!.fill_(1);
        torch.autograd.backward(_model.Price.Output.weight!.sum() * 5);
        using var gradient = _model.Price.Output.weight.grad!;
        Assert.All(gradient.Read(), number => Assert.Equal(6, number));
        Assert.Equal(_model.Price.Output.weight.NumberOfElements, flat.Gradients.eq(6).sum().item<long>());
    }

    [Fact]
    public void There_are_no_gradients_before_they_are_wanted()
    {
        using var flat = new FlatParameters(_model);
        Assert.All(_model.parameters(), parameter => Assert.Null(parameter.grad));
        flat.AttachGradients();
        Assert.All(_model.parameters(), parameter => Assert.Equal(0, parameter.grad!.abs().max().item<float>()));
    }

    [Fact]
    public void Gradients_that_were_there_are_kept()
    {
        torch.autograd.backward(_model.Trunk.bias!.sum() * 4);
        using var flat = new FlatParameters(_model);
        flat.AttachGradients();
        Assert.Equal(4 * 8, flat.Gradients!.sum().item<float>());
        Assert.Equal(4, _model.Trunk.bias.grad!.max().item<float>());
    }

    [Fact]
    public void Gradients_set_to_none_are_attached_again_as_zero()
    {
        using var flat = new FlatParameters(_model);
        flat.Gradients!.fill_(1);
        _model.zero_grad();
        _model.Trunk.bias!.grad = torch.full(8, 7f);
        flat.AttachGradients();
        Assert.Equal(7 * 8, flat.Gradients.sum().item<float>());
        flat.Gradients.fill_(2);
        Assert.All(_model.parameters(), parameter => Assert.Equal(2, parameter.grad!.min().item<float>()));
    }

    [Fact]
    public void What_is_frozen_has_no_gradient_attached()
    {
        Freezing.Freeze(_model.Trunk);
        using var flat = new FlatParameters(_model);
        flat.AttachGradients();
        Assert.Null(_model.Trunk.weight!.grad);
        Assert.NotNull(_model.Price.Output.weight!.grad);
    }

    [Fact]
    public void A_state_that_is_loaded_lands_in_the_flat_numbers()
    {
        using var other = new TwoTaskModel(seed: 5);
        using var flat = new FlatParameters(_model);
        _model.load_state_dict(other.state_dict());
        Assert.True(flat.IsIntact);
        Assert.Equal(other.Snapshot(), _model.Snapshot());
        Assert.Equal(other.parameters().Sum(parameter => parameter.sum().item<float>()), flat.Values!.sum().item<float>(), 1e-3);
    }

    [Fact]
    public void Another_element_type_breaks_the_order_and_ensure_makes_a_new_one()
    {
        using var flat = new FlatParameters(_model);
        float before = flat.Values!.sum().item<float>();
        _model.to(torch.float64);
        Assert.False(flat.IsIntact);
        flat.Ensure();
        Assert.True(flat.IsIntact);
        Assert.Equal(torch.float64, flat.Values!.dtype);
        Assert.Equal(before, flat.Values.sum().item<double>(), 1e-4);
    }

    [Fact]
    public void Moving_to_where_it_is_changes_nothing()
    {
        using var flat = new FlatParameters(_model);
        _model.to(torch.CPU);
        Assert.True(flat.IsIntact);
    }

    [Fact]
    public void A_replaced_parameter_breaks_the_order_and_ensure_makes_a_new_one()
    {
        using var flat = new FlatParameters(_model);
        _model.Trunk.weight = torch.nn.Parameter(torch.full([8, 3], 9f));
        Assert.False(flat.IsIntact);
        flat.Ensure();
        Assert.True(flat.IsIntact);
        Assert.Equal(8 * 3, flat.Values!.eq(9).sum().item<long>());
    }

    [Fact]
    public void Parameters_of_two_element_types_do_not_lie_together()
    {
        _model.Price.to(torch.float64);
        using var flat = new FlatParameters(_model);
        Assert.Null(flat.Values);
        Assert.Null(flat.Gradients);
        Assert.False(flat.IsIntact);
    }

    [Fact]
    public void A_model_without_parameters_has_none()
    {
        using var empty = new Parts();
        using var flat = new FlatParameters(empty);
        Assert.Null(flat.Values);
    }

    [Fact]
    public void Afterwards_the_model_goes_on_with_its_numbers()
    {
        var before = _model.Snapshot();
        var flat = new FlatParameters(_model);
        flat.Dispose();
        Assert.Equal(before, _model.Snapshot());
        torch.autograd.backward(_model.Trunk.weight!.sum());
        Assert.All(_model.Trunk.weight.grad!.Read(), number => Assert.Equal(1, number));
    }

    [Fact]
    public void Two_models_inside_another_module_keep_their_own_order()
    {
        using var second = new TwoTaskModel(seed: 2);
        using var first = new FlatParameters(_model);
        using var other = new FlatParameters(second);
        using var both = new Parts(_model, second);
        Assert.Equal(
            first.Values!.NumberOfElements + other.Values!.NumberOfElements,
            both.parameters().Sum(parameter => parameter.NumberOfElements));
        using var optimizer = torch.optim.SGD(both.parameters(), 0.5);
        first.AttachGradients();
        other.AttachGradients();
        first.Gradients!.fill_(2);
        other.Gradients!.fill_(4);
        float sum = first.Values.sum().item<float>();
        float otherSum = other.Values.sum().item<float>();
        optimizer.step();
        Assert.Equal(sum - first.Values.NumberOfElements, first.Values.sum().item<float>(), 1e-3);
        Assert.Equal(otherSum - (2 * other.Values.NumberOfElements), other.Values.sum().item<float>(), 1e-3);
        both.to(torch.float64);
        first.Ensure();
        other.Ensure();
        Assert.True(first.IsIntact && other.IsIntact);
    }

    [Fact]
    public void A_parameter_of_another_module_is_refused()
    {
        using var flat = new FlatParameters(_model);
        using var stranger = torch.nn.Linear(1, 1);
        Assert.Throws<ArgumentException>(() => flat[stranger.weight!]);
    }
}
