using TorchSharp;
using static Mtl.Tests.Balancing.LossProbe;
using static Mtl.Tests.Balancing.Methods;

namespace Mtl.Tests.Balancing;

/// <summary>What holds for every method that weighs losses: derivatives, missing labels, extreme losses.</summary>
public sealed class LossDerivativeTests
{
    public static TheoryData<string> Smooth => [.. OfLosses.Except([nameof(BalancingMethod.Famo)])];

    public static TheoryData<string> All => [.. OfLosses];

    [Theory]
    [MemberData(nameof(Smooth))]
    public void Weights_are_the_derivatives_of_the_objective(string name)
    {
        using var method = Attached((LossBalancing)New(name, 3));
        Disturb(method);
        double Objective(double[] losses)
        {
            method.Random.Reseed(3);
            return method.Weigh(losses, [1, 1, 1]);
        }

        for (int task = 0; task < 3; task++)
        {
            double slope = Slope(Objective, task);
            Objective(TaskLosses);
            Assert.Equal(slope, method.Weights[task], 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void In_a_graph_value_and_gradients_are_the_same(string name)
    {
        using var scope = torch.NewDisposeScope();
        using var method = Attached((LossBalancing)New(name, 3));
        Disturb(method);
        method.Random.Reseed(3);
        double objective = method.Weigh(TaskLosses, [1, 1, 1]);
        double[] weights = [.. method.Weights];
        double[]? slopes = method.Learned?.Slopes.ToArray();

        method.Random.Reseed(3);
        var losses = TaskLosses.Select(loss => torch.tensor((float)loss, requires_grad: true)).ToArray();
        var total = method.Objective(losses, [.. losses.Select(_ => new TaskLabels(torch.ones(2), torch.ones(2)))]);
        Assert.Equal(objective, total.item<float>(), 1e-5);
        torch.autograd.backward(total);
        for (int task = 0; task < 3; task++)
            Assert.Equal(weights[task], losses[task].grad!.item<float>(), 1e-5);
        for (int task = 0; task < slopes?.Length; task++)
            Assert.Equal(slopes[task], method.Learned!.Parameter.grad!.Read()[task], 1e-6);
    }

    [Theory]
    [InlineData(nameof(BalancingMethod.Uncertainty))]
    [InlineData(nameof(BalancingMethod.ImtlL))]
    public void What_is_learned_gets_its_derivative(string name)
    {
        using var method = Attached((LossBalancing)New(name, 3));
        Disturb(method);
        Weigh(method);
        double[] slopes = method.Learned!.Slopes.ToArray();
        float[] at = [.. method.Learned.Values.Select(value => (float)value)];
        for (int task = 0; task < 3; task++)
        {
            double Shifted(float by)
            {
                float[] scores = [.. at];
                scores[task] += by;
                Set(method, scores);
                return Weigh(method);
            }

            Assert.Equal((Shifted(1e-2f) - Shifted(-1e-2f)) / 2e-2, slopes[task], 1e-4);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_task_without_labels_is_as_if_it_were_not_there(string name)
    {
        using var with = ((LossBalancing)New(name, 3)).For(3);
        using var without = ((LossBalancing)New(name, 2)).For(2);
        with.Random.Reseed(3);
        double found = with.Weigh([0.7, 0, 2.5], [4, 0, 4]);
        without.Random.Reseed(3);
        Assert.Equal(without.Weigh([0.7, 2.5], [4, 4]), found, 1e-12);
        Assert.Equal([without.Weights[0], 0, without.Weights[1]], with.Weights);
        Assert.Equal(0, with.Weigh([0, 0, 0], [0, 0, 0]));
        Assert.Equal([0, 0, 0], with.Weights);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void ExtremeTaskLosses_give_numbers(string name)
    {
        foreach (double[] losses in (double[][])[[0, 1, 2], [0, 0, 0], [1e-12, 1e6, 1], [1, 1, 1], [-1, 2, 0.5]])
        {
            using var method = ((LossBalancing)New(name, 3)).For(3);
            Assert.True(double.IsFinite(method.Weigh(losses, [1, 1, 1])), $"{string.Join(", ", losses)}");
            Assert.All(method.Weights, weight => Assert.True(double.IsFinite(weight), $"{string.Join(", ", losses)}: {weight}"));
        }
    }
}
