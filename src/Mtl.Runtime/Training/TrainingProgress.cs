namespace Mtl;

/// <summary>A progress report of a training run. It is immutable, and can be stored and passed to other threads.</summary>
/// <remarks>
/// There is a report after every step; that of the last step of an epoch comes after validation and has <see cref="Finished"/>. A run on
/// rows reports once before its first step, with <see cref="IsPreparing"/>. The last report of a run has <see cref="Ended"/>, whether the
/// run was completed, canceled or ended by an error.
/// </remarks>
public sealed record TrainingProgress
{
    /// <summary>
    /// Whether the run is in its preparation, in which rows are converted to tensors, and vocabularies and standardization are fitted.
    /// <see cref="Epoch"/>, <see cref="Step"/> and <see cref="StepsPerEpoch"/> are then 0.
    /// </summary>
    public bool IsPreparing { get; init; }

    /// <summary>The epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>The number of epochs of the run.</summary>
    public required int Epochs { get; init; }

    /// <summary>The number of steps taken in this epoch.</summary>
    public required int Step { get; init; }

    /// <summary>The number of steps of an epoch.</summary>
    public required int StepsPerEpoch { get; init; }

    /// <summary>The time since the first epoch began, or, if <see cref="IsPreparing"/>, since the preparation began.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The names of the tasks.</summary>
    public required IReadOnlyList<string> Tasks { get; init; }

    /// <summary>The mean training loss of every task over the labeled rows of this epoch so far; NaN without any.</summary>
    public required IReadOnlyList<double> Losses { get; init; }

    /// <summary>The result of the epoch in the last report of an epoch, else null.</summary>
    public EpochResult? Finished { get; init; }

    /// <summary>Whether the run has ended, for any reason: no other report follows.</summary>
    public bool Ended { get; init; }

    /// <summary>"Epoch 3/12, step 40/313, 5.2 s  Left 0.412  Sum 1.234"; at the end of an epoch its result with the main metrics.</summary>
    public override string ToString() => Finished is { } result ? ProgressText.Epoch(result, Epochs)
        : IsPreparing ? ProgressText.Preparing
        : $"Epoch {Epoch}/{Epochs}, step {Step}/{StepsPerEpoch}, {Figure.Seconds(Elapsed)}{(Ended ? ", ended" : "")}"
            + string.Concat(Tasks.Zip(Losses, (task, loss) => $"  {task} {Figure.Of(loss)}"));
}
