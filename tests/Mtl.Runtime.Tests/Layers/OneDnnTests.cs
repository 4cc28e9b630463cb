using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Mtl.Tests;

/// <summary>Convolutions and LSTMs against themselves in float64, on the machine as it is.</summary>
public sealed class OneDnnTests
{
    private static readonly long[] _rows = [1, 2, 3], _channels = [1, 3, 8, 13, 16, 17, 33], _kernels = [1, 2, 3, 5];

    public OneDnnTests() => OneDnn.RequireCorrect();

    [Fact]
    public void Convolutions_in_one_dimension_are_those_of_float64() => RequireCorrect(
        from rows in _rows
        from inputs in _channels
        from outputs in _channels
        from kernel in _kernels
        from length in new[] { kernel, kernel + 3 }
        select (Input: new[] { rows, inputs, length }, Weight: new[] { outputs, inputs, kernel }),
        (x, weight, bias) => F.conv1d(x, weight, bias));

    [Fact]
    public void Convolutions_in_two_dimensions_are_those_of_float64() => RequireCorrect(
        from inputs in new long[] { 1, 3, 16, 17 }
        from outputs in new long[] { 1, 3, 16, 17 }
        from kernel in new long[] { 3, 5 }
        select (Input: new[] { 2, inputs, 8, 8 }, Weight: new[] { outputs, inputs, kernel, kernel }),
        (x, weight, bias) => F.conv2d(x, weight, bias, strides: [1, 1], padding: [1, 1]));

    [Fact]
    public void LSTMs_in_training_and_in_inference_are_those_of_float64()
    {
        foreach (bool isTraining in new[] { true, false })
        {
            foreach (var (rows, steps, inputs, hidden) in from rows in new long[] { 1, 3, 32 }
                                                          from steps in new long[] { 1, 5 }
                                                          from inputs in new long[] { 1, 8, 33 }
                                                          from hidden in new long[] { 3, 8, 16, 17 }
                                                          select (rows, steps, inputs, hidden))
            {
                using var scope = NewDisposeScope();
                using var grad = set_grad_enabled(isTraining);
                manual_seed(1);
                using var single = nn.LSTM(inputs, hidden, batchFirst: true, bidirectional: true);
                using var exact = nn.LSTM(inputs, hidden, batchFirst: true, bidirectional: true);
                exact.load_state_dict(single.state_dict());
                exact.to(ScalarType.Float64);
                var x = randn(rows, steps, inputs);
                var (output, expected) = (single.call(x).Item1, exact.call(x.to(ScalarType.Float64)).Item1);
                RequireClose(output, expected, $"[{rows}, {steps}, {inputs}] → {hidden}, {isTraining}");
            }
        }
    }

    [Fact]
    public void The_check_leaves_the_random_numbers_alone()
    {
        manual_seed(1);
        using var expected = rand(4);
        manual_seed(1);
        OneDnn.IsCorrect();
        using var actual = rand(4);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Wrong_results_are_corrected_or_refused()
    {
        bool isCorrect = false;
        Assert.True(OneDnn.Correct(() => isCorrect, () => isCorrect = true));
        var refused = Assert.Throws<PlatformNotSupportedException>(() => OneDnn.Correct(() => false, () => { }));
        Assert.Contains("ONEDNN_MAX_CPU_ISA", refused.Message, StringComparison.Ordinal);
    }

    private static void RequireCorrect(IEnumerable<(long[] Input, long[] Weight)> shapes, Func<Tensor, Tensor, Tensor, Tensor> convolve)
    {
        manual_seed(1);
        foreach (var (input, weight) in shapes)
        {
            using var scope = NewDisposeScope();
            Tensor[] values = [randn(input), randn(weight), randn(weight[0])];
            var factors = randn(convolve(values[0], values[1], values[2]).shape);
            var single = OutputAndGradients(ScalarType.Float32);
            var exact = OutputAndGradients(ScalarType.Float64);
            for (int i = 0; i < single.Length; i++)
            {
                RequireClose(single[i], exact[i], $"input [{string.Join(", ", input)}], weight [{string.Join(", ", weight)}], tensor {i}");
            }

            // The output, and the gradients with respect to input, weight and bias.
            Tensor[] OutputAndGradients(ScalarType type)
            {
                Tensor[] leaves = [.. values.Select(value => value.to(type).detach().clone().requires_grad_())];
                var output = convolve(leaves[0], leaves[1], leaves[2]);
                autograd.backward([(output * factors.to(type)).sum()]);
                return [output, .. leaves.Select(leaf => leaf.grad!)];
            }
        }
    }

    private static void RequireClose(Tensor single, Tensor exact, string what)
    {
        double error = ((single.to(ScalarType.Float64) - exact).abs().max() / exact.abs().max()).item<double>();
        Assert.True(error < 1e-4, $"{what}: {error}");
    }
}
