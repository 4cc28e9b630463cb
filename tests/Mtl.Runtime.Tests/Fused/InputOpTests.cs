using TorchSharp;

namespace Mtl.Tests;

/// <summary>What a fused step reads is what the forward pass makes of it.</summary>
public sealed class InputOpTests
{
    [Theory]
    [InlineData(torch.ScalarType.Float32)]
    [InlineData(torch.ScalarType.Float64)]
    [InlineData(torch.ScalarType.Int64)]
    public void Standardized_numbers_are_those_of_the_module(torch.ScalarType type)
    {
        using var scope = torch.NewDisposeScope();
        using var memory = new StepMemory();
        using var standardization = new Standardization("Input", [6], 1..5);
        var input = torch.arange(30, torch.float64).square().reshape(5, 2, 3);
        standardization.EnsureFitted(input.reshape(5, 6));
        var step = new InputOp(memory, 6);
        memory.Begin(5);
        step.Forward(input.to(type), standardization, missingIsMean: true);
        Assert.Equal(standardization.call(input.reshape(5, 6)).Read(), step.Output.Values.clone().Read());
    }

    [Fact]
    public void Missing_numbers_become_the_mean_where_that_is_asked_for()
    {
        using var scope = torch.NewDisposeScope();
        using var memory = new StepMemory();
        using var standardization = new Standardization("Input", [2]);
        var input = torch.tensor([1.7e12, double.NaN, 1.7e12 + 2, 4], [2, 2]);
        standardization.EnsureFitted(input);
        var step = new InputOp(memory, 2);
        memory.Begin(2);
        step.Forward(input, standardization, missingIsMean: true);
        Assert.Equal([-1, 0, 1, 0], step.Output.Values.clone().Read());
        step.Forward(input, standardization, missingIsMean: false);
        Assert.Equal([-1, float.NaN, 1, 0], step.Output.Values.clone().Read());
    }
}
