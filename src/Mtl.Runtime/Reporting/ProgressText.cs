using System.Globalization;
using System.Text;

namespace Mtl;

/// <summary>The texts of a progress display, the same in every culture.</summary>
internal static class ProgressText
{
    /// <summary>The text before the first step.</summary>
    public const string Preparing = "Preparing the training data.";

    private const int BarLength = 20;

    /// <summary>"Training 12 epochs of 313 steps. Losses are those of training, (metrics) those of validation."</summary>
    public static string Heading(TrainingProgress progress)
        => $"Training {progress.Epochs} epochs of {progress.StepsPerEpoch} steps. "
            + "Losses are those of training, (metrics) those of validation.";

    /// <summary>"Epoch  3/12    1.8 s  Left 0.412 (Accuracy 0.951)  Sum 1.234 (RMSE 0.910)".</summary>
    public static string Epoch(EpochResult epoch, int epochs)
        => $"{EpochNumber(epoch.Epoch, epochs)}  {Figure.Seconds(epoch.Duration),8}  {string.Join("  ", epoch.Tasks)}";

    /// <summary>"Epoch  3/12 ━━━━━━━━━─────────── 45 %  0:12 left  Left 0.412  Sum 1.234".</summary>
    /// <param name="progress">The progress.</param>
    /// <param name="encoding">The encoding of the terminal. If it has no line-drawing characters, the bar is ASCII.</param>
    public static string Bar(TrainingProgress progress, Encoding encoding)
    {
        double share = (double)progress.Step / progress.StepsPerEpoch;
        var losses = progress.Tasks.Zip(progress.Losses, (task, loss) => $"{task} {Figure.Of(loss)}");
        return $"{EpochNumber(progress.Epoch, progress.Epochs)} {Meter(share, encoding)} {(int)(100 * share),3} %  "
            + $"{Clock(Remaining(progress))} left  {string.Join("  ", losses)}";
    }

    private static string EpochNumber(int epoch, int epochs) => $"Epoch {$"{epoch}".PadLeft($"{epochs}".Length)}/{epochs}";

    private static string Meter(double share, Encoding encoding)
    {
        // Encodings without the character replace it by one byte, a question mark.
        var (done, open) = encoding.GetByteCount("━") > 1 ? ('━', '─') : ('#', '.');
        int filled = (int)(BarLength * share);
        return new string(done, filled) + new string(open, BarLength - filled);
    }

    /// <summary>The estimated remaining time, from the mean time of a step so far.</summary>
    private static TimeSpan Remaining(TrainingProgress progress)
    {
        double stepsDone = ((progress.Epoch - 1.0) * progress.StepsPerEpoch) + progress.Step;
        double steps = (double)progress.Epochs * progress.StepsPerEpoch;
        return progress.Elapsed * ((steps - stepsDone) / stepsDone);
    }

    private static string Clock(TimeSpan time)
        => time.ToString(time.TotalHours < 1 ? @"m\:ss" : @"h\:mm\:ss", CultureInfo.InvariantCulture);
}
