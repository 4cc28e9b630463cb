using Samples.TwoDigits;

namespace Mtl.EndToEnd.Tests;

/// <summary>The sample's model on some of the sample's data, in this process.</summary>
[Collection(Alone.Name)]
public sealed class SampleTrainingTests(TrainedModel trained) : IClassFixture<TrainedModel>
{
    [Fact]
    public void Three_epochs_read_most_digits()
    {
        var metrics = trained.Model.Evaluate(trained.Test);
        Assert.True(metrics.Left.Accuracy > 0.85, $"Left {metrics.Left.Accuracy}");
        Assert.True(metrics.Right.Accuracy > 0.85, $"Right {metrics.Right.Accuracy}");
        Assert.True(metrics.Sum.R2 > 0.5, $"Sum {metrics.Sum.R2}");
        Assert.All(metrics.Tasks, task => Assert.Equal(trained.Test.Count, task.Count));
    }

    [Fact]
    public void The_losses_fall_for_every_task()
    {
        var epochs = trained.History.Epochs;
        Assert.Equal(TrainedModel.Epochs, epochs.Count);
        for (var task = 0; task < TwoDigits.Info.Tasks.Count; task++)
            Assert.True(epochs[^1].Tasks[task].TrainingLoss < epochs[0].Tasks[task].TrainingLoss, TwoDigits.Info.Tasks[task].Name);
    }

    [Fact]
    public void A_loaded_model_predicts_the_same_bit_for_bit()
    {
        using var folder = new TemporaryFolder();
        trained.Model.Save(folder["model.safetensors"]);
        using var again = TwoDigits.Load(folder["model.safetensors"]);
        Assert.True(Predictions.AreIdentical(trained.Model.Predict(trained.Test), again.Predict(trained.Test)));
    }

    [Fact]
    public void Another_model_predicts_otherwise()
    {
        using var other = new TwoDigits(seed: 99);
        Assert.False(Predictions.AreIdentical(trained.Model.Predict(trained.Test), other.Predict(trained.Test)));
    }

    [Fact]
    public void The_same_seed_trains_the_same_model()
    {
        using var twin = new TrainedModel();
        Assert.True(Predictions.AreIdentical(trained.Model.Predict(trained.Test), twin.Model.Predict(trained.Test)));
    }
}
