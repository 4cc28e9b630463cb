namespace Mtl.Tests;

public sealed class TrainingHistoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_saved_is_what_is_loaded()
    {
        var history = new TrainingHistory(
            "Some.Model",
            Seed: long.MaxValue,
            [
                new(
                    1,
                    TimeSpan.FromSeconds(1.25),
                    [
                        new("Kind", 0.1, new(7, 0.3, [new("Accuracy", 1.0 / 3), new("AUC", double.NaN)])),
                        new("Größe", double.NaN, null),
                    ],
                    Penalty: 0.01,
                    Objective: double.PositiveInfinity),
                new(2, TimeSpan.FromTicks(1), [], 0, 0),
            ],
            Steps: 12,
            StopReason.Canceled)
        {
            Hyperparameters = [new("TaskDropout", 0.1 + 0.2, 0.3), new("L2", double.Epsilon, double.MaxValue)],
        };
        history.Save(_folder["history.json"]);
        var loaded = TrainingHistory.Load(_folder["history.json"]);

        Assert.Equivalent(history, loaded, strict: true);
        Assert.Equal(history.Epochs[0].Tasks[0].Validation!.Values, loaded.Epochs[0].Tasks[0].Validation!.Values);
        Assert.Equal(history.Hyperparameters, loaded.Hyperparameters);
        Assert.Equal(["history.json"], _folder.Files);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[1, 2]")]
    [InlineData("{\"model\": \"M\"}")]
    [InlineData("{\"model\": null, \"seed\": 1, \"epochs\": [], \"steps\": 1, \"stopReason\": \"Completed\"}")]
    [InlineData("{\"model\": \"M\", \"seed\": 1, \"epochs\": [], \"steps\": 1, \"stopReason\": \"Bored\"}")]
    public void Another_file_is_refused_by_its_name(string text)
    {
        File.WriteAllText(_folder["other.json"], text);
        var e = Assert.Throws<InvalidDataException>(() => TrainingHistory.Load(_folder["other.json"]));

        Assert.Contains("other.json", e.Message, StringComparison.Ordinal);
        Assert.Contains("is not a training history", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        var history = new TrainingHistory("M", 0, [], 0, StopReason.Completed);
        var e = Assert.Throws<DirectoryNotFoundException>(() => history.Save(_folder["none/history.json"]));
        Assert.Contains($"the folder '{_folder["none"]}' does not exist", e.Message, StringComparison.Ordinal);
    }
}
