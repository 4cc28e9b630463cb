using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mtl.LibTorch.Tests.Modules;

public class ModuleTests
{
    private sealed class Net : nn.Module<Tensor, Tensor>
    {
        private readonly Linear first = nn.Linear(3, 4);
        private readonly nn.Module<Tensor, Tensor> rest = nn.Sequential(nn.ReLU(), nn.Linear(4, 2));
        private readonly Parameter scale = new(ones(1));
        private readonly Tensor offset = zeros(2);

        public Net()
            : base("Net")
        {
            RegisterComponents();
            scale.DetachFromDisposeScope();
            offset.DetachFromDisposeScope();
        }

        public override Tensor forward(Tensor input) => rest.call(first.call(input)) * scale + offset;
    }

    private sealed class Explicit : nn.Module<Tensor, Tensor>
    {
        public Explicit()
            : base("Explicit")
        {
            register_module("Layer", Layer);
            register_module("Norm", Norm);
        }

        public Linear Layer { get; } = nn.Linear(3, 2);

        public BatchNorm1d Norm { get; } = nn.BatchNorm1d(2);

        public override Tensor forward(Tensor input) => Norm.call(Layer.call(input));

        protected override void RegisterComponents()
        {
        }
    }

    private sealed class Summed : nn.Module<Tensor, Tensor, Tensor, Tensor>
    {
        public Summed()
            : base("Summed")
        {
        }

        public override Tensor forward(Tensor input1, Tensor input2, Tensor input3) => input1 + input2 + input3;
    }

    private readonly record struct Outputs(Tensor Left, Tensor Right);

    private sealed class TwoOutputs : nn.Module<Tensor, Outputs>
    {
        public TwoOutputs()
            : base("TwoOutputs")
        {
        }

        public override Outputs forward(Tensor input) => new(input + 1, input - 1);
    }

    [Fact]
    public void Fields_are_registered_under_their_names()
    {
        using var net = new Net();
        Assert.Equal(
            ["scale", "first.weight", "first.bias", "rest.1.weight", "rest.1.bias"], net.named_parameters().Select(p => p.name));
        Assert.Equal(["offset"], net.named_buffers().Select(b => b.name));
        Assert.Equal(["first", "rest"], net.named_children().Select(c => c.name));
        Assert.Equal(["first", "rest", "rest.0", "rest.1"], net.named_modules().Select(m => m.name));
        Assert.Equal(
            ["scale", "first.weight", "first.bias", "rest.1.weight", "rest.1.bias", "offset"], net.state_dict().Keys);
    }

    [Fact]
    public void Explicit_registration_gives_clean_names()
    {
        using var net = new Explicit();
        Assert.Equal(
            ["Layer.weight", "Layer.bias", "Norm.weight", "Norm.bias", "Norm.running_mean", "Norm.running_var", "Norm.num_batches_tracked"],
            net.state_dict().Keys);
        Assert.Throws<InvalidOperationException>(() => net.register_module("Layer", nn.Linear(1, 1)));
        Assert.Throws<ArgumentException>(() => net.register_module("a.b", nn.Linear(1, 1)));
        Assert.NotNull(net.get_parameter("Layer.weight"));
        Assert.Null(net.get_parameter("Layer.nothing"));
        Assert.True(net.has_buffer("Norm.running_mean"));
    }

    [Fact]
    public void A_module_list_is_named_by_places()
    {
        using var holder = new Holder();
        Assert.Equal(["layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias"], holder.state_dict().Keys);
        Assert.Equal(2, holder.layers.Count);
    }

    private sealed class Holder : nn.Module
    {
        public readonly ModuleList<Linear> layers = nn.ModuleList(nn.Linear(1, 2), nn.Linear(2, 1));

        public Holder()
            : base("Holder") => RegisterComponents();
    }

    [Fact]
    public void Training_reaches_all_modules()
    {
        using var net = nn.Sequential(nn.Linear(2, 2), nn.Sequential(nn.Dropout(0.5)));
        Assert.True(net.training);
        net.eval();
        Assert.All(net.modules(), module => Assert.False(module.training));
        using var input = ones(4, 2);
        using var first = net.call(input);
        using var second = net.call(input);
        Assert.True(first.allclose(second));
        net.train();
        Assert.All(net.modules(), module => Assert.True(module.training));
    }

    [Fact]
    public void Several_inputs_and_other_outputs()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(6, new Summed().call(tensor(1f), tensor(2f), tensor(3f)).item<float>());
        var (left, right) = new TwoOutputs().call(tensor(1f));
        Assert.Equal((2f, 0f), (left.item<float>(), right.item<float>()));
    }

    [Fact]
    public void Hooks_see_and_change_inputs_and_results()
    {
        using var scope = NewDisposeScope();
        var module = nn.Identity();
        var seen = new List<string>();
        var before = module.register_forward_pre_hook((_, input) =>
        {
            seen.Add("before");
            return input + 1;
        });
        var after = module.register_forward_hook((_, input, result) =>
        {
            seen.Add("after");
            return result * input;
        });
        Assert.Equal(9, module.call(tensor(2f)).item<float>());
        Assert.Equal(["before", "after"], seen);
        before.remove();
        after.remove();
        Assert.Equal(2, module.call(tensor(2f)).item<float>());

        var outputs = new TwoOutputs();
        outputs.register_forward_hook((_, _, result) => new Outputs(result.Right, result.Left));
        Assert.Equal(0, outputs.call(tensor(1f)).Left.item<float>());
    }

    [Fact]
    public void State_is_copied_by_name()
    {
        using var scope = NewDisposeScope();
        using var source = new Explicit();
        using var target = new Explicit();
        var same = target.Layer.weight;
        target.load_state_dict(source.state_dict());
        Assert.True(ReferenceEquals(same, target.Layer.weight));
        Assert.True(target.Layer.weight.allclose(source.Layer.weight));

        var state = source.state_dict();
        state.Remove("Norm.bias");
        state.Add("Other", ones(1));
        Assert.Throws<InvalidOperationException>(() => target.load_state_dict(state));
        var (missing, unexpected) = target.load_state_dict(state, strict: false);
        Assert.Equal(["Norm.bias"], missing);
        Assert.Equal(["Other"], unexpected);
    }

    [Fact]
    public void Saved_and_loaded_modules_are_the_same()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            using var source = new Explicit();
            source.call(randn(8, 3));
            source.save(path);
            using var target = new Explicit();
            target.load(path);
            foreach (var (key, value) in source.state_dict())
                Assert.True(value.Equals(target.state_dict()[key]), key);

            using var other = nn.Sequential(("Layer", nn.Linear(3, 2)));
            Assert.Throws<ArgumentException>(() => other.load(path));
            using var larger = nn.Linear(4, 2);
            using var smaller = nn.Linear(3, 2);
            smaller.save(path);
            Assert.Throws<ArgumentException>(() => larger.load(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void The_file_has_TorchSharp_s_bytes()
    {
        using var stream = new MemoryStream();
        using var module = nn.Linear(2, 1);
        using (no_grad())
        {
            module.weight.copy_(tensor(new float[] { 1, 2 }));
            module.bias!.fill_(3);
        }

        module.save(stream);
        Assert.Equal(
            "0206776569676874060201020000803F000000400462696173060101" + "00004040", Convert.ToHexString(stream.ToArray()));
    }

    [Fact]
    public void Moved_modules_keep_their_parameters_in_place()
    {
        using var net = new Explicit();
        net.to(ScalarType.Float64);
        Assert.All(net.parameters(), parameter => Assert.Equal(ScalarType.Float64, parameter.dtype));
        Assert.Equal(ScalarType.Float64, net.Layer.weight.dtype);
        Assert.Equal(ScalarType.Float64, net.Norm.running_mean!.dtype);
        Assert.Equal(ScalarType.Int64, net.Norm.num_batches_tracked!.dtype);
        using var result = net.call(randn([4, 3], ScalarType.Float64));
        Assert.Equal(ScalarType.Float64, result.dtype);
        Assert.Throws<ArgumentException>(() => net.to(ScalarType.Int64));

        using var own = new Net();
        own.to(ScalarType.Float64);
        Assert.Equal(ScalarType.Float64, own.get_parameter("scale")!.dtype);
        using var other = own.call(randn([4, 3], ScalarType.Float64));
        Assert.Equal(ScalarType.Float64, other.dtype);
    }

    [Fact]
    public void A_layer_of_every_kind_can_be_moved()
    {
        using var scope = NewDisposeScope();
        var input = randn([3, 2, 4], ScalarType.Float64);
        Assert.Equal(ScalarType.Float64, nn.LSTM(4, 3).to(ScalarType.Float64).call(input).Item1.dtype);
        Assert.Equal(ScalarType.Float64, nn.GRU(4, 3).to(ScalarType.Float64).call(input).Item1.dtype);
        Assert.Equal(
            ScalarType.Float64, nn.MultiheadAttention(4, 2).to(ScalarType.Float64).call(input, input, input).Item1.dtype);
        Assert.Equal(ScalarType.Float64, nn.Conv1d(2, 2, 3).to(ScalarType.Float64).call(input).dtype);
        Assert.Equal(ScalarType.Float64, nn.LayerNorm(4).to(ScalarType.Float64).call(input).dtype);
    }

    [Fact]
    public void Gradients_go_or_become_zero()
    {
        using var layer = nn.Linear(2, 1);
        layer.call(ones(1, 2)).sum().backward();
        layer.zero_grad(set_to_none: false);
        Assert.Equal([0f, 0f], layer.weight.grad!.data<float>().ToArray());
        layer.zero_grad();
        Assert.Null(layer.weight.grad);
    }

    [Fact]
    public void Apply_reaches_every_module_and_then_this_one()
    {
        using var net = nn.Sequential(nn.Linear(1, 1), nn.ReLU());
        var names = new List<string>();
        net.apply(module => names.Add(module.GetType().Name));
        Assert.Equal(["Linear", "ReLU", "Sequential"], names);
    }

    [Fact]
    public void Dropout_keeps_the_mean_and_leaves_evaluation_alone()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var dropout = nn.Dropout(0.25);
        var result = dropout.call(ones(100_000));
        Assert.InRange(result.mean().item<float>(), 0.98f, 1.02f);
        Assert.InRange((result == 0).@float().mean().item<float>(), 0.24f, 0.26f);
        dropout.eval();
        Assert.True(dropout.call(ones(10)).Equals(ones(10)));
    }
}
