using TorchSharp;

namespace Mtl;

/// <summary>
/// Redirects the gradients of the shared parameters to the rows of a matrix, one for every task, while a fused step computes task
/// gradients.
/// </summary>
/// <param name="all">The flat parameters.</param>
internal sealed unsafe class TaskGradientRows(FlatParameters all)
{
    private float* _first;

    /// <summary><c>[tasks, shared numbers]</c>; null while gradients are added to <see cref="FlatParameters.Gradients"/>.</summary>
    public torch.Tensor? Matrix { get; private set; }

    /// <summary>The address of a number of the matrix, which is on the CPU with <c>float32</c> elements.</summary>
    public float* At(int row, long number) => _first + (row * all.SharedCount) + number;

    /// <summary>Whether the gradient of a parameter is written to the matrix.</summary>
    /// <param name="start">The index of the first number of the parameter.</param>
    public bool Receive(long start) => Matrix is not null && start < all.SharedCount;

    /// <summary>Begins to write to a matrix; its present content is overwritten.</summary>
    /// <param name="matrix"><c>[tasks, shared numbers]</c>.</param>
    /// <param name="tasks">The required number of rows.</param>
    /// <exception cref="ArgumentException">As for <see cref="Require"/>.</exception>
    public void Begin(torch.Tensor matrix, int tasks)
    {
        Require(matrix, tasks);
        Matrix = matrix;
        _first = TensorSpans.Address(matrix);
        foreach (var place in all.SharedPlaces)
            place.ForgetRows(tasks);
    }

    /// <summary>Requires a matrix with the shape, element type and device of the gradients.</summary>
    /// <param name="matrix"><c>[tasks, shared numbers]</c>.</param>
    /// <param name="tasks">The required number of rows.</param>
    /// <exception cref="ArgumentException">
    /// The matrix has another shape, element type or device than the gradients, or is not contiguous.
    /// </exception>
    public void Require(torch.Tensor matrix, int tasks)
    {
        var values = all.Values!;
        if (!matrix.shape.AsSpan().SequenceEqual([tasks, all.SharedCount])
            || matrix.dtype != values.dtype
            || matrix.device_type != values.device_type
            || !matrix.is_contiguous())
        {
            throw new ArgumentException(
                $"The gradients of the tasks need a contiguous {values.dtype} matrix [{tasks}, {all.SharedCount}] on the device of the "
                + $"parameters, one row per task, but got {matrix.dtype} [{string.Join(", ", matrix.shape)}] on {matrix.device_type}"
                + $"{(matrix.is_contiguous() ? "" : ", not contiguous")}. Make it with torch.zeros.",
                nameof(matrix));
        }
    }

    /// <summary>Ends: sets the rows without a gradient to 0. Gradients are added to <see cref="FlatParameters.Gradients"/> again.</summary>
    public void End()
    {
        foreach (var place in all.SharedPlaces)
            place.CompleteRows();
        Matrix = null;
    }
}
