using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.Tests;

public sealed class LinearOpTests
{
    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(1, 5, true)]
    [InlineData(7, 1, false)]
    [InlineData(8, 16, true)]
    [InlineData(17, 33, false)]
    [InlineData(33, 3, true)]
    public void A_layer_agrees_with_autograd_on_batches_that_grow_and_shrink(int inputs, int outputs, bool readsPart)
    {
        torch.manual_seed(inputs);
        var layer = torch.nn.Linear(inputs, outputs);
        using var probe = new StepProbe(layer);
        var source = probe.Source(inputs, readsPart);
        using var step = new LinearOp(probe.Memory, source, probe.Parameters, layer);
        foreach (int rows in (int[])[4, 1, 9, 9, 3])
            probe.MustAgree(step, x => layer.call(x[0]), rows, source);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(9, 4)]
    public void A_layer_without_bias_agrees_with_autograd(int inputs, int outputs)
    {
        torch.manual_seed(inputs);
        var layer = torch.nn.Linear(inputs, outputs, hasBias: false);
        using var probe = new StepProbe(layer);
        var source = probe.Source(inputs);
        using var step = new LinearOp(probe.Memory, source, probe.Parameters, layer);
        foreach (int rows in (int[])[4, 1, 9])
            probe.MustAgree(step, x => layer.call(x[0]), rows, source);
    }

    [Fact]
    public void Layers_with_and_without_bias_are_not_computed_together()
    {
        Linear[] layers = [torch.nn.Linear(3, 2), torch.nn.Linear(3, 2, hasBias: false)];
        using var probe = new StepProbe(layers);
        using var parameters = new FlatParameters(new Parts(layers), linearGroups: [layers]);
        Assert.Throws<ArgumentException>(() => new LinearOp(probe.Memory, probe.Source(3), parameters, layers));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public void Gates_that_read_the_same_agree_with_one_layer_each(bool first, bool second)
    {
        torch.manual_seed(8);
        Linear[] layers = [torch.nn.Linear(6, 3, hasBias: false), torch.nn.Linear(6, 3, hasBias: false)];
        using var probe = new HeadsProbe(layers);
        probe.MustAgree(5, [first, second]);
    }

    [Fact]
    public void Heads_that_read_the_same_agree_with_one_layer_each()
    {
        torch.manual_seed(2);
        Linear[] layers = [torch.nn.Linear(6, 1), torch.nn.Linear(6, 9), torch.nn.Linear(6, 4)];
        using var probe = new HeadsProbe(layers);
        foreach (int rows in (int[])[5, 1, 8])
            probe.MustAgree(rows, [true, true, true]);
    }

    [Theory]
    [InlineData(true, false, false)]
    [InlineData(false, true, true)]
    [InlineData(false, false, false)]
    public void Heads_without_a_gradient_get_none(bool first, bool second, bool third)
    {
        torch.manual_seed(3);
        Linear[] layers = [torch.nn.Linear(6, 2), torch.nn.Linear(6, 9), torch.nn.Linear(6, 1)];
        using var probe = new HeadsProbe(layers);
        probe.MustAgree(4, [first, second, third]);
        probe.MustAgree(4, [true, true, true]);
    }

    [Fact]
    public void A_frozen_head_gets_no_gradient_and_is_trained_again_once_it_is_set_free()
    {
        torch.manual_seed(4);
        Linear[] layers = [torch.nn.Linear(6, 2), torch.nn.Linear(6, 3)];
        using var probe = new HeadsProbe(layers);
        Freezing.Freeze(layers[1]);
        probe.MustAgree(4, [true, true]);
        Assert.Equal(0, probe.Gradient(layers[1].weight!).abs().sum().item<float>());
        layers[1].weight!.requires_grad = true;
        layers[1].bias!.requires_grad = true;
        probe.MustAgree(4, [true, true]);
        Assert.NotEqual(0, probe.Gradient(layers[1].weight!).abs().sum().item<float>());
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Only_what_is_trained_gets_a_gradient(bool weight, bool bias)
    {
        torch.manual_seed(5);
        var layer = torch.nn.Linear(5, 4);
        using var probe = new StepProbe(layer);
        var source = probe.Source(5);
        using var step = new LinearOp(probe.Memory, source, probe.Parameters, layer);
        layer.weight!.requires_grad = weight;
        layer.bias!.requires_grad = bias;
        probe.MustAgree(step, x => layer.call(x[0]), 6, source);
        Assert.Equal(weight, probe.Parameters[layer.weight!].Gradient.abs().sum().item<float>() > 0);
        Assert.Equal(bias, probe.Parameters[layer.bias!].Gradient.abs().sum().item<float>() > 0);
    }

    [Fact]
    public void Two_readers_of_a_value_add_their_gradients()
    {
        torch.manual_seed(6);
        using var scope = torch.NewDisposeScope();
        var first = torch.nn.Linear(3, 2);
        var second = torch.nn.Linear(3, 4);
        using var probe = new StepProbe(first, second);
        var source = probe.Source(3);
        using var one = new LinearOp(probe.Memory, source, probe.Parameters, first);
        using var other = new LinearOp(probe.Memory, source, probe.Parameters, second);
        using var noGrad = torch.no_grad();
        probe.Memory.Begin(5);
        var left = StepProbe.Random(5, 2);
        var right = StepProbe.Random(5, 4);
        one.Output.BeginBackward(left);
        other.Output.BeginBackward(right);
        other.Backward();
        one.Backward();
        var expected = left.mm(first.weight!) + right.mm(second.weight!);
        StepProbe.MustBeClose(expected.Read(), source.Gradients!.clone().Read(), "sum of both");
    }

    [Fact]
    public void Layers_that_do_not_lie_side_by_side_are_refused()
    {
        var first = torch.nn.Linear(3, 2);
        var second = torch.nn.Linear(3, 4);
        using var probe = new StepProbe(first, second);
        Assert.Throws<ArgumentException>(() => new LinearOp(probe.Memory, probe.Source(3), probe.Parameters, first, second));
    }

    /// <summary>Several heads behind one value, and the same by autograd.</summary>
    private sealed class HeadsProbe : IDisposable
    {
        private readonly Linear[] _layers;
        private readonly torch.nn.Module _model;
        private readonly FlatParameters _parameters;
        private readonly StepMemory _memory = new();
        private readonly StepValue _source;
        private readonly LinearGroupOp _step;

        public HeadsProbe(Linear[] layers)
        {
            _layers = layers;
            _model = new Parts(layers);
            _parameters = new(_model, linearGroups: [layers]);
            _source = StepValue.New(_memory, 6);
            _step = new(_memory, _source, _parameters, layers);
        }

        public torch.Tensor Gradient(Parameter parameter) => _parameters[parameter].Gradient;

        /// <summary>Goes back from the heads that have a gradient.</summary>
        public void MustAgree(int rows, bool[] haveGradient)
        {
            using var scope = torch.NewDisposeScope();
            var x = StepProbe.Random(rows, 6);
            var slopes = Array.ConvertAll(_layers, layer => StepProbe.Random(rows, layer.weight!.shape[0]));
            _parameters.AttachGradients();
            _parameters.Gradients!.zero_();
            var input = x.clone().requires_grad_();
            var sum = (input * 0).sum();
            for (int head = 0; head < _layers.Length; head++)
                sum += haveGradient[head] ? (_layers[head].call(input) * slopes[head]).sum() : 0;
            torch.autograd.backward(sum);
            float[] expected = _parameters.Gradients.Read();

            using var noGrad = torch.no_grad();
            _parameters.Gradients.zero_();
            _memory.Begin(rows);
            _source.Values.copy_(x);
            _step.Forward();
            for (int head = 0; head < _layers.Length; head++)
            {
                StepProbe.MustBeClose(_layers[head].call(x).Read(), _step[head].Values.clone().Read(), $"head {head}");
                if (haveGradient[head])
                    _step[head].BeginBackward(slopes[head]);
            }

            _step.Backward();
            StepProbe.MustBeClose(expected, _parameters.Gradients.Read(), "parameters");
            Assert.Equal(haveGradient.Any(has => has), _source.HasGradient);
            if (_source.HasGradient)
                StepProbe.MustBeClose(input.grad!.Read(), _source.Gradients!.clone().Read(), "input");
        }

        public void Dispose()
        {
            _step.Dispose();
            _memory.Dispose();
            _parameters.Dispose();
            _model.Dispose();
        }
    }
}
