namespace Mtl.Tests;

public sealed class TrainingOptionsTests
{
    [Fact]
    public void The_defaults_are_what_the_documentation_says()
    {
        var options = new TrainingOptions<int>();

        Assert.Equal((10, 64, 1e-3), (options.Epochs, options.BatchSize, options.LearningRate));
        Assert.Null(options.Seed);
        Assert.Null(options.Validation);
    }

    [Fact]
    public void An_impossible_value_is_refused_by_the_option_s_name()
    {
        AssertRefused("Epochs must be at least 1, but is 0.", () => new TrainingOptions { Epochs = 0 });
        AssertRefused("BatchSize must be at least 1, but is -4.", () => new TrainingOptions { BatchSize = -4 });
        AssertRefused("LearningRate must be a finite number above 0, but is 0.", () => new TrainingOptions { LearningRate = 0 });
        AssertRefused("LearningRate must be a finite number above 0, but is NaN.", () => new TrainingOptions { LearningRate = double.NaN });
        AssertRefused(
            "GradientClipNorm must be a finite number above 0, or null for no limit, but is 0.",
            () => new TrainingOptions { GradientClipNorm = 0 });
        AssertRefused(
            "GradientClipNorm must be a finite number above 0, or null for no limit, but is NaN.",
            () => new TrainingOptions { GradientClipNorm = double.NaN });
    }

    private static void AssertRefused(string message, Func<object> create)
        => Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(create).Message, StringComparison.Ordinal);
}
