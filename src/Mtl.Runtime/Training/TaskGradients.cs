using TorchSharp;

namespace Mtl;

/// <summary>The gradients of single tasks.</summary>
public static class TaskGradients
{
    /// <summary>Computes the gradient of every task's weighted loss with respect to the shared parameters.</summary>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <typeparam name="TBatch">Its batch of rows.</typeparam>
    /// <typeparam name="TMetrics">Its metrics.</typeparam>
    /// <param name="model">The model; the gradients that its parameters have are lost.</param>
    /// <param name="batch">The rows, on the device of the model's parameters.</param>
    /// <returns><c>[tasks, shared numbers]</c>.</returns>
    /// <exception cref="InvalidOperationException">The model standardises and was never fitted, or the parameters are of several element types or on several devices.</exception>
    public static torch.Tensor Compute<TModel, TBatch, TMetrics>(TModel model, TBatch batch)
        where TModel : torch.nn.Module, IMultiTaskModel<TBatch, TMetrics>
        where TBatch : struct, IBatch<TBatch>
        where TMetrics : IModelMetrics
    {
        ArgumentNullException.ThrowIfNull(model);
        model.RequireFitted();
        model.Storage?.Ensure();
        var gradients = NewMatrix(TModel.Info, model.Storage);
        model.Storage!.Gradients!.zero_();
        model.ForwardBackwardByTask(batch, new StepLosses(TModel.Info.Tasks.Count), gradients);
        model.Storage.Gradients.zero_();
        return gradients;
    }

    /// <summary>Room for the gradients of all tasks, <c>[tasks, shared numbers]</c>.</summary>
    /// <exception cref="InvalidOperationException">The parameters are of several element types or on several devices.</exception>
    internal static torch.Tensor NewMatrix(ModelInfo model, FlatParameters? storage) => storage?.Gradients is { } all
        ? torch.zeros(model.Tasks.Count, storage.SharedCount, dtype: all.dtype, device: all.device)
        : throw new InvalidOperationException($"{model.Name}: gradients task by task need parameters of one element type on one device.");
}
