using System.Text;

namespace Mtl.Tests;

public sealed class ConsoleProgressTests
{
    private static readonly EpochResult s_epoch = new(
        3,
        TimeSpan.FromSeconds(1.84),
        [
            new("Left", 0.4123, new(100, 0.5, [new("Accuracy", 0.951), new("Macro F1", 0.94)])),
            new("Sum", double.NaN, new(0, double.NaN, [new("RMSE", double.NaN)])),
        ],
        Penalty: 0.1,
        Objective: 1);

    [Fact]
    public void Plain_output_is_a_heading_and_a_line_per_epoch_without_control_characters()
    {
        using var output = new StringWriter { NewLine = "\n" };
        Replay(ConsoleProgress.CreatePlain(output));

        Assert.Equal(
            """
            Training 12 epochs of 4 steps. Losses are those of training, (metrics) those of validation.
            Epoch  3/12     1.8 s  Left 0.412 (Accuracy 0.951)  Sum - (RMSE -)

            """,
            output.ToString());
    }

    [Fact]
    public void Without_validation_a_line_has_the_losses_alone()
        => Assert.Equal(
            "Epoch 3/5     1.8 s  Left 0.412",
            ProgressText.Epoch(s_epoch with { Tasks = [new("Left", 0.4123, null)] }, epochs: 5));

    [Fact]
    public void All_metrics_that_count_are_shown()
        => Assert.Equal(
            "Epoch 3/5     1.8 s  Left 0.412 (Accuracy 0.951, Macro F1 0.940)",
            ProgressText.Epoch(
                s_epoch with { Tasks = [s_epoch.Tasks[0] with { Validation = s_epoch.Tasks[0].Validation! with { Shown = 2 } }] },
                epochs: 5));

    [Fact]
    public void Interactive_output_rewrites_a_bar_and_replaces_it_by_the_epoch_s_line()
    {
        using var output = new StringWriter { NewLine = "\n" };
        Replay(ConsoleProgress.CreateInteractive(output, () => 200));
        string bar = "\rEpoch  3/12 ━━━━━━━━━━──────────  50 %  0:38 left  Left 0.500  Sum 12345.678";

        Assert.Equal(
            "Training 12 epochs of 4 steps. Losses are those of training, (metrics) those of validation.\n"
            + "\rEpoch  3/12 ━━━━━───────────────  25 %  0:43 left  Left 0.500  Sum 12345.678"
            + bar
            + $"\r{"Epoch  3/12     1.8 s  Left 0.412 (Accuracy 0.951)  Sum - (RMSE -)".PadRight(bar.Length - 1)}\n",
            output.ToString());
    }

    [Fact]
    public void The_screen_shows_heading_epochs_and_nothing_else_in_the_end()
    {
        using var output = new StringWriter { NewLine = "\n" };
        Replay(ConsoleProgress.CreateInteractive(output, () => 200));

        Assert.Equal(
            [
                "Training 12 epochs of 4 steps. Losses are those of training, (metrics) those of validation.",
                "Epoch  3/12     1.8 s  Left 0.412 (Accuracy 0.951)  Sum - (RMSE -)",
                "",
            ],
            Screen(output.ToString()));
    }

    [Fact]
    public void A_bar_is_cut_to_the_terminal()
    {
        using var output = new StringWriter();
        ConsoleProgress.CreateInteractive(output, () => 20).Report(Step(1, seconds: 1));

        Assert.EndsWith("\rEpoch  3/12 ━━━━━──", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bar_is_not_redrawn_more_often_than_anyone_can_see()
    {
        using var output = new StringWriter();
        var progress = ConsoleProgress.CreateInteractive(output);
        for (int i = 0; i < 1000; i++)
            progress.Report(Step(1, seconds: 1 + (i / 1000.0)));

        Assert.Equal(10, output.ToString().Count(c => c == '\r'));
    }

    [Fact]
    public void A_run_that_breaks_off_leaves_its_bar_on_a_line_of_its_own()
    {
        using var output = new StringWriter { NewLine = "\n" };
        var progress = ConsoleProgress.CreateInteractive(output);
        progress.Report(Step(1, seconds: 1));
        progress.Report(Step(1, seconds: 1) with { Ended = true });

        Assert.EndsWith("12345.678\n", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_display_serves_the_next_run()
    {
        using var output = new StringWriter();
        var progress = ConsoleProgress.CreatePlain(output);
        Replay(progress);
        Replay(progress);

        Assert.Equal(2, output.ToString().Split("Training 12 epochs").Length - 1);
    }

    [Fact]
    public void A_terminal_without_line_drawing_characters_gets_ascii()
        => Assert.StartsWith(
            "Epoch  3/12 #####...............  25 %", ProgressText.Bar(Step(1, seconds: 1), Encoding.ASCII), StringComparison.Ordinal);

    [Fact]
    public void Output_that_goes_nowhere_special_is_fine()
    {
        // The test runner redirects the console.
        Replay(ConsoleProgress.Create());
    }

    private static void Replay(IProgress<TrainingProgress> progress)
    {
        progress.Report(Step(1, seconds: 10));
        progress.Report(Step(2, seconds: 10.05)); // too soon to be drawn
        progress.Report(Step(2, seconds: 10.2));
        progress.Report(Step(4, seconds: 11) with { Finished = s_epoch });
        progress.Report(Step(4, seconds: 11) with { Ended = true });
    }

    private static TrainingProgress Step(int step, double seconds) => new()
    {
        Epoch = 3,
        Epochs = 12,
        Step = step,
        StepsPerEpoch = 4,
        Elapsed = TimeSpan.FromSeconds(seconds),
        Tasks = ["Left", "Sum"],
        Losses = [0.5, 12345.678],
    };

    /// <summary>What a terminal shows: a carriage return goes back, what follows covers what was there.</summary>
    private static string[] Screen(string output)
        => [.. output.Split('\n').Select(line => line.Split('\r').Aggregate("", Cover).TrimEnd())];

    private static string Cover(string shown, string text) => text + shown[Math.Min(text.Length, shown.Length)..];
}
