namespace Mtl;

/// <summary>
/// Checkpoints of a training run: files from which the same run goes on after its process has ended, for any reason. Training with the
/// checkpoints of a folder resumes from the newest of them; the weights, the history and all later steps are bit-identical to those of a
/// run on the CPU that was not interrupted.
/// </summary>
/// <remarks>
/// <para>
/// A checkpoint is also a model file, which <c>Load</c> of the model reads. It is written when it is due and at the end of the run, also
/// after a cancellation. Each file is complete or does not exist, even if the process is killed while it is written.
/// </para>
/// <para>
/// A run resumes with the same rows and options; only <see cref="TrainingOptions.Epochs"/>, the checkpoints themselves, progress, threads
/// and validation rows may differ. Everything else is refused with its name. The weights of the checkpoint replace those of the model.
/// </para>
/// </remarks>
/// <example><code>Checkpoints = new("runs/census") { EveryEpochs = 1, Keep = 3 }</code></example>
public sealed class CheckpointOptions
{
    /// <summary>Creates the options.</summary>
    /// <param name="folder">The folder of the run, which is created if it does not exist. Every run has its own.</param>
    /// <exception cref="ArgumentException"><paramref name="folder"/> is empty or blank.</exception>
    public CheckpointOptions(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        Folder = folder;
    }

    /// <summary>The folder of the run.</summary>
    public string Folder { get; }

    /// <summary>The number of optimizer steps between two checkpoints, at least 1; null, the default, for none within an epoch.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int? EverySteps { get; init => field = AtLeastOne(value, nameof(EverySteps)); }

    /// <summary>
    /// The number of epochs between two checkpoints, at least 1; null, the default, for 1, or for none if <see cref="EverySteps"/> is set.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int? EveryEpochs { get; init => field = AtLeastOne(value, nameof(EveryEpochs)); }

    /// <summary>The number of newest checkpoints that are kept, at least 1; older ones are deleted. 3 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Keep { get; init => field = AtLeastOne(value, nameof(Keep))!.Value; } = 3;

    /// <summary>
    /// Whether the best epoch is kept too, in the file <c>best.safetensors</c>. <see cref="TrainingOptions.Watch"/> decides which it is;
    /// without validation rows, the objective of the training rows does.
    /// </summary>
    public bool KeepBest { get; init; }

    /// <summary>
    /// Receives the warning that a damaged checkpoint was left out; null, the default, for the standard error output. The warnings are also
    /// in <see cref="TrainingHistory.Warnings"/>.
    /// </summary>
    public Action<string>? Warn { get; init; }

    private static int? AtLeastOne(int? value, string option) => value is null or >= 1
        ? value
        : throw new ArgumentOutOfRangeException(option, value, $"{option} must be at least 1, but is {value}.");
}
