using System.Diagnostics;

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

    public void Report(int epoch, int step, EpochLosses losses, EpochResult? finished)
    {
        if (options.Progress is not { } progress)
            return;
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
    }

    /// <summary>Reports the end, if there was any report.</summary>
    public void ReportEnd()
    {
        if (_last is not null)
            options.Progress?.Report(_last with { Elapsed = clock.Elapsed, Finished = null, Ended = true });
    }
}
