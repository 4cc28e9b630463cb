using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Mtl;

/// <summary>Tells who follows a training how far it has come; nobody, where the options name no one.</summary>
/// <param name="options">Who follows, and how many epochs there are to be.</param>
/// <param name="model">The model.</param>
/// <param name="steps">The steps of an epoch.</param>
/// <param name="clock">The time since training began.</param>
internal sealed class ProgressReports(TrainingOptions options, ModelInfo model, int steps, Stopwatch clock)
{
    private readonly string[] _tasks = [.. model.Tasks.Select(task => task.Name)];
    private TrainingProgress? _last;

    /// <summary>The last report; that of the preparation at first, null where there is none.</summary>
    public required TrainingProgress? Last { init => _last = value; }

    /// <summary>Reports a step, or the end of an epoch.</summary>
    /// <returns>Whether there is somebody to report to.</returns>
    public bool TryReport(int epoch, int step, EpochLosses losses, EpochResult? finished)
    {
        if (options.Progress is not { } progress)
            return false;
        _last = new TrainingProgress
        {
            Epoch = epoch,
            Epochs = options.Epochs,
            Step = step,
            StepsPerEpoch = steps,
            Elapsed = clock.Elapsed,
            Tasks = _tasks,
            Losses = losses.TaskMeans(),
            Finished = finished,
        };
        progress.Report(_last);
        return true;
    }

    /// <summary>Reports the end, if there was any report.</summary>
    public void ReportEnd()
    {
        if (_last is not null)
            ReportEnd(options, _last, clock.Elapsed);
    }

    /// <summary>Makes the last report of a training, whose outcome is settled: nothing that it throws may take the outcome's place.</summary>
    /// <param name="options">Who follows.</param>
    /// <param name="last">The report before.</param>
    /// <param name="elapsed">The time since the training began.</param>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever it is, it comes too late.")]
    public static void ReportEnd(TrainingOptions options, TrainingProgress last, TimeSpan elapsed)
    {
        try
        {
            options.Progress?.Report(last with { Elapsed = elapsed, Finished = null, Ended = true });
        }
        catch (Exception)
        {
            // The history or the error of the training says more.
        }
    }
}
