using System.ComponentModel;
using TorchSharp;

namespace Mtl;

/// <summary>Begins training in custom loops, as the <c>BeginTraining</c> of a generated model does.</summary>
public static class TrainingStep
{
    /// <summary>Begins training batch by batch.</summary>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <typeparam name="TBatch">The batch type of the model.</typeparam>
    /// <typeparam name="TMetrics">The metrics type of the model.</typeparam>
    /// <param name="model">The model. Its mode, training or evaluation, is not changed.</param>
    /// <param name="options">
    /// Optimizer, learning rate, gradient clipping and balancing; the other options are not used. Null for the defaults.
    /// </param>
    /// <returns>The training step, which owns the optimizer; dispose of it at the end.</returns>
    /// <exception cref="ArgumentException">
    /// The balancing method of the options was created for another number of tasks, or the optimizer of
    /// <see cref="TrainingOptions.Optimizer"/> cannot be used.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The model was disposed of.</exception>
    /// <exception cref="InvalidOperationException">
    /// The model standardizes and was never fitted: call its <c>EnsureFitted</c> first. Or the thread is in <c>torch.inference_mode()</c>.
    /// </exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static TrainingStep<TBatch, TMetrics> Begin<TModel, TBatch, TMetrics>(TModel model, TrainingOptions? options = null)
        where TModel : torch.nn.Module, IMultiTaskModel<TBatch, TMetrics>
        where TBatch : struct, IBatch<TBatch>
        where TMetrics : IModelMetrics
    {
        ArgumentNullException.ThrowIfNull(model);
        using var changing = ModelLock.Of(model).Change(); // The parameters may be laid out again.
        GradientRecording.RequirePossible(model);
        model.RequireFitted();
        options ??= new();
        var info = TModel.Info.With(model.Hyperparameters);
        options.Balancing?.Attach(info, model.Random);
        return new(model, OptimizerSet.Create(model, model.Storage, model.LearningRates, options), info, options);
    }
}
