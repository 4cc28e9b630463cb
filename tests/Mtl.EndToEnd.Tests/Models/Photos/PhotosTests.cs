namespace Mtl.EndToEnd.Tests.Models;

[Collection(Alone.Name)]
public sealed class PhotosTests(PhotosTests.Trained trained) : IClassFixture<PhotosTests.Trained>
{
    [Fact]
    public void Both_questions_are_learned_from_pixels()
    {
        var metrics = trained.Model.Evaluate(trained.Test);
        Assert.True(metrics.Figure.Accuracy > 0.7, $"Figure {metrics.Figure.Accuracy}");
        Assert.True(metrics.IsWarm.Accuracy > 0.9, $"IsWarm {metrics.IsWarm.Accuracy}");
    }

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
        trained.Model.Save(folder["photos.safetensors"]);
        using var again = Photos.Load(folder["photos.safetensors"]);
        Assert.Equivalent(trained.Model.Predict(trained.Test), again.Predict(trained.Test), strict: true);
    }

    [Fact]
    public void A_photo_of_another_size_is_refused_by_row_and_feature()
    {
        IReadOnlyList<Photo> rows = [trained.Test[0], trained.Test[1] with { Pixels = new float[28 * 28] }];
        var refusal = Assert.Throws<InvalidRowException>(() => trained.Model.Fit(rows));
        Assert.Equal("row 1: feature 'Pixels' has 784 numbers; 3072 were expected.", refusal.Message);
    }

    public sealed class Trained : IDisposable
    {
        public const int Epochs = 12;

        public Trained() =>
            History = Model.Fit(
                PhotosData.Make(900, seed: 1),
                new() { Epochs = Epochs, BatchSize = 32, LearningRate = 3e-3, Seed = 1, Validation = Test });

        public Photos Model { get; } = new(seed: 1);

        public IReadOnlyList<Photo> Test { get; } = PhotosData.Make(150, seed: 2);

        public TrainingHistory History { get; }

        public void Dispose() => Model.Dispose();
    }
}
