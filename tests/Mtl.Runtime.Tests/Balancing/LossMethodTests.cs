using TorchSharp;
using static Mtl.Tests.Balancing.LossProbe;

namespace Mtl.Tests.Balancing;

/// <summary>Methods that weigh losses, against their formulas.</summary>
public sealed class LossMethodTests
{
    [Fact]
    public void Equal_is_the_weighted_sum()
    {
        using var method = Attached(new EqualBalancing());
        Assert.Equal(0.7 + 1.25 + 0.4, Weigh(method), 1e-12);
        Assert.Equal(Preferences, method.Weights);
    }

    [Fact]
    public void Uncertainty_is_Kendall_s_formula()
    {
        using var method = WithScores(new UncertaintyBalancing(3), "log_variances", 0.4f, -0.3f, 0);
        double[] s = [0.4f, -0.3f, 0];
        double expected = Enumerable.Range(0, 3).Sum(i => Preferences[i] * ((Math.Exp(-s[i]) * TaskLosses[i] / 2) + (s[i] / 2)));
        Assert.Equal(expected, Weigh(method), 1e-9);
        for (int i = 0; i < 3; i++)
            Assert.Equal(Preferences[i] * Math.Exp(-s[i]) / 2, method.Weights[i], 1e-9);
    }

    [Fact]
    public void Imtl_bringsTaskLosses_to_one_scale()
    {
        using var method = WithScores(new ImtlLBalancing(3), "scales", 0.4f, -0.3f, 0);
        double[] s = [0.4f, -0.3f, 0];
        Assert.Equal(Enumerable.Range(0, 3).Sum(i => Preferences[i] * ((Math.Exp(s[i]) * TaskLosses[i]) - s[i])), Weigh(method), 1e-9);
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
            "Balancing.Reference has 1 number, but the model has 2 tasks: give one for each.", error.Message, StringComparison.Ordinal);
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
    public void Averages_of_epochs_are_multiplied_withPreferences()
    {
        using var method = Attached(new DynamicWeightAverageBalancing(3) { Temperature = 0.5 });
        foreach (double[] losses in (double[][])[[1, 2, 4], [0.9, 1, 3.8]])
        {
            method.Weigh(losses, [1, 1, 1]);
            method.EndEpoch();
        }

        double[] powers = [.. ((double[])[0.9, 0.5, 0.95]).Select(rate => Math.Exp(rate / 0.5))];
        double[] expected = [.. powers.Select((power, task) => 3 * Preferences[task] * power / powers.Sum())];
        Assert.Equal(expected.Zip(TaskLosses, (weight, loss) => weight * loss).Sum(), Weigh(method), 1e-6);
        Assert.All(expected.Zip(method.Weights), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Fact]
    public void Random_weights_are_multiplied_withPreferences()
    {
        using var method = Attached(new RandomLossWeightingBalancing());
        torch.manual_seed(4);
        using var drawn = torch.randn(3, torch.ScalarType.Float64);
        double[] powers = [.. TensorValues.Read<double>(drawn).Select(Math.Exp)];
        double[] expected = [.. powers.Select((power, task) => 3 * Preferences[task] * power / powers.Sum())];
        method.Random.Reseed(4);
        Assert.Equal(expected.Zip(TaskLosses, (weight, loss) => weight * loss).Sum(), Weigh(method), 1e-12);
        Assert.All(expected.Zip(method.Weights), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    [Fact]
    public void The_geometric_mean_takesPreferences_as_exponents()
    {
        using var method = Attached(new GeometricLossBalancing());
        double mean = Math.Pow(0.7 * Math.Pow(2.5, 0.5) * Math.Pow(0.2, 2), 1 / 3.5);
        Assert.Equal(mean, Weigh(method), 1e-12);
        for (int task = 0; task < 3; task++)
            Assert.Equal(Preferences[task] * mean / (3.5 * TaskLosses[task]), method.Weights[task], 1e-12);
    }

    [Fact]
    public void The_smooth_maximum_sharesPreferences()
    {
        using var method = Attached(new SmoothTchebycheffBalancing { Temperature = 0.5, Reference = [0.1, 0.5, 0] });
        double[] exponents = [1 / 3.5 * 0.6 / 0.5, 0.5 / 3.5 * 2 / 0.5, 2 / 3.5 * 0.2 / 0.5];
        Assert.Equal(0.5 * Math.Log(exponents.Sum(Math.Exp)), Weigh(method), 1e-12);
        for (int task = 0; task < 3; task++)
            Assert.Equal(Preferences[task] / 3.5 * Math.Exp(exponents[task]) / exponents.Sum(Math.Exp), method.Weights[task], 1e-12);
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
            method.Weigh(TaskLosses, [1, 1, 1]);
            return [.. method.Weights];
        }

        Assert.Equal(3, Draw(1).Sum(), 1e-9);
        Assert.Equal(Draw(1), Draw(1));
        Assert.NotEqual(Draw(1), Draw(2));
        method.Random.Reseed(5);
        double[] means = new double[3];
        for (int i = 0; i < 4000; i++)
        {
            method.Weigh(TaskLosses, [1, 1, 1]);
            for (int task = 0; task < 3; task++)
                means[task] += method.Weights[task] / 4000;
        }

        Assert.All(means, mean => Assert.Equal(1, mean, 0.05));
    }

    [Fact]
    public void An_objective_needsTaskLosses() => Assert.StartsWith(
        "EqualBalancing is given no losses",
        Assert.Throws<ArgumentException>(() => new EqualBalancing().Objective([], Array.Empty<TaskLabels>())).Message,
        StringComparison.Ordinal);

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
}
