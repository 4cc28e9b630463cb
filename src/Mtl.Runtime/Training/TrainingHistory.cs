using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mtl;

/// <summary>The history of a training run.</summary>
/// <param name="Model">The full name of the class of the model.</param>
/// <param name="Seed">
/// The seed of the order of the rows, which also depends on the number of epochs that the model was trained before.
/// </param>
/// <param name="Epochs">The finished epochs.</param>
/// <param name="Steps">The number of optimizer steps, including those of an unfinished epoch.</param>
/// <param name="StopReason">The reason why the run ended.</param>
public sealed record TrainingHistory(string Model, long Seed, IReadOnlyList<EpochResult> Epochs, long Steps, StopReason StopReason)
{
    /// <summary>
    /// The time before the first epoch, in which rows are converted to tensors, and vocabularies and standardization are fitted.
    /// </summary>
    public TimeSpan Preparation { get; init; }

    /// <summary>
    /// The epoch whose parameters the model has, if <see cref="TrainingOptions.RestoreBest"/> restored them; null if it has those of the
    /// last step.
    /// </summary>
    public int? RestoredEpoch { get; init; }

    /// <summary>The steps that were skipped, because a number was not finite (<see cref="NonFiniteStep.Skip"/>).</summary>
    public IReadOnlyList<SkippedStep> Skipped { get; init; } = [];

    /// <summary>The hyper-parameters that the model was created with; empty in histories of older versions.</summary>
    public IReadOnlyList<Hyperparameter> Hyperparameters { get; init; } = [];

    /// <summary>
    /// The number of steps of the checkpoint from which the run was resumed the last time; null if it was not. Epochs and steps before it
    /// are those of the checkpoint.
    /// </summary>
    public long? ResumedAtStep { get; init; }

    /// <summary>Warnings of checkpoints that were damaged and left out.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The duration of the run: the preparation and the finished epochs.</summary>
    [JsonIgnore]
    public TimeSpan Duration => TimeSpan.FromTicks(Preparation.Ticks + Epochs.Sum(epoch => epoch.Duration.Ticks));

    /// <summary>The epoch with the best validation result of a task, by its first main metric.</summary>
    /// <param name="task">The name of the task.</param>
    /// <returns>The first of equally good epochs; null without validation, or if the metric is not defined in any epoch.</returns>
    /// <exception cref="ArgumentException">There is no such task.</exception>
    public EpochResult? BestEpoch(string task)
    {
        EpochResult? best = null;
        var value = new MetricValue(task, double.NaN);
        foreach (var epoch in Epochs)
        {
            var result = epoch.Tasks.FirstOrDefault(result => result.Task == task)
                ?? throw new ArgumentException(
                    $"'{Model}' has no task '{task}'; it has {string.Join(", ", epoch.Tasks.Select(result => result.Task))}.",
                    nameof(task));
            if (result.Validation is not { Values: [var metric, ..] } || !metric.IsBetterThan(value))
                continue;
            (best, value) = (epoch, metric);
        }

        return best;
    }

    /// <summary>
    /// A summary: a line for the run, a line for hyper-parameters that differ from the declaration, and a line for every task with its
    /// training loss in the first and the last epoch, its metrics on the validation rows in the last epoch, and its best epoch.
    /// </summary>
    public override string ToString() => HistoryText.Of(this);

    /// <summary>Saves the history as JSON. An existing file is replaced when the new one is complete.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written; an existing file is not changed.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, this, HistoryJson.Default.TrainingHistory));
    }

    /// <summary>Loads a history that was saved by <see cref="Save"/>.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    /// <exception cref="InvalidDataException">The file is not a training history.</exception>
    public static TrainingHistory Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = File.OpenRead(path);
        try
        {
            return JsonSerializer.Deserialize(stream, HistoryJson.Default.TrainingHistory) ?? throw new JsonException("it is empty.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{path}' is not a training history: {e.Message}", e);
        }
    }
}
