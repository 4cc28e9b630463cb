using System.Buffers;
using System.ComponentModel;
using System.Numerics.Tensors;
using TorchSharp;

namespace Mtl;

/// <summary>Task gradients: the gradients of the losses of single tasks.</summary>
public static class TaskGradients
{
    /// <summary>The largest number of tasks for which products of rows are faster than a matrix product.</summary>
    private const int MaxByRows = 8;

    /// <summary>The number of elements of every row in a block of products of rows; a block fits into the first-level cache.</summary>
    private const int RowBlock = 512;

    /// <summary>The number of elements of every row in a block of a matrix product.</summary>
    private const long MatrixBlock = 1 << 16;

    /// <summary>Computes the gradient of the weighted loss of every task with respect to the shared parameters.</summary>
    /// <remarks>
    /// The forward pass has the mode of the model. In training mode dropout is applied, and batch normalization uses the statistics of the
    /// batch. Buffers of the model, such as running statistics, and the state of a balancing method do not change.
    /// </remarks>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <typeparam name="TBatch">The batch type of the model.</typeparam>
    /// <typeparam name="TMetrics">The metrics type of the model.</typeparam>
    /// <param name="model">The model. The present gradients of its parameters are overwritten.</param>
    /// <param name="batch">The rows, on the device of the model's parameters.</param>
    /// <returns><c>[tasks, shared numbers]</c>.</returns>
    /// <exception cref="InvalidOperationException">
    /// The model standardizes and was never fitted, or its parameters have several element types or devices.
    /// </exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
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

    /// <summary>
    /// Computes the gradient of the weighted loss of every task with respect to the shared representation: the outputs of the shared layers
    /// that the tasks read.
    /// </summary>
    /// <remarks>Mode and buffers are as for <see cref="Compute"/>.</remarks>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <typeparam name="TBatch">The batch type of the model.</typeparam>
    /// <typeparam name="TMetrics">The metrics type of the model.</typeparam>
    /// <param name="model">The model. The present gradients of its parameters are overwritten.</param>
    /// <param name="batch">The rows, on the device of the model's parameters.</param>
    /// <returns><c>[tasks, batch, width]</c>: the outputs of all shared layers that tasks read, each flattened, concatenated.</returns>
    /// <exception cref="InvalidOperationException">
    /// The model standardizes and was never fitted, or its parameters have several element types or devices.
    /// </exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static torch.Tensor ComputeForRepresentation<TModel, TBatch, TMetrics>(TModel model, TBatch batch)
        where TModel : torch.nn.Module, IMultiTaskModel<TBatch, TMetrics>
        where TBatch : struct, IBatch<TBatch>
        where TMetrics : IModelMetrics
    {
        using var changing = Begin(model);
        var storage = Prepare<TModel, TBatch, TMetrics>(model);
        storage.AttachGradients();
        using var preserved = new PreservedState(model, model.Random);
        var gradients = model.BackwardToRepresentation(batch, new BackwardPass(TModel.Info.Tasks.Count));
        storage.Gradients!.SetToZero();
        return gradients;
    }

    /// <summary>Creates a matrix for the task gradients, <c>[tasks, shared numbers]</c>.</summary>
    /// <exception cref="InvalidOperationException">The parameters have several element types or devices.</exception>
    internal static torch.Tensor NewMatrix(ModelInfo model, FlatParameters? storage) => storage?.Gradients is { } all
        ? torch.zeros(model.Tasks.Count, storage.SharedCount, dtype: all.dtype, device: all.device)
        : throw NotFlat(model);

    /// <summary>Waits until no other thread uses the model: gradients and running statistics change temporarily.</summary>
    private static ModelLock.Changing Begin(torch.nn.Module model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return ModelLock.Of(model).Change();
    }

    /// <summary>The flat parameters of a model that is ready for training.</summary>
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
        new($"{model.Name}: task gradients require parameters of one element type on one device.");

    /// <summary>
    /// Computes the Gramian <c>G·Gᵀ</c>: the inner products of the gradients with each other. A negative product means that the gradients
    /// of the two tasks conflict.
    /// </summary>
    /// <param name="gradients"><c>[tasks, numbers]</c>, one gradient per row.</param>
    /// <returns>
    /// <c>float64 [tasks, tasks]</c>, symmetric, computed in double precision for any element type of the gradients.
    /// </returns>
    /// <exception cref="ArgumentException">The gradients are not a matrix of floating-point numbers.</exception>
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
        bool isReadable = TensorSpans.AreFloats(gradients) && gradients.shape[0] <= MaxByRows;
        var products = isReadable ? GramianByRows(gradients.detach()) : GramianByMatrices(gradients);
        return products.MoveToOuterDisposeScope();
    }

    /// <summary>Computes products of rows. For few long rows a matrix product is slower, because it first reorders them.</summary>
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
