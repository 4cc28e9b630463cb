using TorchSharp;
using static Mtl.Tests.Balancing.GradientProbe;
using static Mtl.Tests.Balancing.Vectors;

namespace Mtl.Tests.Balancing;

/// <summary>GradNorm, which learns weights of losses from the lengths of gradients, against its formulas.</summary>
public sealed class GradNormTests
{
    [Fact]
    public void GradNorm_weighs_losses_and_heads_and_learns_the_weights()
    {
        var method = new GradNormBalancing(3) { AllShared = true };
        using (torch.no_grad())
            method.Learned.Parameter.copy_(torch.tensor([0.3f, -0.2f, 0.1f]));
        using var probe = new GradientProbe(method, 4, 1, 1, 1);
        double[][] gradients = Vectors.Random(11, tasks: 3, numbers: 4);
        double[] exponents = [Math.Exp(0.3f), Math.Exp(-0.2f), Math.Exp(0.1f)];
        double[] expected = [.. exponents.Select(value => 3 * value / exponents.Sum())];
        probe.Run(gradients, losses: [2, 1, 4]);
        var (direction, heads, weights) = probe.Run(gradients, losses: [1, 0.9, 3]);
        Close(expected, weights, 1e-6);
        Close(expected, heads, 1e-6);
        Close(Mix(gradients, expected), direction, 1e-5);

        // The slope of Σ|w‖g‖ − target| with the targets as they are.
        double[] norms = [.. gradients.Select(Length)];
        double[] left = [0.5, 0.9, 0.75];
        double mean = Enumerable.Range(0, 3).Average(i => expected[i] * norms[i]);
        double[] targets = [.. left.Select(rate => mean * Math.Pow(rate / left.Average(), 1.5))];
        for (int task = 0; task < 3; task++)
        {
            double Distance(double by)
            {
                double[] scores = [0.3f, -0.2f, 0.1f];
                scores[task] += by;
                double sum = scores.Sum(Math.Exp);
                return Enumerable.Range(0, 3).Sum(i => Math.Abs((3 * Math.Exp(scores[i]) / sum * norms[i]) - targets[i]));
            }

            Assert.Equal((Distance(1e-5) - Distance(-1e-5)) / 2e-5, method.Learned.Slopes[task], 1e-4);
        }
    }

    [Fact]
    public void GradNorm_compares_with_the_mean_of_all_rates()
    {
        var method = new GradNormBalancing(3) { AllShared = true };
        using var probe = new GradientProbe(method, 3, 1, 1, 1);
        double[][] gradients = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
        probe.Run(gradients, losses: [1, 2, 4]);
        probe.Run(gradients, losses: [0.5, 2, 4]); // 0.5, 1 and 1 are left; the mean, 5/6, stands between them.
        Close([4 / 3.0, -2 / 3.0, -2 / 3.0], method.Learned.Slopes.ToArray());
    }

    /// <summary>Nothing can be said of how far a task is whose first loss was 0: it counts as one that has not moved.</summary>
    [Fact]
    public void GradNorm_divides_by_no_first_loss_of_0()
    {
        using var method = new GradNormBalancing(2) { AllShared = true, Alpha = 1 };
        using var probe = new GradientProbe(method, 2, 1, 1);
        double[][] gradients = [[2, 0], [0, 1]];
        probe.Run(gradients, losses: [0, 1]);
        probe.Run(gradients, losses: [0.5, 0.25]); // 1 and 1/4 are left, 1.6 and 0.4 of their mean: targets 2.4 and 0.6.
        Close([-1.5, 1.5], method.Learned.Slopes.ToArray());
    }

    [Fact]
    public void GradNorm_with_nothing_left_compares_lengths_alone()
    {
        using var method = new GradNormBalancing(2) { AllShared = true };
        using var probe = new GradientProbe(method, 2, 1, 1);
        double[][] gradients = [[2, 0], [0, 1]];
        probe.Run(gradients, losses: [3, 1]);
        probe.Run(gradients, losses: [0, 0]);
        Close([1.5, -1.5], method.Learned.Slopes.ToArray());
        Close([1.5, -1.5], TensorValues.Read<double>(method.Learned.Parameter.grad!));
    }

    [Fact]
    public void GradNorm_measures_the_last_of_several_shared_matrices()
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        using var model = new Parts(torch.nn.Linear(2, 2), torch.nn.Linear(2, 2), torch.nn.Linear(1, 1), torch.nn.Linear(1, 1));
        var parts = model.children().ToArray();
        using var method = new GradNormBalancing(2).For(2);
        using var storage = new FlatParameters(model, parts[..2], taskSpecific: [[parts[2]], [parts[3]]]);
        storage.AttachGradients();
        var gradients = torch.zeros(2, storage.SharedCount); // 4 and 2 numbers of the first layer, 4 and 2 of the second.
        gradients[0, 0] = 100;
        gradients[0, 6] = 1;
        gradients[1, 9] = 3;
        gradients[1, 10] = 50;
        method.Combine([1, 1], [1, 1], gradients, storage);
        Close([-2, 2], method.Learned.Slopes.ToArray()); // Lengths 1 and 3, their mean 2.
        Close([100, 0, 0, 0, 0, 0, 1, 0, 0, 3, 50, 0], TensorValues.Read<double>(storage.Gradients!.narrow(0, 0, 12)));
    }
}
