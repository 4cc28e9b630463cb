using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.Tests;

/// <summary>The managed steps against TorchSharp's optimizers, from the same state.</summary>
public sealed class ElementwiseOptimizerTests
{
    private static readonly Dictionary<string, Func<Parameter[], OptimizerHelper>> s_optimizers = new()
    {
        ["Adam"] = parameters => torch.optim.Adam(parameters, 0.01),
        ["Adam, decay"] = parameters => torch.optim.Adam(parameters, 0.01, weight_decay: 0.1, maximize: true),
        ["Adam, amsgrad"] = parameters => torch.optim.Adam(parameters, 0.01, beta1: 0.5, eps: 1e-3, amsgrad: true),
        ["AdamW"] = parameters => torch.optim.AdamW(parameters, 0.01, weight_decay: 0.1),
        ["AdamW, amsgrad"] = parameters => torch.optim.AdamW(parameters, 0.01, amsgrad: true, maximize: true),
        ["SGD"] = parameters => torch.optim.SGD(parameters, 0.01),
        ["SGD, decay"] = parameters => torch.optim.SGD(parameters, 0.01, weight_decay: 0.1, maximize: true),
        ["SGD, momentum"] = parameters => torch.optim.SGD(parameters, 0.01, momentum: 0.9, dampening: 0.1, weight_decay: 0.1),
        ["SGD, Nesterov"] = parameters => torch.optim.SGD(parameters, 0.01, momentum: 0.9, nesterov: true),
        ["RMSProp"] = parameters => torch.optim.RMSProp(parameters, 0.01, maximize: true),
        ["RMSProp, momentum"] = parameters => torch.optim.RMSProp(parameters, 0.01, momentum: 0.9, weight_decay: 0.1),
        ["RMSProp, centered"] = parameters => torch.optim.RMSProp(parameters, 0.01, centered: true),
        ["RMSProp, centered, momentum"] = parameters => torch.optim.RMSProp(parameters, 0.01, momentum: 0.9, centered: true),
        ["Adagrad"] = parameters =>
            torch.optim.Adagrad(parameters, 0.01, lr_decay: 0.01, weight_decay: 0.1, initial_accumulator_value: 0.5),
    };

    public static TheoryData<string, int> Cases()
    {
        var cases = new TheoryData<string, int>();
        foreach (string name in s_optimizers.Keys)
        {
            foreach (int count in (int[])[1, 7, 8, 37, 4099])
                cases.Add(name, count);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_step_updates_parameter_and_state_as_TorchSharp_does(string name, int count)
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(3);
        var (expected, actual) = (NewParameter(count), NewParameter(count));
        using var optimizer = s_optimizers[name]([expected]);
        using var managed = s_optimizers[name]([actual]);
        for (int step = 0; step < 5; step++)
        {
            using (torch.no_grad())
                actual.copy_(expected);
            if (Buffers(optimizer).Any())
                managed.load_state_dict(optimizer.state_dict()); // So that no step inherits the last bits of the one before.
            expected.grad = torch.randn(count);
            optimizer.step();
            var group = managed.ParamGroups.OfType<ParamGroup>().Single();
            ElementwiseOptimizer.Step(group.Options, managed.state_dict().State.Single(), actual, expected.grad);
            MustAgree(expected, actual, isExact: name.StartsWith("SGD", StringComparison.Ordinal));
            foreach (var (theirs, mine) in Buffers(optimizer).Zip(Buffers(managed)))
                MustAgree(theirs, mine, isExact: !name.StartsWith("RMSProp", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_state_buffer_that_an_option_needs_later_is_created()
    {
        using var scope = torch.NewDisposeScope();
        var parameter = NewParameter(40);
        var adam = torch.optim.Adam([parameter], 0.01);
        var options = (Adam.Options)adam.ParamGroups.OfType<ParamGroup>().Single().Options;
        var state = (Adam.State)adam.state_dict().State.Single();
        ElementwiseOptimizer.Step(options, state, parameter, torch.randn(40));
        options.amsgrad = true;
        ElementwiseOptimizer.Step(options, state, parameter, torch.randn(40));
        Assert.Equal(state.exp_avg_sq.Read(), state.max_exp_avg_sq.Read());
    }

    /// <summary>Its memory would be too short: the process would end.</summary>
    [Fact]
    public void The_state_of_another_parameter_is_refused()
    {
        using var scope = torch.NewDisposeScope();
        var parameter = NewParameter(40);
        float[] before = parameter.Read();
        foreach (var other in (Parameter[])[NewParameter(3), torch.nn.Parameter(torch.randn(40, torch.float64))])
        {
            using var adam = torch.optim.Adam([parameter], 0.01);
            adam.load_state_dict(torch.optim.Adam([other], 0.01).state_dict());
            var (options, state) = (adam.ParamGroups.OfType<ParamGroup>().Single().Options, adam.state_dict().State.Single());
            var error = Assert.Throws<InvalidOperationException>(
                () => ElementwiseOptimizer.Step(options, state, parameter, torch.randn(40)));
            Assert.Equal(
                $"The state of the optimizer has {other.NumberOfElements} numbers of {other.dtype} for a parameter that has 40 of Float32. "
                + "Load the state of an optimizer of the same model.",
                error.Message);
        }

        Assert.Equal(before, parameter.Read());
    }

    [Fact]
    public void A_disposed_optimizer_is_refused()
    {
        using var scope = torch.NewDisposeScope();
        var parameter = NewParameter(4);
        var adam = torch.optim.Adam([parameter], 0.01);
        var (options, state) = (adam.ParamGroups.OfType<ParamGroup>().Single().Options, adam.state_dict().State.Single());
        adam.Dispose();
        Assert.Throws<ObjectDisposedException>(() => ElementwiseOptimizer.Step(options, state, parameter, torch.randn(4)));
    }

    /// <summary>
    /// TorchSharp's square roots are those of MKL, whose last bit can be wrong; nothing else may differ. So most numbers are equal.
    /// </summary>
    private static void MustAgree(torch.Tensor expected, torch.Tensor actual, bool isExact)
    {
        float[] theirs = expected.Read(), mine = actual.Read();
        if (isExact)
        {
            Assert.Equal(theirs, mine);
            return;
        }

        int equal = theirs.Zip(mine).Count(static pair => pair.First == pair.Second);
        Assert.True(equal >= 0.7 * theirs.Length || theirs.Length < 100, $"only {equal} of {theirs.Length} numbers are equal");
        Assert.All(theirs.Zip(mine), static pair => Assert.Equal(pair.First, pair.Second, 2e-6f * MathF.Max(1, MathF.Abs(pair.First))));
    }

    private static IEnumerable<torch.Tensor> Buffers(OptimizerHelper optimizer)
    {
        var state = optimizer.state_dict().State.Single();
        return state.GetType().GetFields().Select(field => field.GetValue(state)).OfType<torch.Tensor>();
    }

    private static Parameter NewParameter(int count) => torch.nn.Parameter(torch.randn(count));
}
