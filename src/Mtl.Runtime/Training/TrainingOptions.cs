using Mtl.CompilerServices;
using TorchSharp;
using TorchSharp.Modules;

namespace Mtl;

/// <summary>The options of a training run.</summary>
public class TrainingOptions
{
    /// <summary>The number of passes over the training rows; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Epochs { get; init => field = AtLeastOne(value, nameof(Epochs)); } = 10;

    /// <summary>
    /// The number of rows of a batch; at least 1. The last batch of an epoch has the remaining rows. If these are fewer than
    /// <see cref="ModelInfo.MinimumBatchSize"/>, they are added to the batch before.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int BatchSize { get; init => field = AtLeastOne(value, nameof(BatchSize)); } = 64;

    /// <summary>The learning rate of the optimizer; finite and above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or not above 0.</exception>
    public double LearningRate
    {
        get;
        init => field = double.IsFinite(value) && value > 0
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(LearningRate), value, $"{nameof(LearningRate)} must be a finite number above 0, but is {value}.");
    } = 1e-3;

    /// <summary>
    /// The seed of the order of the rows. The order of an epoch also depends on the number of epochs that the model was trained before:
    /// three runs of one epoch have the same orders as one run of three epochs. Null is the seed of the model,
    /// <see cref="ModelRandom.Seed"/>; <see cref="TrainingHistory.Seed"/> is the seed that was used. The seed of initial weights and
    /// dropout is a parameter of the constructor of the model.
    /// </summary>
    public long? Seed { get; init; }

    /// <summary>
    /// The factory of the optimizer. Its arguments are the parameters to train and <see cref="LearningRate"/>. Null is Adam with its
    /// default settings. For a model with several learning rates it is called once for each learning rate.
    /// </summary>
    /// <remarks>
    /// The step of the optimizer must only need gradients, as that of all optimizers of TorchSharp except <c>LBFGS</c>, and the optimizer
    /// must have at least one of the parameters; else training throws before the first step. A learning rate schedule that is created here
    /// applies to one optimizer: if the factory is called several times, create a schedule in every call and step all of them.
    /// </remarks>
    /// <example><code>Optimizer = (parameters, rate) => torch.optim.SGD(parameters, rate, momentum: 0.9)</code></example>
    public Func<IReadOnlyList<Parameter>, double, torch.optim.Optimizer>? Optimizer { get; init; }

    /// <summary>
    /// The maximum norm of the gradient of all trained parameters in a step; a longer gradient is scaled down to it, as by
    /// <c>clip_grad_norm_</c> (Pascanu, Mikolov and Bengio 2013). Finite and above 0; null, the default, for no limit.
    /// <see cref="StepLosses.GradientNorm"/> is the norm before clipping.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or not above 0.</exception>
    public double? GradientClipNorm
    {
        get;
        init => field = value is null or (> 0 and < double.PositiveInfinity)
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(GradientClipNorm),
                value,
                $"{nameof(GradientClipNorm)} must be a finite number above 0, or null for no limit, but is {value}.");
    }

    /// <summary>
    /// The balancing method of this run; null for the method that the model declares. It is one of the methods of
    /// <see cref="BalancingMethod"/>, whose classes have the same names with the suffix <c>Balancing</c>, or a custom method, derived from
    /// <see cref="LossBalancing"/> or <see cref="GradientBalancing"/>. Its state belongs to the object, and is not saved with the model.
    /// </summary>
    /// <example><code>Balancing = new UncertaintyBalancing(tasks: 2)</code></example>
    public TaskBalancing? Balancing { get; init; }

    /// <summary>
    /// What decides which epoch is the best, for <see cref="EarlyStopping"/>, <see cref="RestoreBest"/> and
    /// <see cref="Schedule.OnPlateau"/>; a member of the class <c>Watch</c> of the model. Null is the objective on the validation rows: the
    /// sum of the losses of the tasks, each times its weight.
    /// </summary>
    public Watch? Watch { get; init; }

    /// <summary>
    /// Ends training when the watched result on the validation rows no longer improves; null, the default, trains all
    /// <see cref="Epochs"/>.
    /// </summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>
    /// Whether the model gets the parameters and buffers of its best epoch at the end of the run, however it ends. It needs validation
    /// rows, and memory for a second copy of the model. <see cref="TrainingHistory.RestoredEpoch"/> is that epoch.
    /// </summary>
    public bool RestoreBest { get; init; }

    /// <summary>
    /// The schedule of the learning rate, which applies to the learning rates of all parts of the model; null, the default, leaves them
    /// constant.
    /// </summary>
    /// <example><code>Schedule = Schedule.Cosine(warmupSteps: 100)</code></example>
    public Schedule? Schedule { get; init; }

    /// <summary>
    /// The rule by which the rates of <see cref="AdaptiveDropoutAttribute"/> move; by default <see cref="DropoutRule.ByDifficulty"/>. It
    /// does nothing for a model without such rates.
    /// </summary>
    /// <example><code>AdaptiveDropout = DropoutRule.Linear(from: 0.5, to: 0.1)</code></example>
    public DropoutRule AdaptiveDropout
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(AdaptiveDropout));
    } = DropoutRule.ByDifficulty();

    /// <summary>
    /// The rule by which the learning rates of tasks move; null, the default, leaves them the same for all tasks. The optimizer is then
    /// created once for each task too, with its task-specific parameters.
    /// </summary>
    /// <example><code>TaskLearningRates = TaskLearningRates.ByDifficulty()</code></example>
    public TaskLearningRates? TaskLearningRates { get; init; }

    /// <summary>
    /// The measure of difficulty that <see cref="AdaptiveDropout"/> and <see cref="TaskLearningRates"/> follow; by default the losses of
    /// training.
    /// </summary>
    public TaskDifficulty Difficulty
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Difficulty));
    } = new();

    /// <summary>
    /// The maximum duration of the run, above 0: training ends after the step in which it is exceeded, with
    /// <see cref="StopReason.TimeLimit"/>. An epoch that is not complete has no result. A run that is resumed from a checkpoint has this
    /// time anew. Null, the default, for no limit.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0.</exception>
    public TimeSpan? MaxDuration
    {
        get;
        init => field = value is null || value > TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(MaxDuration), value, $"{nameof(MaxDuration)} must be above 0, or null for no limit, but is {value}.");
    }

    /// <summary>
    /// The number of batches whose gradients are added before each optimizer step, at least 1, the default. The step is that of one batch
    /// with the rows of all of them: the loss of a task is its mean over all labeled rows of these batches, also if some have fewer labels
    /// or rows. It takes the memory of a small batch. Batch normalization still computes its statistics batch by batch.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int AccumulateBatches { get; init => field = AtLeastOne(value, nameof(AccumulateBatches)); } = 1;

    /// <summary>
    /// What happens with a step whose loss or gradient is not finite; by default training ends with a <see cref="TrainingException"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of <see cref="NonFiniteStep"/>.</exception>
    public NonFiniteStep NonFinite
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(NonFinite), value, $"{nameof(NonFinite)} has no value {value}.");
    }

    /// <summary>Called after every step and every epoch, in order; they can end the run.</summary>
    public IReadOnlyList<TrainingCallback> Callbacks
    {
        get;
        init => field = value is not null && !value.Contains(null!)
            ? value
            : throw new ArgumentNullException(nameof(Callbacks), "The callbacks, or one of them, are null.");
    } = [];

    /// <summary>
    /// The receiver of progress reports, called after every step and every epoch on the thread of the training run.
    /// <see cref="ConsoleProgress"/> draws a progress bar, and <see cref="SynchronousProgress"/> calls a delegate.
    /// </summary>
    /// <remarks>
    /// During a report the model can predict, evaluate and save. <see cref="Progress{T}"/> passes reports to other threads, where they
    /// arrive later, so that a model that is saved there has the state of a later step. An exception of the receiver ends the run with a
    /// <see cref="TrainingException"/>; an exception at the last report, that of <see cref="TrainingProgress.Ended"/>, is ignored.
    /// </remarks>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>
    /// The checkpoints of the run, from which it resumes if its process ends; null, the default, for none.
    /// </summary>
    /// <example><code>Checkpoints = new("runs/census") { EveryEpochs = 1, Keep = 3 }</code></example>
    public CheckpointOptions? Checkpoints { get; init; }

    /// <summary>
    /// The number of threads that share the work of a step, at least 1; null, the default, is <c>torch.get_num_threads()</c>: the number of
    /// physical cores, unless <c>torch.set_num_threads</c> or the variable <c>OMP_NUM_THREADS</c> says otherwise. Operations that take less
    /// than some microseconds are not divided, so a small model uses one thread. The result does not depend on the number.
    /// </summary>
    /// <remarks>Operations that are left to libtorch, such as all of a model that uses autograd, have libtorch's threads.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int? Threads { get; init => field = StepThreads.Require(value, nameof(Threads)); }

    /// <summary>Whether the options have validation rows, which are not tensors.</summary>
    internal virtual bool HasValidationRows => false;

    private static int AtLeastOne(int value, string option)
        => value >= 1 ? value : throw new ArgumentOutOfRangeException(option, value, $"{option} must be at least 1, but is {value}.");
}
