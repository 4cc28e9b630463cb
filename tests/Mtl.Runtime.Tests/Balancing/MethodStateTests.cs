using TorchSharp;

namespace Mtl.Tests.Balancing;

/// <summary>All that a method remembers is in its state: another one with the same state goes on as it would have.</summary>
public sealed class MethodStateTests
{
    public static TheoryData<string> OfLosses => [.. Methods.OfLosses];

    public static TheoryData<string> OfGradients => [.. Methods.OfGradients];

    /// <summary>Names in the files of models that declare a method: changing one makes files unreadable.</summary>
    [Fact]
    public void Names_in_the_state_stay_as_they_are()
    {
        var states = Methods.OfLosses.Concat(Methods.OfGradients)
            .Select(name => $"{name}: {string.Join(", ", Methods.New(name, 2).state_dict().Keys.Order(StringComparer.Ordinal))}")
            .Where(state => !state.EndsWith(": ", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                "DynamicWeightAverage: history", "Famo: first_moment, logits, second_moment, steps", "GradNorm: first_losses, scores",
                "GradVac: targets", "ImtlL: scales", "Uncertainty: log_variances",
            ],
            states);
    }

    [Fact]
    public void A_method_outlives_the_scope_in_which_it_was_made()
    {
        TaskBalancing[] methods;
        using (torch.NewDisposeScope())
            methods = [.. Methods.OfLosses.Concat(Methods.OfGradients).Select(name => Methods.New(name, 2))];
        foreach (var method in methods)
        {
            Assert.All(method.state_dict().Values, tensor => Assert.False(tensor.IsInvalid));
            method.Dispose();
        }
    }

    [Theory]
    [MemberData(nameof(OfLosses))]
    public void A_loss_method_goes_on(string name)
    {
        using var first = ((LossBalancing)Methods.New(name, 2)).For(2);
        using var second = ((LossBalancing)Methods.New(name, 2)).For(2);
        for (int epoch = 1; epoch <= 3; epoch++)
            Train(first, epoch);
        second.load_state_dict(first.state_dict());
        Assert.Equal(Train(first, 4), Train(second, 4));
        Assert.Equal(Train(first, 5), Train(second, 5));

        static double[] Train(LossBalancing method, int epoch)
        {
            method.Random.Reseed(epoch);
            double objective = method.Weigh([1.0 / epoch, 3.0 / (epoch + 1)], [1, 1]);
            if (method.Learned is { } learned)
            {
                learned.AddGradient(null);
                Descend(learned);
            }

            double[] found = [objective, .. method.Weights];
            method.AfterStep(Losses(1.0 / epoch, 3.0 / (epoch + 1)), Losses(0.9 / epoch, 2.0 / (epoch + 1)));
            method.EndEpoch();
            return found;
        }
    }

    [Theory]
    [MemberData(nameof(OfGradients))]
    public void A_gradient_method_goes_on(string name)
    {
        var random = new Random(3);
        double[][][] steps = [.. Enumerable.Range(0, 6).Select(_ => Vectors.Random(random, 3, 4))];
        using var first = new GradientProbe(Methods.New(name, 3), 4, 1, 1, 1);
        using var second = new GradientProbe(Methods.New(name, 3), 4, 1, 1, 1);
        for (int step = 0; step < 3; step++)
            Train(first, step);
        second.Method.load_state_dict(first.Method.state_dict());
        for (int step = 3; step < 6; step++)
            Assert.Equal(Train(first, step), Train(second, step));

        double[] Train(GradientProbe probe, int step)
        {
            probe.Method.Random.Reseed(step);
            double[] direction = probe.Run(steps[step], losses: [1.0 / (step + 1), 1, 2.0 / (step + 2)]).Direction;
            if (probe.Method.Learned is { } learned)
                Descend(learned);
            return direction;
        }
    }

    [Theory]
    [MemberData(nameof(OfLosses))]
    public void A_loss_method_that_was_disposed_of_says_so(string name)
    {
        var method = ((LossBalancing)Methods.New(name, 2)).For(2);
        bool remembers = method.state_dict().Count > 0;
        method.Dispose();
        var error = Record.Exception(() => method.Weigh([1, 2], [1, 1]));
        Assert.Equal(remembers ? method.GetType().Name : null, (error as ObjectDisposedException)?.ObjectName);
    }

    [Theory]
    [MemberData(nameof(OfGradients))]
    public void A_gradient_method_that_was_disposed_of_says_so(string name)
    {
        using var probe = new GradientProbe(Methods.New(name, 2), 2, 1, 1);
        bool remembers = probe.Method.state_dict().Count > 0;
        probe.Method.Dispose();
        var error = Record.Exception(() => probe.Run([[1, 0], [0, 1]]));
        Assert.Equal(remembers ? probe.Method.GetType().Name : null, (error as ObjectDisposedException)?.ObjectName);
    }

    private static void Descend(LearnedTaskWeights learned)
    {
        using var noGrad = torch.no_grad();
        learned.Parameter.add_(learned.Parameter.grad!, alpha: -0.1);
        learned.Parameter.grad!.zero_();
    }

    private static StepLosses Losses(params double[] losses)
    {
        var step = new BackwardPass(losses.Length);
        for (int task = 0; task < losses.Length; task++)
            step.Record(task, new CompilerServices.MeasuredLoss(losses[task], 1), 1);
        return step.Losses;
    }
}
