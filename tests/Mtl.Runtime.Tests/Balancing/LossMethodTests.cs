using TorchSharp;
using static Mtl.Tests.Balancing.Methods;

namespace Mtl.Tests.Balancing;

/// <summary>Methods that weigh losses, against their formulas.</summary>
public sealed class LossMethodTests
{
    private static readonly double[] _losses = [0.7, 2.5, 0.2];
    private static readonly double[] _preferences = [1, 0.5, 2];

    public static TheoryData<string> Smooth => [.. OfLosses.Except([nameof(BalancingMethod.Famo)])];

    public static TheoryData<string> All => [.. OfLosses];

    [Fact]
    public void Equal_is_the_weighted_sum()
    {
        using var method = Attached(new EqualBalancing());
        Assert.Equal(0.7 + 1.25 + 0.4, Weigh(method), 1e-12);
        Assert.Equal(_preferences, method.Weights);
    }

    [Fact]
    public void Uncertainty_is_Kendall_s_formula()
    {
        using var method = WithScores(new UncertaintyBalancing(3), "log_variances", 0.4f, -0.3f, 0);
        double[] s = [0.4f, -0.3f, 0];
        double expected = Enumerable.Range(0, 3).Sum(i => _preferences[i] * ((Math.Exp(-s[i]) * _losses[i] / 2) + (s[i] / 2)));
        Assert.Equal(expected, Weigh(method), 1e-9);
        for (int i = 0; i < 3; i++)
            Assert.Equal(_preferences[i] * Math.Exp(-s[i]) / 2, method.Weights[i], 1e-9);
    }

    [Fact]
    public void Imtl_brings_losses_to_one_scale()
    {
        using var method = WithScores(new ImtlLBalancing(3), "scales", 0.4f, -0.3f, 0);
        double[] s = [0.4f, -0.3f, 0];
        Assert.Equal(Enumerable.Range(0, 3).Sum(i => _preferences[i] * ((Math.Exp(s[i]) * _losses[i]) - s[i])), Weigh(method), 1e-9);
    }

    [Fact]
    public void The_geometric_mean_weighs_by_relative_progress()
    {
        using var method = new GeometricLossBalancing().For(2);
        Assert.Equal(Math.Sqrt(0.7 * 2.5), method.Weigh([0.7, 2.5], [1, 1]), 1e-12);
        Assert.Equal(Math.Sqrt(0.7 * 2.5) / (2 * 0.7), method.Weights[0], 1e-12);
    }

    [Fact]
    public void The_smooth_maximum_nears_the_largest_weighted_loss()
    {
        using var method = new SmoothTchebycheffBalancing { Temperature = 1e-3 }.For(2);
        Assert.Equal(2.5 / 2, method.Weigh([0.7, 2.5], [1, 1]), 1e-9);
        Assert.Equal([0, 0.5], method.Weights.Select(weight => Math.Round(weight, 9)));
        using var soft = new SmoothTchebycheffBalancing { Temperature = 0.5, Reference = [0.2, 0.1] }.For(2);
        Assert.Equal(0.5 * Math.Log(Math.Exp(0.25 / 0.5) + Math.Exp(1.2 / 0.5)), soft.Weigh([0.7, 2.5], [1, 1]), 1e-12);
    }

    [Fact]
    public void A_reference_for_another_number_of_tasks_is_refused()
    {
        using var method = new SmoothTchebycheffBalancing { Reference = [0.2] }.For(2);
        var error = Assert.Throws<InvalidOperationException>(() => method.Weigh([0.7, 2.5], [1, 1]));
        Assert.Contains(
            "Balancing.Reference has 1 numbers, but the model has 2 tasks: give one for each.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Averages_of_epochs_give_the_weights_from_the_third_epoch_on()
    {
        using var method = new DynamicWeightAverageBalancing(2).For(2);
        method.Weigh([4, 1], [3, 1]);
        method.Weigh([2, 1], [1, 1]); // The mean over labels is 3.5.
        Assert.Equal([1, 1], method.Weights);
        method.EndEpoch();
        method.Weigh([2.8, 0.9], [1, 1]);
        Assert.Equal([1, 1], method.Weights);
        method.EndEpoch();
        method.Weigh([1, 1], [1, 1]);
        double first = Math.Exp(0.8 / 2), second = Math.Exp(0.9 / 2);
        Assert.Equal(2 * first / (first + second), method.Weights[0], 1e-6);
        Assert.Equal(2 * second / (first + second), method.Weights[1], 1e-6);
    }

    [Fact]
    public void Averages_of_epochs_are_multiplied_with_preferences()
    {
        using var method = Attached(new DynamicWeightAverageBalancing(3) { Temperature = 0.5 });
        foreach (double[] losses in (double[][])[[1, 2, 4], [0.9, 1, 3.8]])
        {
            method.Weigh(losses, [1, 1, 1]);
            method.EndEpoch();
        }

        double[] powers = [.. ((double[])[0.9, 0.5, 0.95]).Select(rate => Math.Exp(rate / 0.5))];
        double[] expected = [.. powers.Select((power, task) => 3 * _preferences[task] * power / powers.Sum())];
        Assert.Equal(expected.Zip(_losses, (weight, loss) => weight * loss).Sum(), Weigh(method), 1e-6);
        Assert.All(expected.Zip(method.Weights), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Fact]
    public void Random_weights_are_multiplied_with_preferences()
    {
        using var method = Attached(new RandomLossWeightingBalancing());
        torch.manual_seed(4);
        using var drawn = torch.randn(3, torch.ScalarType.Float64);
        double[] powers = [.. TensorValues.Read<double>(drawn).Select(Math.Exp)];
        double[] expected = [.. powers.Select((power, task) => 3 * _preferences[task] * power / powers.Sum())];
        method.Random.Reseed(4);
        Assert.Equal(expected.Zip(_losses, (weight, loss) => weight * loss).Sum(), Weigh(method), 1e-12);
        Assert.All(expected.Zip(method.Weights), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    [Fact]
    public void The_geometric_mean_takes_preferences_as_exponents()
    {
        using var method = Attached(new GeometricLossBalancing());
        double mean = Math.Pow(0.7 * Math.Pow(2.5, 0.5) * Math.Pow(0.2, 2), 1 / 3.5);
        Assert.Equal(mean, Weigh(method), 1e-12);
        for (int task = 0; task < 3; task++)
            Assert.Equal(_preferences[task] * mean / (3.5 * _losses[task]), method.Weights[task], 1e-12);
    }

    [Fact]
    public void The_smooth_maximum_shares_preferences()
    {
        using var method = Attached(new SmoothTchebycheffBalancing { Temperature = 0.5, Reference = [0.1, 0.5, 0] });
        double[] exponents = [1 / 3.5 * 0.6 / 0.5, 0.5 / 3.5 * 2 / 0.5, 2 / 3.5 * 0.2 / 0.5];
        Assert.Equal(0.5 * Math.Log(exponents.Sum(Math.Exp)), Weigh(method), 1e-12);
        for (int task = 0; task < 3; task++)
            Assert.Equal(_preferences[task] / 3.5 * Math.Exp(exponents[task]) / exponents.Sum(Math.Exp), method.Weights[task], 1e-12);
    }

    [Fact]
    public void An_epoch_without_labels_changes_no_average()
    {
        using var method = new DynamicWeightAverageBalancing(2).For(2);
        foreach (double loss in (double[])[4, 2])
        {
            method.Weigh([loss, 1], [1, 1]);
            method.EndEpoch();
        }

        method.EndEpoch();
        method.Weigh([7, 3], [0, 1]);
        Assert.Equal([0, 1], method.Weights);
        method.EndEpoch(); // The first task still has 4 and 2, the second has 1 and 3.
        method.Weigh([1, 1], [1, 1]);
        double first = Math.Exp(0.5 / 2), second = Math.Exp(3 / 2.0);
        Assert.Equal(2 * first / (first + second), method.Weights[0], 1e-6);
        Assert.Equal(2 * second / (first + second), method.Weights[1], 1e-6);
    }

    /// <summary>No step is taken along such losses, and they would be in the mean of the epoch for good.</summary>
    [Fact]
    public void Losses_that_are_no_numbers_change_no_average()
    {
        using var method = new DynamicWeightAverageBalancing(2).For(2);
        method.Weigh([4, 1], [1, 1]);
        method.Weigh([double.NaN, 9], [1, 1]);
        method.EndEpoch();
        Assert.Equal([float.NaN, float.NaN, 4, 1], TensorValues.Read<float>(method.get_buffer("history")!));
    }

    [Fact]
    public void An_average_of_0_is_not_divided_by()
    {
        using var method = new DynamicWeightAverageBalancing(2).For(2);
        foreach (double loss in (double[])[0, 5])
        {
            method.Weigh([loss, 1], [1, 1]);
            method.EndEpoch();
        }

        method.Weigh([1, 1], [1, 1]);
        Assert.Equal([1, 1], method.Weights);
    }

    [Fact]
    public void Random_weights_add_up_to_the_number_of_tasks_and_follow_the_seed_of_the_model()
    {
        using var method = new RandomLossWeightingBalancing().For(3);
        double[] Draw(long seed)
        {
            method.Random.Reseed(seed);
            method.Weigh(_losses, [1, 1, 1]);
            return [.. method.Weights];
        }

        Assert.Equal(3, Draw(1).Sum(), 1e-9);
        Assert.Equal(Draw(1), Draw(1));
        Assert.NotEqual(Draw(1), Draw(2));
        method.Random.Reseed(5);
        double[] means = new double[3];
        for (int i = 0; i < 4000; i++)
        {
            method.Weigh(_losses, [1, 1, 1]);
            for (int task = 0; task < 3; task++)
                means[task] += method.Weights[task] / 4000;
        }

        Assert.All(means, mean => Assert.Equal(1, mean, 0.05));
    }

    [Fact]
    public void Famo_weighs_by_shares_over_losses_and_gives_more_to_what_falls_less()
    {
        using var method = new FamoBalancing(2).For(2);
        double expected = Math.Log(0.5 * 4) / ((1 / 0.5) + (1 / 4.0));
        Assert.Equal(expected, method.Weigh([0.5, 4], [1, 1]), 1e-6);
        Assert.Equal(1, method.Weights.Sum(), 1e-9);
        Assert.Equal(8, method.Weights[0] / method.Weights[1], 1e-5);

        var before = Losses(0.5, 4);
        method.AfterStep(before, Losses(0.25, 3.9)); // The first halves, the second hardly moves.
        float[] logits = TensorValues.Read<float>(method.get_buffer("logits")!);
        Assert.Equal([-0.025f, 0.025f], logits.Select(logit => MathF.Round(logit, 5))); // Adam's first step has the length of its rate.
        method.Weigh([1, 1], [1, 1]);
        Assert.Equal(Math.Exp(0.05), method.Weights[1] / method.Weights[0], 1e-6);
    }

    /// <summary>A loss of 0 counts as 1e-8, before the step and after it.</summary>
    [Theory]
    [InlineData(1, 0, -0.025f)]
    [InlineData(0, 1, 0.025f)]
    public void Famo_takes_losses_of_0(double before, double after, float logit)
    {
        using var method = new FamoBalancing(2).For(2);
        method.AfterStep(Losses(before, 1), Losses(after, 1));
        float[] logits = TensorValues.Read<float>(method.get_buffer("logits")!);
        Assert.Equal([logit, -logit], logits.Select(value => MathF.Round(value, 5)));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Famo_learns_nothing_from_a_step_into_nowhere(double after)
    {
        using var method = new FamoBalancing(2).For(2);
        method.AfterStep(Losses(1, 1), Losses(after, 1));
        Assert.Equal([0, 0], TensorValues.Read<float>(method.get_buffer("logits")!));
        Assert.Equal([0, 0], TensorValues.Read<float>(method.get_buffer("steps")!));
    }

    /// <summary>The first slope is 1e-8, as Adam's ε.</summary>
    [Fact]
    public void Famo_hardly_moves_where_losses_fall_alike()
    {
        using var method = new FamoBalancing(2) { LearningRate = 0.1 }.For(2);
        method.AfterStep(Losses(1, 1), Losses(Math.Exp(-4e-8), 1));
        float[] logits = TensorValues.Read<float>(method.get_buffer("logits")!);
        Assert.Equal(-0.05, logits[0], 1e-6);
        Assert.Equal(0.05, logits[1], 1e-6);
    }

    [Fact]
    public void Famo_reports_the_weights_that_a_step_was_taken_with()
    {
        using var method = new FamoBalancing(2).For(2);
        method.Weigh([0.5, 4], [1, 1]);
        double[] expected = [.. method.Weights];
        method.Weigh([4, 0.5], [1, 1]); // As a measurement of the same batch after the step does.
        method.AfterStep(Losses(0.5, 4), Losses(4, 0.5));
        Assert.Equal(expected, method.Weights);
    }

    [Fact]
    public void Famo_learns_from_what_a_step_has_done_not_from_the_objective_alone()
    {
        using var scope = torch.NewDisposeScope();
        using var method = new FamoBalancing(2).For(2);
        TaskLabels[] labels = [.. Enumerable.Range(0, 2).Select(_ => new TaskLabels(torch.ones(2), torch.ones(2)))];
        foreach (float loss in (float[])[1, 0.5f, 0.2f])
            method.Objective([torch.tensor(loss), torch.tensor(1f)], labels);

        Assert.Equal([0, 0], TensorValues.Read<float>(method.get_buffer("logits")!));
    }

    [Fact]
    public void An_objective_needs_losses() => Assert.StartsWith(
        "EqualBalancing is given no losses", Assert.Throws<ArgumentException>(() => new EqualBalancing().Objective([], Array.Empty<TaskLabels>())).Message, StringComparison.Ordinal);

    [Fact]
    public void An_objective_needs_the_labels_of_every_loss()
    {
        using var scope = torch.NewDisposeScope();
        using var method = new EqualBalancing().For(2);
        var labels = new TaskLabels(torch.ones(2), torch.ones(2));
        var error = Assert.Throws<ArgumentException>(() => method.Objective([torch.tensor(1f), torch.tensor(1f)], [labels]));
        Assert.StartsWith(
            "EqualBalancing is given 2 losses, but the labels of 1 tasks: give both for every task, in the model's order.",
            error.Message,
            StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>(() => method.Objective([torch.tensor(1f), null!], [labels, labels]));
        Assert.StartsWith("EqualBalancing lacks the loss of a task", error.Message, StringComparison.Ordinal);
        Assert.Equal("losses", Assert.Throws<ArgumentNullException>(() => method.Objective(null!, [labels])).ParamName);
        Assert.Equal(
            "labels", Assert.Throws<ArgumentNullException>(() => method.Objective([torch.tensor(1f)], (TaskLabels[])null!)).ParamName);
    }

    [Fact]
    public void Famo_s_derivatives_are_those_of_the_logarithms_with_a_constant_scale()
    {
        using var method = new FamoBalancing(3).For(3);
        method.Weigh(_losses, [1, 1, 1]);
        double[] weights = [.. method.Weights];
        double scale = 1 / _losses.Sum(loss => 1 / (loss + 1e-8) / 3);
        for (int task = 0; task < 3; task++)
            Assert.Equal(scale * Slope(losses => losses.Sum(loss => Math.Log(loss + 1e-8) / 3), task), weights[task], 1e-5);
    }

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
            Objective(_losses);
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
        double objective = method.Weigh(_losses, [1, 1, 1]);
        double[] weights = [.. method.Weights];
        double[]? slopes = method.Learned?.Slopes.ToArray();

        method.Random.Reseed(3);
        var losses = _losses.Select(loss => torch.tensor((float)loss, requires_grad: true)).ToArray();
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
    public void Extreme_losses_give_numbers(string name)
    {
        foreach (double[] losses in (double[][])[[0, 1, 2], [0, 0, 0], [1e-12, 1e6, 1], [1, 1, 1], [-1, 2, 0.5]])
        {
            using var method = ((LossBalancing)New(name, 3)).For(3);
            Assert.True(double.IsFinite(method.Weigh(losses, [1, 1, 1])), $"{string.Join(", ", losses)}");
            Assert.All(method.Weights, weight => Assert.True(double.IsFinite(weight), $"{string.Join(", ", losses)}: {weight}"));
        }
    }

    [Fact]
    public void A_method_for_another_number_of_tasks_is_refused()
    {
        using var method = new UncertaintyBalancing(3);
        var error = Assert.Throws<ArgumentException>(() => method.For(2));
        Assert.Contains("was made for 3 tasks, but Model has 2: give its constructor 2", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => method.Weigh([1, 2], [1, 1]));
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DynamicWeightAverageBalancing(2) { Temperature = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CAGradBalancing { C = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new FamoBalancing(2) { WeightDecay = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GradVacBalancing(2) { Beta = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new UncertaintyBalancing(0));
    }

    private static T Attached<T>(T method)
        where T : LossBalancing
    {
        method.Attach(Model(_preferences));
        return method;
    }

    private static T WithScores<T>(T method, string key, params float[] scores)
        where T : LossBalancing
    {
        using var noGrad = torch.no_grad();
        method.get_parameter(key)!.copy_(torch.tensor(scores));
        return Attached(method);
    }

    private static double Weigh(LossBalancing method) => method.Weigh(_losses, [1, 1, 1]);

    /// <summary>So that what is learned is not 0, and averages are there.</summary>
    private static void Disturb(LossBalancing method)
    {
        if (method.Learned is not null)
            Set(method, [0.4f, -0.3f, 0.1f]);
        foreach (double shrink in (double[])[1, 0.8])
        {
            method.Weigh([.. _losses.Select((loss, task) => loss * Math.Pow(shrink, task + 1))], [1, 1, 1]);
            method.EndEpoch();
        }
    }

    private static void Set(LossBalancing method, float[] scores)
    {
        using var noGrad = torch.no_grad();
        method.Learned!.Parameter.copy_(torch.tensor(scores));
    }

    private static StepLosses Losses(params double[] losses)
    {
        var step = new BackwardPass(losses.Length);
        for (int task = 0; task < losses.Length; task++)
            step.Record(task, new CompilerServices.MeasuredLoss(losses[task], 1), 1);
        return step.Losses;
    }

    private static double Slope(Func<double[], double> objective, int task)
    {
        double At(double by) => objective([.. _losses.Select((loss, i) => i == task ? loss + by : loss)]);
        return (At(1e-5) - At(-1e-5)) / 2e-5;
    }
}
