using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.Tests;

public sealed class SoftSharingOpTests
{
    private const double Strength = 0.3;

    [Theory]
    [InlineData(2, 1, 1)]
    [InlineData(3, 3, 7)]
    [InlineData(5, 33, 16)]
    public void Every_pair_counts_and_every_weight_is_drawn_to_the_others(int copies, int outputs, int inputs)
    {
        torch.manual_seed(outputs);
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        Linear[] layers = [.. Enumerable.Range(0, copies).Select(_ => torch.nn.Linear(inputs, outputs))];
        using var parent = torch.nn.Sequential(layers);
        using var parameters = new FlatParameters(parent);
        var step = new SoftSharingOp(parameters, Strength, layers);
        parameters.Gradients!.fill_(1);
        var pairs = Enumerable.Range(0, copies).SelectMany(s =>
            Enumerable.Range(s + 1, copies - s - 1).Select(t => (layers[s].weight! - layers[t].weight!).square().sum().item<float>()));
        Assert.Equal(Strength * pairs.Sum(), step.Add(), 1e-3);
        foreach (var layer in layers)
        {
            var gradient = layers.Aggregate(
                torch.zeros_like(layer.weight!),
                (sum, other) => sum + (2 * Strength * (layer.weight! - other.weight!)));
            StepProbe.MustBeClose((gradient + 1).Read(), parameters[layer.weight!].Gradient.Read(), "gradient, added to what was there");
            Assert.All(parameters[layer.bias!].Gradient.Read(), number => Assert.Equal(1, number));
        }

        Freezing.Freeze(layers[0]);
        parameters.Gradients.zero_();
        Assert.Equal(Strength * pairs.Sum(), step.Add(), 1e-3);
        Assert.Equal(0, parameters[layers[0].weight!].Gradient.abs().sum().item<float>());
        Assert.NotEqual(0, parameters[layers[1].weight!].Gradient.abs().sum().item<float>());
    }
}
