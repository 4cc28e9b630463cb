namespace Mtl.EndToEnd.Tests;

/// <summary>The sample as a program.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Help_lists_the_options()
    {
        var run = await SampleProcess.RunAsync("--help");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.All(
            ["--epochs", "--seed", "--data", "--out", "--help"],
            option => Assert.Contains(option, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wrong_option_ends_with_one_sentence_and_exit_code_2()
    {
        var run = await SampleProcess.RunAsync("--epochs", "none");
        Assert.Equal(new(2, "", $"--epochs needs a whole number from 1 to 1000, not 'none'.{Environment.NewLine}"), run);
    }

    [Fact]
    public async Task Missing_data_end_with_one_sentence_and_exit_code_1()
    {
        var path = _folder["none.csv"];
        var run = await SampleProcess.RunAsync("--data", path, "--out", _folder["out"]);
        Assert.Equal((1, $"{path}: there is no such file.{Environment.NewLine}"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task A_broken_row_is_named_with_file_and_line()
    {
        var path = _folder.Write("digits.csv", string.Join(',', Enumerable.Repeat(0, 65)), "1,2");
        var run = await SampleProcess.RunAsync("--data", path, "--out", _folder["out"]);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"{path}:2: found 2 values;", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_out_folder_that_cannot_be_is_reported_before_the_training()
    {
        var path = _folder.Write("taken", "");
        var run = await SampleProcess.RunAsync("--out", path);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(path, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Training", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_epoch_trains_tests_saves_and_finds_the_loaded_model_identical()
    {
        var run = await SampleProcess.RunAsync("--epochs", "1", "--seed", "3", "--out", _folder["out"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("Engine", run.Output, StringComparison.Ordinal);
        Assert.Contains("1,797 from", run.Output, StringComparison.Ordinal);
        Assert.Contains(Samples.TwoDigits.TwoDigits.Summary.ReplaceLineEndings(), run.Output, StringComparison.Ordinal);
        Assert.All(["Left", "Right", "Sum"], task => Assert.Matches($@"│ {task} +│ (Class|Regression) +│ +2,000 │", run.Output));
        Assert.Contains("all 2,000 predictions are identical", run.Output, StringComparison.Ordinal);
        // The output is no terminal here: nobody wants escape sequences in a log.
        Assert.DoesNotContain('\u001b', run.Output);

        Assert.True(File.Exists(_folder["out/two-digits.safetensors"]));
        Assert.Single(TrainingHistory.Load(_folder["out/history.json"]).Epochs);
    }
}
