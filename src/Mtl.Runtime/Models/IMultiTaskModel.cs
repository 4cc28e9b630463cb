using TorchSharp;

namespace Mtl;

/// <summary>The interface of models for training and for code that works with any model. Every generated model implements it.</summary>
/// <typeparam name="TBatch">The model's batch of rows.</typeparam>
/// <typeparam name="TMetrics">The model's metrics, one member per task.</typeparam>
public interface IMultiTaskModel<TBatch, TMetrics>
    where TBatch : struct, IBatch<TBatch>
    where TMetrics : IModelMetrics
{
    /// <summary>The model's name, tasks and limits.</summary>
    static abstract ModelInfo Info { get; }

    /// <summary>The hyper-parameters that the model was created with; null for those of <see cref="Info"/>.</summary>
    IModelHyperparameters? Hyperparameters => null;

    /// <summary>The parts of the model with their own learning rate; none by default.</summary>
    IReadOnlyList<LearningRateGroup> LearningRates => [];

    /// <summary>The flat parameters and gradients; null for a model whose parameters are separate tensors.</summary>
    FlatParameters? Storage => null;

    /// <summary>The random numbers of the model; null for a model that draws from torch's generator.</summary>
    ModelRandom? Random => null;

    /// <summary>The balancing method of the model; null if the objective is the sum of the losses, each times its weight.</summary>
    TaskBalancing? Balancing => null;

    /// <summary>The vocabularies of the categories that rows have as texts; none by default.</summary>
    IReadOnlyList<Vocabulary> Vocabularies => [];

    /// <summary>
    /// Requires rows with the shapes of the inputs and valid labels. Training and evaluation call it for all rows before the first step.
    /// </summary>
    /// <param name="rows">The rows.</param>
    /// <exception cref="ArgumentException">
    /// An input has another shape, the number of labels differs from the number of rows, or a label is not valid for its task.
    /// </exception>
    /// <exception cref="InvalidOperationException">The batch is <c>default</c>.</exception>
    /// <exception cref="ObjectDisposedException">A tensor was freed.</exception>
    void RequireReadable(TBatch rows)
    {
    }

    /// <summary>Counts the labels of every task, without padding. Training without any label is an error before the first step.</summary>
    /// <param name="rows">The rows, as required by <see cref="RequireReadable"/>.</param>
    /// <returns>The number of labels of each task, in order; empty if the model does not count them.</returns>
    IReadOnlyList<long> CountLabels(TBatch rows) => [];

    /// <summary>
    /// Fits the mean and deviation of standardized columns to training data, unless they are fitted already. If the data is invalid,
    /// nothing is fitted. A <see cref="TrainingSession"/> calls it first.
    /// </summary>
    /// <param name="train">The training data.</param>
    void EnsureFitted(TBatch train)
    {
    }

    /// <summary>Requires that <see cref="EnsureFitted"/> was called. A <see cref="TrainingStep"/> calls it first.</summary>
    /// <exception cref="InvalidOperationException">A standardized column is not fitted.</exception>
    void RequireFitted()
    {
    }

    /// <summary>
    /// Forward pass, losses and backward pass: computes the objective of <paramref name="batch"/> and <b>adds</b> its gradient to the
    /// gradients of the parameters; the caller sets them to zero before. All intermediate tensors are disposed of.
    /// </summary>
    /// <remarks>
    /// If <see cref="BackwardPass.TaskGradients"/> is not null, the weighted loss of every task is back-propagated separately: its gradient
    /// with respect to the shared parameters, which come first in <see cref="Storage"/>, is written to a row of that matrix, and the
    /// gradients of the task-specific parameters are <b>added</b> to the gradients of the parameters. The gradients of the shared
    /// parameters are 0 afterwards, and penalties are left out. If <see cref="StepLosses.Balancing"/> is a <see cref="GradientBalancing"/>,
    /// the shared parameters get the combined gradient instead, and penalties are included.
    /// </remarks>
    /// <param name="batch">The rows, on the device of the model's parameters.</param>
    /// <param name="pass">Receives the loss of every task, the penalty and the objective.</param>
    void ForwardBackward(TBatch batch, BackwardPass pass);

    /// <summary>
    /// Computes the gradient of the weighted loss of every task with respect to the shared representation: the outputs of the shared layers
    /// that the tasks read. Balancing methods can use it without back-propagating through the trunk. The gradients of the task-specific
    /// parameters are <b>added</b> to the gradients of the parameters; those of the shared parameters do not change, and penalties are left
    /// out.
    /// </summary>
    /// <param name="batch">The rows, on the device of the model's parameters.</param>
    /// <param name="pass">Receives the loss of every task; the penalty is 0.</param>
    /// <returns><c>[tasks, batch, width]</c>: the outputs of all shared layers that tasks read, each flattened, concatenated.</returns>
    /// <exception cref="NotSupportedException">The model is not a generated one.</exception>
    torch.Tensor BackwardToRepresentation(TBatch batch, BackwardPass pass) =>
        throw new NotSupportedException($"{GetType().Name} does not compute gradients with respect to its representation.");

    /// <summary>Evaluates the model on <paramref name="data"/> in evaluation mode; changes neither parameters nor mode.</summary>
    /// <param name="data">The rows; they may be on another device than the model.</param>
    /// <param name="batchSize">The number of rows per forward pass; at least 1.</param>
    /// <param name="threads">The number of threads, at least 1; null for <c>torch.get_num_threads()</c>.</param>
    TMetrics Evaluate(TBatch data, int batchSize, int? threads = null);
}
