using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.Tests;

public sealed class SoftSharingTests
{
    [Fact]
    public void The_distance_is_summed_over_all_pairs_of_weights()
    {
        using var scope = NewDisposeScope();
        var layers = new[] { nn.Linear(1, 2), nn.Linear(1, 2), nn.Linear(1, 2) };
        using (no_grad())
        {
            foreach (var (layer, numbers) in layers.Zip(new float[][] { [0, 1], [3, 1], [0, 5] }))
                layer.weight!.copy_(tensor(numbers).reshape(2, 1));
        }

        var distance = SoftSharing.Distance(layers);
        Assert.Equal(9 + 16 + (9 + 16), distance.item<float>(), 4);
        Assert.Empty(distance.shape);
        distance.backward();
        Assert.Equal([2 * (0 - 3), 2 * (1 - 5)], layers[0].weight!.grad!.Read().Select(number => MathF.Round(number, 4)));
        Assert.Null(layers[0].bias!.grad);
    }

    [Fact]
    public void All_weights_of_a_module_count()
    {
        using var scope = NewDisposeScope();
        using var first = nn.GRU(3, 2);
        using var second = nn.GRU(3, 2);
        string[] weights = ["weight_ih_l0", "weight_hh_l0"];
        var expected = weights.Sum(name => (first.get_parameter(name)! - second.get_parameter(name)!).square().sum().item<float>());
        Assert.Equal(expected, SoftSharing.Distance(first, second).item<float>(), 4);
    }

    [Fact]
    public void Copies_begin_alike_and_are_not_one()
    {
        using var scope = NewDisposeScope();
        using var first = nn.Linear(3, 2);
        using var second = nn.Linear(3, 2);
        SoftSharing.CopyInitialWeights(first, second);
        Assert.Equal(first.weight!.Read(), second.weight!.Read());
        Assert.Equal(first.bias!.Read(), second.bias!.Read());
        using var frozen = no_grad();
        second.weight!.fill_(7);
        Assert.DoesNotContain(7, first.weight!.Read());
    }

    [Fact]
    public void Copies_that_differ_are_refused()
    {
        using var scope = NewDisposeScope();
        var mistake = Assert.Throws<ArgumentException>(() => SoftSharing.Distance(nn.Linear(3, 2), nn.Linear(2, 2)));
        Assert.Contains(
            "not all have a 'weight' [2, 3]; a factory must create the same layer each time", mistake.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SoftSharing.CopyInitialWeights(nn.Linear(3, 2), nn.Linear(3, 2, false)));
    }
}
