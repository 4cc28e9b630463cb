using TorchSharp;

namespace Mtl.Tests;

public sealed class PenaltyOpTests
{
    private const double Strength = 0.3;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 7)]
    [InlineData(33, 16)]
    public void The_sum_of_magnitudes_has_the_gradient_of_the_sign(int outputs, int inputs) => MustBe(
        outputs, inputs, PenaltyOp.L1, w => Strength * w.abs().sum(), w => Strength * w.sign());

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 7)]
    [InlineData(33, 16)]
    public void The_sum_of_squares_has_the_gradient_2_w(int outputs, int inputs) => MustBe(
        outputs, inputs, PenaltyOp.L2, w => Strength * w.square().sum(), w => 2 * Strength * w);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 7)]
    [InlineData(33, 16)]
    public void The_group_lasso_pulls_every_group_along_itself(int outputs, int inputs) => MustBe(
        outputs,
        inputs,
        PenaltyOp.GroupLasso,
        w => Strength * Math.Sqrt(inputs) * w.square().sum([1]).sqrt().sum(),
        w => Strength * Math.Sqrt(inputs) * (w / w.square().sum([1], keepdim: true).sqrt()).nan_to_num(0));

    [Fact]
    public void The_table_of_an_embedding_is_a_weight_like_any_other()
    {
        using var scope = torch.NewDisposeScope();
        using var table = torch.nn.Embedding(5, 3);
        using var parameters = new FlatParameters(table);
        var step = PenaltyOp.L2(parameters, table, Strength);
        parameters.Gradients!.zero_();
        Assert.Equal(Strength * parameters.Values!.square().sum().item<float>(), step.Add(), 1e-4);
        StepProbe.MustBeClose((2 * Strength * parameters.Values).Read(), parameters.Gradients.Read(), "gradient");
    }

    private static void MustBe(
        int outputs, int inputs, Func<FlatParameters, torch.nn.Module, double, PenaltyOp> make,
        Func<torch.Tensor, torch.Tensor> penalty, Func<torch.Tensor, torch.Tensor> gradient)
    {
        torch.manual_seed(outputs);
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        using var layer = torch.nn.Linear(inputs, outputs);
        using var parameters = new FlatParameters(layer);
        var weight = layer.weight!;
        using (var row = weight.select(0, 0))
            row.zero_();
        var step = make(parameters, layer, Strength);
        parameters.Gradients!.fill_(1);
        Assert.Equal(penalty(weight).item<float>(), step.Add(), 1e-4);
        StepProbe.MustBeClose((gradient(weight) + 1).Read(), parameters[weight].Gradient.Read(), "gradient, added to what was there");
        Assert.All(parameters[layer.bias!].Gradient.Read(), number => Assert.Equal(1, number));

        Freezing.Freeze(layer);
        parameters.Gradients.zero_();
        Assert.Equal(penalty(weight).item<float>(), step.Add(), 1e-4);
        Assert.Equal(0, parameters.Gradients.abs().sum().item<float>());
    }
}
