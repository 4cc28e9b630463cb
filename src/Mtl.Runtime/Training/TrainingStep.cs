using TorchSharp;

namespace Mtl;

/// <summary>Begins the training of models in loops of one's own, as the <c>BeginTraining</c> of a generated model does.</summary>
public static class TrainingStep
{
    /// <summary>Begins training batch by batch.</summary>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <typeparam name="TBatch">Its batch of rows.</typeparam>
    /// <typeparam name="TMetrics">Its metrics.</typeparam>
    /// <param name="model">The model; it is trained in the mode, training or evaluation, that it is in.</param>
    /// <param name="options">Optimizer, learning rate, limit of the gradient, balancing; all else is the loop's. Null for the defaults.</param>
    /// <returns>What trains on one batch after the other; it holds the optimizer, so dispose of it at the end.</returns>
    /// <exception cref="ArgumentException">
    /// The balancing method of the options was made for another number of tasks, or what their <see cref="TrainingOptions.Optimizer"/>
    /// makes cannot train.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The model was disposed of.</exception>
    /// <exception cref="InvalidOperationException">
    /// The model standardizes and was never fitted: call its <c>EnsureFitted</c> first. Or the thread is in <c>torch.inference_mode()</c>.
    /// </exception>
    public static TrainingStep<TBatch, TMetrics> Begin<TModel, TBatch, TMetrics>(TModel model, TrainingOptions? options = null)
        where TModel : torch.nn.Module, IMultiTaskModel<TBatch, TMetrics>
        where TBatch : struct, IBatch<TBatch>
        where TMetrics : IModelMetrics
    {
        ArgumentNullException.ThrowIfNull(model);
        using var changing = ModelLock.Of(model).Change(); // The parameters may be laid out anew.
        GradientRecording.RequirePossible(model);
        model.RequireFitted();
        options ??= new();
        options.Balancing?.Attach(TModel.Info, model.Random);
        return new(model, OptimizerSet.Create(model, model.Storage, model.LearningRates, options), TModel.Info, options.Balancing);
    }
}
