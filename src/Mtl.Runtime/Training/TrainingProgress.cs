namespace Mtl;

/// <summary>How far training has come. An immutable snapshot: keep it or hand it to another thread as you like.</summary>
/// <remarks>
/// There is a report after every step; that of an epoch's last step comes after validation and has <see cref="Finished"/>. A training on
/// rows reports once before: it <see cref="IsPreparing"/>. The last report of a run that has reported at all has <see cref="Ended"/>,
/// whether the run was completed, canceled or broken off by an error.
/// </remarks>
public sealed record TrainingProgress
{
    /// <summary>
    /// Whether no step was taken yet: rows become tensors, and what is not fitted yet is fitted. Epoch, step and the steps of an epoch are
    /// 0 then.
    /// </summary>
    public bool IsPreparing { get; init; }

    /// <summary>The epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>The number of epochs asked for.</summary>
    public required int Epochs { get; init; }

    /// <summary>The steps of this epoch taken so far.</summary>
    public required int Step { get; init; }

    /// <summary>The steps of a whole epoch.</summary>
    public required int StepsPerEpoch { get; init; }

    /// <summary>The time since the first epoch began, or, while <see cref="IsPreparing"/>, since the preparation did.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The names of the tasks.</summary>
    public required IReadOnlyList<string> Tasks { get; init; }

    /// <summary>For every task its mean training loss over the labeled rows of this epoch so far; NaN while there are none.</summary>
    public required IReadOnlyList<double> Losses { get; init; }

    /// <summary>The result of the epoch if this report ends it, else null.</summary>
    public EpochResult? Finished { get; init; }

    /// <summary>Whether the run has ended, for whatever reason: no other report follows.</summary>
    public bool Ended { get; init; }

    /// <summary>"Epoch 3/12, step 40/313, 5.2 s  Left 0.412  Sum 1.234"; at an epoch's end its result, with the metrics that count.</summary>
    public override string ToString() => Finished is { } result ? ProgressText.Epoch(result, Epochs)
        : IsPreparing ? ProgressText.Preparing
        : $"Epoch {Epoch}/{Epochs}, step {Step}/{StepsPerEpoch}, {Figure.Seconds(Elapsed)}{(Ended ? ", ended" : "")}{string.Concat(Tasks.Zip(Losses, (task, loss) => $"  {task} {Figure.Of(loss)}"))}";
}
