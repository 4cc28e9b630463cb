namespace Mtl.Tests;

/// <summary>Ranges, texts, and what a model knows of the numbers that it was created with.</summary>
public sealed class HyperparameterTests
{
    [Fact]
    public void A_probability_is_at_least_0_and_below_1() => MustBe(
        HyperparameterRange.Probability, "in [0, 1)", valid: [0, double.Epsilon, 0.9999999999999999], invalid: [-double.Epsilon, 1]);

    [Fact]
    public void A_share_is_from_0_to_1() => MustBe(
        HyperparameterRange.Share, "in [0, 1]", valid: [0, 0.5, 1], invalid: [-double.Epsilon, 1.0000000000000002]);

    [Fact]
    public void A_weight_or_strength_is_finite_and_not_negative() => MustBe(
        HyperparameterRange.NotNegative, "finite and not negative", valid: [0, double.MaxValue], invalid: [-double.Epsilon]);

    [Fact]
    public void A_factor_is_finite_and_above_0() => MustBe(
        HyperparameterRange.Positive, "finite and above 0", valid: [double.Epsilon, double.MaxValue], invalid: [0, -1]);

    [Fact]
    public void A_model_has_the_task_weights_that_it_was_created_with()
    {
        var info = TwoTaskModel.Info.With(new Chosen());
        Assert.Equal([3, 0], info.Tasks.Select(task => task.Weight));
        Assert.Equal(new Chosen().Values, info.Hyperparameters);
        Assert.Equal(TwoTaskModel.Info.Tasks.Select(task => task.Name), info.Tasks.Select(task => task.Name));
        Assert.Same(TwoTaskModel.Info, TwoTaskModel.Info.With(null));
    }

    private static void MustBe(Func<double, string, double> range, string expected, double[] valid, double[] invalid)
    {
        Assert.All(valid, value => Assert.Equal(value, range(value, "Rate")));
        Assert.All([.. invalid, double.NaN, double.PositiveInfinity, double.NegativeInfinity], value =>
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>(() => range(value, "Rate"));
            Assert.StartsWith($"The hyper-parameter Rate must be {expected}, but is ", error.Message, StringComparison.Ordinal);
        });
    }

    private sealed class Chosen : IModelHyperparameters
    {
        public IReadOnlyList<Hyperparameter> Values { get; } = [new("KindWeight", 3, 1), new("PriceWeight", 0, 0.5)];

        public IReadOnlyList<double> TaskWeights => [3, 0];
    }
}
