namespace Mtl.EndToEnd.Tests.Models;

[Collection(Alone.Name)]
public sealed class CensusTests(CensusTests.Trained trained) : IClassFixture<CensusTests.Trained>
{
    [Fact]
    public void Three_questions_about_the_same_people_are_learned_together()
    {
        var metrics = trained.Model.Evaluate(trained.Test);
        Assert.True(
            metrics.Income.Accuracy > Baseline.OfClasses(trained.Test, row => row.Income) + 0.1,
            $"Income {metrics.Income.Accuracy}");
        Assert.True(metrics.MaritalStatus.Accuracy > 0.85, $"MaritalStatus {metrics.MaritalStatus.Accuracy}");
        Assert.True(metrics.HoursPerWeek.R2 > 0.8, $"HoursPerWeek {metrics.HoursPerWeek.R2}");
        Assert.Equal(trained.Test.Count(row => row.Income is not null), metrics.Income.Count);
    }

    [Fact]
    public void Every_epoch_is_measured_on_the_validation_rows()
    {
        Assert.Equal(Trained.Epochs, trained.History.Epochs.Count);
        Assert.All(trained.History.Epochs, epoch => Assert.All(epoch.Tasks, task => Assert.NotNull(task.Validation)));
        Assert.True(trained.History.BestEpoch("Income")!.Epoch > 1);
    }

    [Fact]
    public void A_loaded_model_predicts_the_same_and_has_the_same_vocabulary()
    {
        using var folder = new TemporaryFolder();
        trained.Model.Save(folder["census.safetensors"]);
        using var again = Census.Load(folder["census.safetensors"]);
        Assert.Equivalent(trained.Model.Predict(trained.Test), again.Predict(trained.Test), strict: true);
        Assert.Equal(["clerk", "farmer", "manager", "nurse", "teacher"], again.OccupationVocabulary.Values);
    }

    [Fact]
    public void An_unknown_occupation_counts_as_missing()
    {
        var astronaut = trained.Model.Predict(trained.Test[0] with { Occupation = "astronaut" });
        var unknown = trained.Model.Predict(trained.Test[0] with { Occupation = null });
        Assert.Equivalent(unknown, astronaut, strict: true);
    }

    [Fact]
    public void What_is_no_number_is_refused_by_row_and_feature()
    {
        IReadOnlyList<Person> rows = [trained.Test[0], trained.Test[1] with { CapitalGain = double.NaN }];
        var refusal = Assert.Throws<InvalidRowException>(() => trained.Model.Predict(rows));
        Assert.Equal("row 1: feature 'CapitalGain' is NaN; a finite 64-bit number was expected.", refusal.Message);
    }

    public sealed class Trained : IDisposable
    {
        public const int Epochs = 12;

        public Trained() =>
            History = Model.Fit(
                CensusData.Make(2000, seed: 1),
                new() { Epochs = Epochs, LearningRate = 5e-3, Seed = 1, Validation = Test });

        public Census Model { get; } = new(seed: 1);

        public IReadOnlyList<Person> Test { get; } = CensusData.Make(400, seed: 2);

        public TrainingHistory History { get; }

        public void Dispose() => Model.Dispose();
    }
}
