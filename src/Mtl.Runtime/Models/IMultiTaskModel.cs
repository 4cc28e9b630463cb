using TorchSharp;

namespace Mtl;

/// <summary>What training, and code that works with any model, asks of one. Every generated model implements it.</summary>
/// <typeparam name="TBatch">The model's batch of rows.</typeparam>
/// <typeparam name="TMetrics">The model's metrics, one member per task.</typeparam>
public interface IMultiTaskModel<TBatch, TMetrics>
    where TBatch : struct, IBatch<TBatch>
    where TMetrics : IModelMetrics
{
    /// <summary>The model's name, tasks and limits.</summary>
    static abstract ModelInfo Info { get; }

    /// <summary>The parts of the model that learn slower or faster than the rest; none unless the model says otherwise.</summary>
    IReadOnlyList<LearningRateGroup> LearningRates => [];

    /// <summary>The parameters and gradients side by side; null for a model that keeps each by itself.</summary>
    FlatParameters? Storage => null;

    /// <summary>The model's own random numbers; null for a model that draws from torch's generator.</summary>
    ModelRandom? Random => null;

    /// <summary>How the model balances its tasks; null where the losses are added, each times its weight.</summary>
    TaskBalancing? Balancing => null;

    /// <summary>
    /// Requires rows that the model can read, with labels for all of them; what trains or measures on many rows begins with it, so that no
    /// step is taken before.
    /// </summary>
    /// <param name="rows">The rows.</param>
    /// <exception cref="ArgumentException">An input has another shape, there are labels for another number of rows, or one is no label of its task.</exception>
    /// <exception cref="InvalidOperationException">The batch is <c>default</c>.</exception>
    /// <exception cref="ObjectDisposedException">A tensor was freed.</exception>
    void RequireReadable(TBatch rows)
    {
    }

    /// <summary>Counts the labels of every task, those of padding not; a training without any is refused before it begins.</summary>
    /// <param name="rows">The rows, as required.</param>
    /// <returns>A number for each task, in order; none where the model does not count.</returns>
    IReadOnlyList<long> CountLabels(TBatch rows) => [];

    /// <summary>
    /// Fits what a model takes from training data beside its weights, mean and deviation of what is standardized, where that is not
    /// fitted yet: all of it, or nothing where the data is refused. A <see cref="TrainingSession"/> begins with it.
    /// </summary>
    /// <param name="train">The training data.</param>
    void EnsureFitted(TBatch train)
    {
    }

    /// <summary>Requires that <see cref="EnsureFitted"/> has been called; a <see cref="TrainingStep"/> begins with it.</summary>
    /// <exception cref="InvalidOperationException">Something is not fitted yet.</exception>
    void RequireFitted()
    {
    }

    /// <summary>
    /// Forward pass, losses and backward pass: computes the objective of <paramref name="batch"/> and <b>adds</b> its gradient to the
    /// parameters' gradients; the caller sets them to zero before. Every tensor made on the way is disposed of.
    /// </summary>
    /// <remarks>
    /// Where <see cref="BackwardPass.TaskGradients"/> are wanted, it goes back from every task's weighted loss by itself: they receive the
    /// gradients with respect to the shared parameters, which come first in <see cref="Storage"/>, and those of what belongs to one task
    /// alone are <b>added</b> to the parameters' gradients. The gradients of the shared parameters are 0 afterwards and penalties are left
    /// out, unless <see cref="StepLosses.Balancing"/> is a <see cref="GradientBalancing"/>: then the shared parameters have the direction
    /// that it chooses, and penalties count.
    /// </remarks>
    /// <param name="batch">The rows, on the device of the model's parameters.</param>
    /// <param name="pass">Receives the loss of every task, the penalty and the objective.</param>
    void ForwardBackward(TBatch batch, BackwardPass pass);

    /// <summary>
    /// Computes the gradient of every task's weighted loss by itself with respect to what the tasks read of the shared layers: what
    /// methods work on that balance tasks without going back through the trunk. The gradients of what belongs to one task alone are
    /// <b>added</b> to the parameters' gradients; those of the shared parameters stay as they are, and penalties are left out.
    /// </summary>
    /// <param name="batch">The rows, on the device of the model's parameters.</param>
    /// <param name="pass">Receives the loss of every task; the penalty is 0.</param>
    /// <returns><c>[tasks, batch, width]</c>: the outputs of all shared layers that tasks read side by side, each flattened.</returns>
    /// <exception cref="NotSupportedException">The model was not generated.</exception>
    torch.Tensor BackwardToRepresentation(TBatch batch, BackwardPass pass) =>
        throw new NotSupportedException($"{GetType().Name} does not compute gradients with respect to its representation.");

    /// <summary>Measures the model on <paramref name="data"/> in evaluation mode; changes neither parameters nor mode.</summary>
    /// <param name="data">The rows; they may lie on another device than the model.</param>
    /// <param name="batchSize">How many rows go through the model at once; at least 1.</param>
    TMetrics Evaluate(TBatch data, int batchSize);
}
