using System.Globalization;
using Numbers = Mtl.EndToEnd.Tests.ThreeKinds.Hyperparameters;

namespace Mtl.EndToEnd.Tests;

/// <summary>What a user sees of the numbers of a declaration at run time: names, texts, ranges, files and histories.</summary>
[Collection(Alone.Name)]
public sealed class HyperparameterTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mtl-hyperparameters-");

    private string File => Path.Combine(_folder.FullName, "model.safetensors");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Without_others_they_are_the_declared_ones()
    {
        using var model = new ThreeKinds(seed: 1);
        Assert.Equal(new Numbers(), model.UsedHyperparameters);
        Assert.Equal(
            [
                new("TrunkDropout", 0.1, 0.1), new("L2", 1e-3, 1e-3), new("TaskDropout", 0.2, 0.2), new("ColorWeight", 1, 1),
                new("YesWeight", 2, 2), new("AmountWeight", 0.25, 0.25),
            ],
            model.UsedHyperparameters.Values);
        Assert.Equal(model.UsedHyperparameters.Values, ThreeKinds.Info.Hyperparameters);
    }

    [Fact]
    public void They_are_a_record_whose_text_is_the_same_in_every_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new("de-DE");
        try
        {
            var numbers = new Numbers { TrunkDropout = 0.3, L2 = 1e-5 };
            Assert.Equal(
                "Hyperparameters { TrunkDropout = 0.3, L2 = 1E-05, TaskDropout = 0.2, ColorWeight = 1, YesWeight = 2, "
                + "AmountWeight = 0.25 }",
                numbers.ToString());
            Assert.Equal(numbers, new Numbers { L2 = 2 } with { TrunkDropout = 0.3, L2 = 1e-5 });
            Assert.NotEqual(numbers, numbers with { YesWeight = 3 });
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_number_out_of_the_range_of_its_attribute_is_refused(double value)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new Numbers { TaskDropout = value });
        Assert.StartsWith("The hyper-parameter TaskDropout must be in [0, 1), but is ", error.Message, StringComparison.Ordinal);
        Assert.Equal("TaskDropout", error.ParamName);
    }

    [Fact]
    public void A_model_file_has_them_bit_for_bit()
    {
        var numbers = new Numbers { TrunkDropout = 0.1 + 0.2, L2 = double.Epsilon, AmountWeight = double.MaxValue, YesWeight = 0 };
        using (var model = new ThreeKinds(seed: 1, hyperparameters: numbers))
            model.Save(File);
        using var again = ThreeKinds.Load(File);
        using var other = ThreeKinds.Load(File, hyperparameters: new() { L2 = 1 });
        Assert.Equal(numbers, again.UsedHyperparameters);
        Assert.Equal(new Numbers { L2 = 1 }, other.UsedHyperparameters);
    }

    [Fact]
    public void A_history_has_them_and_shows_what_differs_from_the_declaration()
    {
        using var tuned = new ThreeKinds(seed: 1, hyperparameters: new() { TrunkDropout = 0.3, ColorWeight = 4 });
        using var plain = new ThreeKinds(seed: 1);
        var history = tuned.Fit(TrainingTests.Rows(40, seed: 1), new() { Epochs = 1 });
        var usual = plain.Fit(TrainingTests.Rows(40, seed: 1), new() { Epochs = 1 });
        history.Save(Path.Combine(_folder.FullName, "history.json"));
        Assert.Equal(tuned.UsedHyperparameters.Values, history.Hyperparameters);
        Assert.Equal(history.Hyperparameters, TrainingHistory.Load(Path.Combine(_folder.FullName, "history.json")).Hyperparameters);
        Assert.Contains(
            $"{Environment.NewLine}TrunkDropout = 0.3 (declared 0.1), ColorWeight = 4 (declared 1){Environment.NewLine}Color",
            history.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("declared", usual.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_that_rests_needs_no_labels_and_one_task_must_not_rest()
    {
        var rows = TrainingTests.Rows(40, seed: 1).Select(row => row with { Yes = null, Amount = null }).ToList();
        using var model = new ThreeKinds(seed: 1, hyperparameters: new() { ColorWeight = 0 });
        using var resting = new ThreeKinds(seed: 1, hyperparameters: new() { ColorWeight = 0, YesWeight = 0, AmountWeight = 0 });
        var error = Assert.Throws<TrainingException>(() => model.Fit(rows));
        Assert.Contains("has a label for 'Yes' or 'Amount'", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<TrainingException>(() => resting.Fit(rows));
        Assert.Contains("The weights of all tasks of 'Mtl.EndToEnd.Tests.ThreeKinds' are 0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bounds_of_a_rate_that_contradict_each_other_are_refused()
    {
        AdaptiveRates.Hyperparameters numbers = new() { TaskAdaptiveDropoutMin = 0.9 };
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new AdaptiveRates(hyperparameters: numbers));
        Assert.Contains("must satisfy 0 ≤ min ≤ max < 1", error.Message, StringComparison.Ordinal);
    }
}
