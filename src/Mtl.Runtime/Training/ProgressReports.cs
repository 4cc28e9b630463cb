using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Mtl;

/// <summary>Reports the progress of a training run to <see cref="TrainingOptions.Progress"/>, if it is set.</summary>
/// <param name="options">The receiver of the reports, and the number of epochs.</param>
/// <param name="model">The model.</param>
/// <param name="steps">The number of steps of an epoch.</param>
/// <param name="clock">The time since training began.</param>
internal sealed class ProgressReports(TrainingOptions options, ModelInfo model, int steps, Stopwatch clock)
{
    private readonly string[] _tasks = [.. model.Tasks.Select(task => task.Name)];
    private TrainingProgress? _last;

    /// <summary>The last report: initially that of the preparation, or null without one.</summary>
    public required TrainingProgress? Last { init => _last = value; }

    /// <summary>Reports a step, or the end of an epoch.</summary>
    /// <returns>Whether there is a receiver.</returns>
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

    /// <summary>Reports the end of the run, if there was any report.</summary>
    public void ReportEnd()
    {
        if (_last is not null)
            ReportEnd(options, _last, clock.Elapsed);
    }

    /// <summary>
    /// Makes the last report of a run. Its exceptions are ignored: they would replace the history or the error of the run.
    /// </summary>
    /// <param name="options">The receiver of the report.</param>
    /// <param name="last">The report before.</param>
    /// <param name="elapsed">The time since training began.</param>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "The run has ended already.")]
    public static void ReportEnd(TrainingOptions options, TrainingProgress last, TimeSpan elapsed)
    {
        try
        {
            options.Progress?.Report(last with { Elapsed = elapsed, Finished = null, Ended = true });
        }
        catch (Exception)
        {
            // The history or the error of the run is more important.
        }
    }
}
