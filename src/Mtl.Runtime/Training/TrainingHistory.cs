using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mtl;

/// <summary>What happened in a training run.</summary>
/// <param name="Model">The full name of the model's class.</param>
/// <param name="Seed">The seed that decided the order of the rows, together with how many epochs the model was trained before.</param>
/// <param name="Epochs">The finished epochs.</param>
/// <param name="Steps">The optimizer steps taken, those of an unfinished epoch included.</param>
/// <param name="StopReason">Why the run ended.</param>
public sealed record TrainingHistory(string Model, long Seed, IReadOnlyList<EpochResult> Epochs, long Steps, StopReason StopReason)
{
    /// <summary>How long it took until the first epoch: rows became tensors, and what was not fitted yet was fitted.</summary>
    public TimeSpan Preparation { get; init; }

    /// <summary>How long the run took: the preparation and the finished epochs.</summary>
    [JsonIgnore]
    public TimeSpan Duration => TimeSpan.FromTicks(Preparation.Ticks + Epochs.Sum(epoch => epoch.Duration.Ticks));

    /// <summary>The epoch after which a task was best on the validation rows, by the metric that decides: the first of its values.</summary>
    /// <param name="task">The name of the task.</param>
    /// <returns>The first of equally good epochs; null without validation, or while the metric is not defined.</returns>
    /// <exception cref="ArgumentException">There is no such task.</exception>
    public EpochResult? BestEpoch(string task)
    {
        EpochResult? best = null;
        var value = new MetricValue(task, double.NaN);
        foreach (var epoch in Epochs)
        {
            var result = epoch.Tasks.FirstOrDefault(result => result.Task == task)
                ?? throw new ArgumentException($"'{Model}' has no task '{task}'; it has {string.Join(", ", epoch.Tasks.Select(result => result.Task))}.", nameof(task));
            if (result.Validation is not { Values: [var metric, ..] } || !metric.IsBetterThan(value))
                continue;
            (best, value) = (epoch, metric);
        }

        return best;
    }

    /// <summary>
    /// What came of it: a line on the run, and a line for every task with its training loss in the first and the last epoch, its metrics on the
    /// validation rows in the last one, and where it was best by the metric that decides.
    /// </summary>
    public override string ToString() => HistoryText.Of(this);

    /// <summary>Writes the history as JSON. A file of that name is replaced once the new one is complete.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written; one that was there before is unchanged.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, this, HistoryJson.Default.TrainingHistory));
    }

    /// <summary>Reads a history that <see cref="Save"/> has written.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no training history.</exception>
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
