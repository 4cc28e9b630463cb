using Samples.TwoDigits;

namespace Mtl.EndToEnd.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void Without_options_the_sample_trains_twelve_epochs_on_its_own_data()
    {
        var options = Options.Parse([]);
        Assert.Equal(12, options.Epochs);
        Assert.True(File.Exists(options.Data), options.Data);
        Assert.False(options.ShowHelp);
    }

    [Fact]
    public void Every_option_is_taken()
    {
        var options = Options.Parse(["--epochs", "3", "--seed", "7", "--data", "d.csv", "--out", "there"]);
        Assert.Equal((3, 7, "d.csv", "there"), (options.Epochs, options.Seed, options.Data, options.Out));
    }

    [Theory]
    [InlineData("There is no option '--epoch'; there are --epochs, --seed, --data, --out and --help.", "--epoch", "3")]
    [InlineData("--epochs needs a whole number from 1 to 1000 after it.", "--epochs")]
    [InlineData("--epochs needs a whole number from 1 to 1000, not '0'.", "--epochs", "0")]
    [InlineData("--epochs needs a whole number from 1 to 1000, not 'many'.", "--epochs", "many")]
    [InlineData("--epochs needs a whole number from 1 to 1000, not '1.5'.", "--epochs", "1.5")]
    [InlineData("--seed needs a whole number from 0 to 2147483647, not '-1'.", "--seed", "-1")]
    [InlineData("--data needs a file after it.", "--data", "")]
    [InlineData("--out needs a folder after it.", "--seed", "1", "--out")]
    public void A_mistake_is_named(string message, params string[] arguments) =>
        Assert.Equal(message, Assert.Throws<UsageException>(() => Options.Parse(arguments)).Message);
}
