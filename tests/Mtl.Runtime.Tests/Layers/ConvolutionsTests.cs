using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Mtl.Tests;

/// <summary>Convolutions against themselves in float64, on the machine as it is.</summary>
public sealed class ConvolutionsTests
{
    private static readonly long[] _rows = [1, 2, 3], _channels = [1, 3, 8, 13, 16, 17, 33], _kernels = [1, 2, 3, 5];

    public ConvolutionsTests() => Convolutions.RequireRight();

    [Fact]
    public void Outputs_and_gradients_in_one_dimension_are_those_of_float64() => RequireRight(
        from rows in _rows
        from inputs in _channels
        from outputs in _channels
        from kernel in _kernels
        from length in new[] { kernel, kernel + 3 }
        select (Input: new[] { rows, inputs, length }, Weight: new[] { outputs, inputs, kernel }),
        (x, weight, bias) => F.conv1d(x, weight, bias));

    [Fact]
    public void Outputs_and_gradients_in_two_dimensions_are_those_of_float64() => RequireRight(
        from inputs in new long[] { 1, 3, 16, 17 }
        from outputs in new long[] { 1, 3, 16, 17 }
        from kernel in new long[] { 3, 5 }
        select (Input: new[] { 2, inputs, 8, 8 }, Weight: new[] { outputs, inputs, kernel, kernel }),
        (x, weight, bias) => F.conv2d(x, weight, bias, strides: [1, 1], padding: [1, 1]));

    [Fact]
    public void Wrong_convolutions_are_corrected_or_refused()
    {
        bool isRight = false;
        Assert.True(Convolutions.EnsureRight(() => isRight, () => isRight = true));
        var refused = Assert.Throws<PlatformNotSupportedException>(() => Convolutions.EnsureRight(() => false, () => { }));
        Assert.Contains("ONEDNN_MAX_CPU_ISA", refused.Message, StringComparison.Ordinal);
    }

    private static void RequireRight(IEnumerable<(long[] Input, long[] Weight)> shapes, Func<Tensor, Tensor, Tensor, Tensor> convolve)
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
                double error = ((single[i].to(ScalarType.Float64) - exact[i]).abs().max() / exact[i].abs().max()).item<double>();
                Assert.True(error < 1e-4, $"input [{string.Join(", ", input)}], weight [{string.Join(", ", weight)}], tensor {i}: {error}");
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
}
