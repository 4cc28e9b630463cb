using System.Numerics.Tensors;
using Mtl.Emitted;
using TorchSharp;

namespace Mtl;

/// <summary>The gradients of single tasks.</summary>
public static class TaskGradients
{
    /// <summary>Up to so many tasks products row by row are faster than a matrix product.</summary>
    private const int MostByRows = 8;

    /// <summary>How many numbers of every row are multiplied before the next: they stay in the processor's first cache.</summary>
    private const int Stretch = 1024;

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
        var storage = Prepare<TModel, TBatch, TMetrics>(model);
        var gradients = NewMatrix(TModel.Info, storage);
        storage.Gradients!.zero_();
        model.ForwardBackward(batch, new StepLosses(TModel.Info.Tasks.Count, storage, gradients));
        storage.Gradients.zero_();
        return gradients;
    }

    /// <summary>Computes the gradient of every task's weighted loss with respect to what the tasks read of the shared layers.</summary>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <typeparam name="TBatch">Its batch of rows.</typeparam>
    /// <typeparam name="TMetrics">Its metrics.</typeparam>
    /// <param name="model">The model; the gradients that its parameters have are lost.</param>
    /// <param name="batch">The rows, on the device of the model's parameters.</param>
    /// <returns><c>[tasks, batch, width]</c>: the outputs of all shared layers that tasks read side by side, each flattened.</returns>
    /// <exception cref="InvalidOperationException">The model standardises and was never fitted, or the parameters are of several element types or on several devices.</exception>
    public static torch.Tensor ComputeForRepresentation<TModel, TBatch, TMetrics>(TModel model, TBatch batch)
        where TModel : torch.nn.Module, IMultiTaskModel<TBatch, TMetrics>
        where TBatch : struct, IBatch<TBatch>
        where TMetrics : IModelMetrics
    {
        var storage = Prepare<TModel, TBatch, TMetrics>(model);
        storage.AttachGradients();
        var gradients = model.BackwardToRepresentation(batch, new StepLosses(TModel.Info.Tasks.Count));
        storage.Gradients!.zero_();
        return gradients;
    }

    /// <summary>Room for the gradients of all tasks, <c>[tasks, shared numbers]</c>.</summary>
    /// <exception cref="InvalidOperationException">The parameters are of several element types or on several devices.</exception>
    internal static torch.Tensor NewMatrix(ModelInfo model, FlatParameters? storage) => storage?.Gradients is { } all
        ? torch.zeros(model.Tasks.Count, storage.SharedCount, dtype: all.dtype, device: all.device)
        : throw NotFlat(model);

    /// <summary>The parameters of a model that is ready to be trained, with their gradients side by side.</summary>
    private static FlatParameters Prepare<TModel, TBatch, TMetrics>(TModel model)
        where TModel : torch.nn.Module, IMultiTaskModel<TBatch, TMetrics>
        where TBatch : struct, IBatch<TBatch>
        where TMetrics : IModelMetrics
    {
        ArgumentNullException.ThrowIfNull(model);
        model.RequireFitted();
        model.Storage?.Ensure();
        return model.Storage is { Gradients: not null } storage ? storage : throw NotFlat(TModel.Info);
    }

    private static InvalidOperationException NotFlat(ModelInfo model) =>
        new($"{model.Name}: gradients task by task need parameters of one element type on one device.");

    /// <summary>The products of every two gradients: <c>G·Gᵀ</c>. A negative one says that the two tasks pull in different directions.</summary>
    /// <param name="gradients"><c>[tasks, numbers]</c>, one gradient per row.</param>
    /// <returns><c>[tasks, tasks]</c>, symmetric.</returns>
    public static torch.Tensor Gramian(torch.Tensor gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        bool isReadable = gradients is { dtype: torch.ScalarType.Float32, device_type: DeviceType.CPU } && gradients.is_contiguous() && gradients.shape[0] <= MostByRows;
        if (isReadable)
        {
            using var numbers = gradients.detach();
            return GramianByRows(numbers);
        }

        using var transposed = gradients.t();
        return gradients.mm(transposed);
    }

    /// <summary>Few long rows: a matrix product would first copy them into an order of its own.</summary>
    private static torch.Tensor GramianByRows(torch.Tensor gradients)
    {
        int tasks = (int)gradients.shape[0];
        var numbers = TensorSpans.Floats(gradients);
        int width = numbers.Length / Math.Max(tasks, 1);
        var products = new double[tasks * tasks];
        for (int start = 0; start < width; start += Stretch)
        {
            int count = Math.Min(Stretch, width - start);
            for (int i = 0; i < tasks; i++)
            {
                for (int j = 0; j <= i; j++)
                    products[(i * tasks) + j] += TensorPrimitives.Dot<float>(numbers.Slice((i * width) + start, count), numbers.Slice((j * width) + start, count));
            }
        }

        for (int i = 0; i < tasks; i++)
        {
            for (int j = 0; j < i; j++)
                products[(j * tasks) + i] = products[(i * tasks) + j];
        }

        using var all = torch.tensor(Array.ConvertAll(products, product => (float)product));
        return all.reshape(tasks, tasks);
    }
}
