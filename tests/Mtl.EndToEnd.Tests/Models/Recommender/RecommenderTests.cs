namespace Mtl.EndToEnd.Tests.Models;

[Collection(Alone.Name)]
public sealed class RecommenderTests(RecommenderTests.Trained trained) : IClassFixture<RecommenderTests.Trained>
{
    [Fact]
    public void Clicks_purchases_and_stars_are_learned_together()
    {
        var metrics = trained.Model.Evaluate(trained.Test);
        Assert.True(metrics.Click.Auc > 0.8, $"Click {metrics.Click.Auc}");
        Assert.True(metrics.Purchase.Auc > 0.8, $"Purchase {metrics.Purchase.Auc}");
        Assert.True(metrics.Stars.R2 > 0.6, $"Stars {metrics.Stars.R2}");
        Assert.Equal(trained.Test.Count(row => row.Stars is not null), metrics.Stars.Count);
    }

    [Fact]
    public void A_purchase_is_never_more_probable_than_the_click_before_it() =>
        Assert.All(
            trained.Model.Predict(trained.Test),
            prediction => Assert.True(prediction.Purchase.Probability <= prediction.Click.Probability));

    [Fact]
    public void Every_epoch_is_measured_on_the_validation_rows()
    {
        Assert.Equal(Trained.Epochs, trained.History.Epochs.Count);
        Assert.All(trained.History.Epochs, epoch => Assert.All(epoch.Tasks, task => Assert.NotNull(task.Validation)));
    }

    [Fact]
    public void A_loaded_model_predicts_the_same()
    {
        using var folder = new TemporaryFolder();
        trained.Model.Save(folder["recommender.safetensors"]);
        using var again = Recommender.Load(folder["recommender.safetensors"]);
        Assert.Equivalent(trained.Model.Predict(trained.Test), again.Predict(trained.Test), strict: true);
    }

    [Fact]
    public void A_film_that_does_not_exist_is_refused_by_row_and_feature()
    {
        IReadOnlyList<Impression> rows = [trained.Test[0], trained.Test[1] with { Film = 40 }];
        var refusal = Assert.Throws<InvalidRowException>(() => trained.Model.Evaluate(rows));
        Assert.Equal("row 1: feature 'Film' is 40; its 40 categories are 0 to 39.", refusal.Message);
    }

    public sealed class Trained : IDisposable
    {
        public const int Epochs = 12;

        public Trained() =>
            History = Model.Fit(
                RecommenderData.Make(12000, seed: 1),
                new() { Epochs = Epochs, LearningRate = 5e-3, Seed = 1, Validation = Test });

        public Recommender Model { get; } = new(seed: 1);

        public IReadOnlyList<Impression> Test { get; } = RecommenderData.Make(500, seed: 2);

        public TrainingHistory History { get; }

        public void Dispose() => Model.Dispose();
    }
}
