using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.Tests;

public sealed class WeightPenaltyTests
{
    [Fact]
    public void A_group_is_what_one_output_reads()
    {
        using var scope = NewDisposeScope();
        var weight = tensor(new float[] { 3, 4, 0, 0, -6, 8 }).reshape(3, 2);
        Assert.Equal(Math.Sqrt(2) * (5 + 0 + 10), WeightPenalty.SumOfGroupNorms(weight).item<float>(), 4);
        Assert.Equal(Math.Sqrt(2) * (5 + 0 + 10), WeightPenalty.SumOfGroupNorms(weight.reshape(3, 1, 2, 1)).item<float>(), 4);
        Assert.Equal(3 + 4 + 6 + 8, WeightPenalty.SumOfGroupNorms(weight.flatten()).item<float>(), 4);
        Assert.Equal(2, WeightPenalty.SumOfGroupNorms(tensor(-2f)).item<float>(), 4);
    }

    [Fact]
    public void All_weights_of_a_module_count_and_no_biases()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.GRU(3, 2);
        var weights = layer.named_parameters()
            .Where(entry => entry.name.StartsWith("weight", StringComparison.Ordinal))
            .Select(entry => entry.parameter)
            .ToList();
        Assert.Equal(2, weights.Count);
        Assert.Equal(weights.Sum(weight => weight.abs().sum().item<float>()), WeightPenalty.SumOfMagnitudes(layer).item<float>(), 4);
        Assert.Equal(weights.Sum(weight => weight.square().sum().item<float>()), WeightPenalty.SumOfSquares(layer).item<float>(), 4);
        Assert.Equal(
            weights.Sum(weight => WeightPenalty.SumOfGroupNorms(weight).item<float>()),
            WeightPenalty.SumOfGroupNorms(layer).item<float>(),
            4);
    }

    [Fact]
    public void A_module_without_weights_has_no_penalty()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Flatten();
        Assert.Equal(0, WeightPenalty.SumOfSquares(layer).item<float>());
        Assert.Empty(WeightPenalty.SumOfMagnitudes(layer).shape);
    }
}
