using System.Buffers;
using System.Numerics.Tensors;
using TorchSharp;

namespace Mtl;

/// <summary>The gradients of single tasks.</summary>
public static class TaskGradients
{
    /// <summary>Up to so many tasks products row by row are faster than a matrix product.</summary>
    private const int MaxByRows = 8;

    /// <summary>How many numbers of every row are multiplied before the next: they stay in the processor's first cache.</summary>
    private const int RowBlock = 512;

    /// <summary>How many numbers of every row a matrix product takes at once.</summary>
    private const long MatrixBlock = 1 << 16;

    /// <summary>Computes the gradient of every task's weighted loss with respect to the shared parameters.</summary>
    /// <remarks>
    /// The pass is one of the mode, training or evaluation, that the model is in: dropout draws in training mode, and batch normalization
    /// takes the statistics of the batch. It leaves the model's buffers, running statistics among them, and what a balancing method counts
    /// as they were.
    /// </remarks>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <typeparam name="TBatch">Its batch of rows.</typeparam>
    /// <typeparam name="TMetrics">Its metrics.</typeparam>
    /// <param name="model">The model; the gradients that its parameters have are lost.</param>
    /// <param name="batch">The rows, on the device of the model's parameters.</param>
    /// <returns><c>[tasks, shared numbers]</c>.</returns>
    /// <exception cref="InvalidOperationException">The model standardizes and was never fitted, or the parameters are of several element types or on several devices.</exception>
    public static torch.Tensor Compute<TModel, TBatch, TMetrics>(TModel model, TBatch batch)
        where TModel : torch.nn.Module, IMultiTaskModel<TBatch, TMetrics>
        where TBatch : struct, IBatch<TBatch>
        where TMetrics : IModelMetrics
    {
        using var changing = Begin(model);
        var storage = Prepare<TModel, TBatch, TMetrics>(model);
        var gradients = NewMatrix(TModel.Info, storage);
        storage.Gradients!.SetToZero();
        using (new PreservedState(model, model.Random))
            model.ForwardBackward(batch, new BackwardPass(TModel.Info.Tasks.Count, storage, gradients));
        storage.Gradients!.SetToZero();
        return gradients;
    }

    /// <summary>Computes the gradient of every task's weighted loss with respect to what the tasks read of the shared layers.</summary>
    /// <remarks>Mode and buffers are as for <see cref="Compute"/>.</remarks>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <typeparam name="TBatch">Its batch of rows.</typeparam>
    /// <typeparam name="TMetrics">Its metrics.</typeparam>
    /// <param name="model">The model; the gradients that its parameters have are lost.</param>
    /// <param name="batch">The rows, on the device of the model's parameters.</param>
    /// <returns><c>[tasks, batch, width]</c>: the outputs of all shared layers that tasks read side by side, each flattened.</returns>
    /// <exception cref="InvalidOperationException">The model standardizes and was never fitted, or the parameters are of several element types or on several devices.</exception>
    public static torch.Tensor ComputeForRepresentation<TModel, TBatch, TMetrics>(TModel model, TBatch batch)
        where TModel : torch.nn.Module, IMultiTaskModel<TBatch, TMetrics>
        where TBatch : struct, IBatch<TBatch>
        where TMetrics : IModelMetrics
    {
        using var changing = Begin(model);
        var storage = Prepare<TModel, TBatch, TMetrics>(model);
        storage.AttachGradients();
        using var untouched = new PreservedState(model, model.Random);
        var gradients = model.BackwardToRepresentation(batch, new BackwardPass(TModel.Info.Tasks.Count));
        storage.Gradients!.SetToZero();
        return gradients;
    }

    /// <summary>Room for the gradients of all tasks, <c>[tasks, shared numbers]</c>.</summary>
    /// <exception cref="InvalidOperationException">The parameters are of several element types or on several devices.</exception>
    internal static torch.Tensor NewMatrix(ModelInfo model, FlatParameters? storage) => storage?.Gradients is { } all
        ? torch.zeros(model.Tasks.Count, storage.SharedCount, dtype: all.dtype, device: all.device)
        : throw NotFlat(model);

    /// <summary>Waits until nobody else uses the model: its gradients are lost, and for a while its running statistics are others.</summary>
    private static ModelLock.Changing Begin(torch.nn.Module model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return ModelLock.Of(model).Change();
    }

    /// <summary>The parameters of a model that is ready to be trained, with their gradients side by side.</summary>
    /// <exception cref="ObjectDisposedException">The model was disposed of.</exception>
    private static FlatParameters Prepare<TModel, TBatch, TMetrics>(TModel model)
        where TModel : torch.nn.Module, IMultiTaskModel<TBatch, TMetrics>
        where TBatch : struct, IBatch<TBatch>
        where TMetrics : IModelMetrics
    {
        GradientRecording.RequirePossible(model);
        model.RequireFitted();
        model.Storage?.Ensure();
        return model.Storage is { Gradients: not null } storage ? storage : throw NotFlat(TModel.Info);
    }

    private static InvalidOperationException NotFlat(ModelInfo model) =>
        new($"{model.Name}: gradients task by task need parameters of one element type on one device.");

    /// <summary>The products of every two gradients: <c>G·Gᵀ</c>. A negative one says that the two tasks pull in different directions.</summary>
    /// <param name="gradients"><c>[tasks, numbers]</c>, one gradient per row.</param>
    /// <returns>
    /// <c>float64 [tasks, tasks]</c>, symmetric, whatever the type of the gradients: multiplied and summed in double precision.
    /// </returns>
    /// <exception cref="ArgumentException">The gradients are no matrix of floating-point numbers.</exception>
    public static torch.Tensor Gramian(torch.Tensor gradients)
    {
        TensorShape.RequireLiving(gradients, nameof(Gramian), nameof(gradients));
        if (gradients.dim() != 2 || !gradients.is_floating_point())
        {
            throw new ArgumentException(
                "The gradients must be floating-point numbers of the shape [tasks, numbers], but the tensor given is "
                + $"{gradients.dtype} [{string.Join(", ", gradients.shape)}].",
                nameof(gradients));
        }

        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        bool isReadable = gradients is { dtype: torch.ScalarType.Float32, device_type: DeviceType.CPU }
            && gradients.is_contiguous()
            && gradients.shape[0] <= MaxByRows;
        var products = isReadable ? GramianByRows(gradients.detach()) : GramianByMatrices(gradients);
        return products.MoveToOuterDisposeScope();
    }

    /// <summary>Few long rows: a matrix product would first copy them into an order of its own.</summary>
    private static torch.Tensor GramianByRows(torch.Tensor gradients)
    {
        int tasks = (int)gradients.shape[0];
        var numbers = TensorSpans.Floats(gradients);
        int width = numbers.Length / Math.Max(tasks, 1);
        var products = new double[tasks * tasks];
        double[] precise = ArrayPool<double>.Shared.Rent(tasks * RowBlock);
        for (int start = 0; start < width; start += RowBlock)
        {
            int count = Math.Min(RowBlock, width - start);
            for (int i = 0; i < tasks; i++)
            {
                var row = precise.AsSpan(i * RowBlock, count);
                TensorPrimitives.ConvertTruncating<float, double>(numbers.Slice((i * width) + start, count), row);
                for (int j = 0; j <= i; j++)
                    products[(i * tasks) + j] += TensorPrimitives.Dot<double>(row, precise.AsSpan(j * RowBlock, count));
            }
        }

        ArrayPool<double>.Shared.Return(precise);
        for (int i = 0; i < tasks; i++)
        {
            for (int j = 0; j < i; j++)
                products[(j * tasks) + i] = products[(i * tasks) + j];
        }

        return torch.tensor(products, [tasks, tasks]);
    }

    /// <summary>Computes the products block by block, so that there is never a second copy of all gradients.</summary>
    private static torch.Tensor GramianByMatrices(torch.Tensor gradients)
    {
        var (tasks, width) = (gradients.shape[0], gradients.shape[1]);
        var products = torch.zeros(tasks, tasks, torch.ScalarType.Float64, gradients.device);
        for (long start = 0; start < width; start += MatrixBlock)
        {
            using var scope = torch.NewDisposeScope();
            var block = gradients.narrow(1, start, Math.Min(MatrixBlock, width - start)).to(torch.ScalarType.Float64);
            products.addmm_(block, block.t(), 1, 1);
        }

        return products;
    }
}
