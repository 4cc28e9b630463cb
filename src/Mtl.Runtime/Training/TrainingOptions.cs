using TorchSharp;
using TorchSharp.Modules;

namespace Mtl;

/// <summary>How a model is trained.</summary>
public class TrainingOptions
{
    /// <summary>How often every row is seen; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Epochs { get; init => field = AtLeastOne(value, nameof(Epochs)); } = 10;

    /// <summary>
    /// How many rows make a step; at least 1. The last step of an epoch has what is left; if that is less than the model's
    /// <see cref="ModelInfo.MinimumBatchSize"/>, it joins the step before.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int BatchSize { get; init => field = AtLeastOne(value, nameof(BatchSize)); } = 64;

    /// <summary>The step size that <see cref="Optimizer"/> is given; finite and above 0.</summary>
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
    /// Decides the order of the rows in every epoch, together with how many epochs the model was trained before: so three trainings of one
    /// epoch see the orders of one training of three. Null stands for the seed of the model, <see cref="ModelRandom.Seed"/>;
    /// <see cref="TrainingHistory.Seed"/> tells which it was. Initial weights and dropout are not its business: for them the
    /// model's constructor has a seed.
    /// </summary>
    public long? Seed { get; init; }

    /// <summary>
    /// Makes the optimizer from the parameters to train and <see cref="LearningRate"/>. Null stands for Adam with its usual settings.
    /// For a model whose parts learn at different speeds it is called once for each learning rate.
    /// </summary>
    /// <remarks>
    /// The optimizer steps by the gradients alone, as all of TorchSharp's do but <c>LBFGS</c>, and moves at least one of the parameters
    /// that it is given; what does not is refused when the training begins. A schedule that is made here of an optimizer sees the learning
    /// rate of that one only: where the factory is called several times, make a schedule in every call and step all of them.
    /// </remarks>
    /// <example><code>Optimizer = (parameters, rate) => torch.optim.SGD(parameters, rate, momentum: 0.9)</code></example>
    public Func<IReadOnlyList<Parameter>, double, torch.optim.Optimizer>? Optimizer { get; init; }

    /// <summary>
    /// The largest length that the gradient of all trained parameters, as one vector, may have in a step; a longer one is scaled down to it
    /// (Pascanu, Mikolov and Bengio 2013, as <c>clip_grad_norm_</c>). Finite and above 0; null, the default, for no limit.
    /// <see cref="StepLosses.GradientNorm"/> tells the length before.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or not above 0.</exception>
    public double? GradientClipNorm
    {
        get;
        init => field = value is null or (> 0 and < double.PositiveInfinity)
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(GradientClipNorm), value, $"{nameof(GradientClipNorm)} must be a finite number above 0, or null for no limit, but is {value}.");
    }

    /// <summary>
    /// How the tasks are balanced in this training; null for what the model declares. It may be one of the methods of <see cref="BalancingMethod"/>,
    /// whose classes are named after them, or one of your own, derived from <see cref="LossBalancing"/> or <see cref="GradientBalancing"/>. What it learns
    /// and remembers stays with the object, not with the model.
    /// </summary>
    /// <example><code>Balancing = new UncertaintyBalancing(tasks: 2)</code></example>
    public TaskBalancing? Balancing { get; init; }

    /// <summary>
    /// Told after every step and every epoch, on the training's own thread; <see cref="ConsoleProgress"/> draws a progress bar, and
    /// <see cref="SynchronousProgress"/> calls what you like.
    /// </summary>
    /// <remarks>
    /// To stop early, it cancels the token that <c>Fit</c> was given: the training ends after the step at hand.
    /// While it is told, the model may be asked, measured and saved. <see cref="Progress{T}"/> hands the reports to other threads, where
    /// they arrive later: what is saved there is of another step or epoch. What it throws breaks the training off, which says where; what it
    /// throws at the last report, that of <see cref="TrainingProgress.Ended"/>, is lost.
    /// </remarks>
    public IProgress<TrainingProgress>? Progress { get; init; }

    private static int AtLeastOne(int value, string option)
        => value >= 1 ? value : throw new ArgumentOutOfRangeException(option, value, $"{option} must be at least 1, but is {value}.");
}
