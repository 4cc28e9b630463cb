namespace Mtl.EndToEnd.Tests.Models;

[Collection(Alone.Name)]
public sealed class ImageAndSoundTests(ImageAndSoundTests.Trained trained) : IClassFixture<ImageAndSoundTests.Trained>
{
    [Fact]
    public void Each_task_is_learned_from_rows_of_its_own()
    {
        var metrics = trained.Model.Evaluate(trained.Test);
        Assert.True(metrics.IsBright.Accuracy > 0.9, $"IsBright {metrics.IsBright.Accuracy}");
        Assert.True(metrics.Vowel.Accuracy > 0.9, $"Vowel {metrics.Vowel.Accuracy}");
        Assert.Equal(trained.Test.Count, metrics.IsBright.Count + metrics.Vowel.Count);
    }

    [Fact]
    public void A_model_without_training_knows_neither()
    {
        using var fresh = new ImageAndSound(seed: 1);
        var metrics = fresh.Evaluate(trained.Test);
        Assert.True(metrics.IsBright.Accuracy < 0.7, $"IsBright {metrics.IsBright.Accuracy}");
        Assert.True(metrics.Vowel.Accuracy < 0.7, $"Vowel {metrics.Vowel.Accuracy}");
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
        trained.Model.Save(folder["senses.safetensors"]);
        using var again = ImageAndSound.Load(folder["senses.safetensors"]);
        Assert.Equivalent(trained.Model.Predict(trained.Test), again.Predict(trained.Test), strict: true);
    }

    [Fact]
    public void A_sound_of_another_length_is_refused_by_row_and_feature()
    {
        IReadOnlyList<Perception> rows = [trained.Test[0], Perception.Heard(new float[100], Vowel.A)];
        var refusal = Assert.Throws<InvalidRowException>(() => trained.Model.Predict(rows));
        Assert.Equal("row 1: feature 'Spectrogram' has 100 numbers; 640 were expected.", refusal.Message);
    }

    public sealed class Trained : IDisposable
    {
        public const int Epochs = 8;

        public Trained() =>
            History = Model.Fit(
                ImageAndSoundData.Make(600, seed: 1),
                new() { Epochs = Epochs, BatchSize = 32, LearningRate = 5e-3, Seed = 1, Validation = Test });

        public ImageAndSound Model { get; } = new(seed: 1);

        public IReadOnlyList<Perception> Test { get; } = ImageAndSoundData.Make(200, seed: 2);

        public TrainingHistory History { get; }

        public void Dispose() => Model.Dispose();
    }
}
