using TorchSharp;

namespace Mtl;

/// <summary>
/// Leads the gradients of the shared parameters to the rows of a matrix, one for every task, while the gradients of the tasks are computed by
/// themselves in a fused step.
/// </summary>
/// <param name="all">All parameters.</param>
internal sealed class TaskGradientRows(FlatParameters all)
{
    /// <summary><c>[tasks, shared numbers]</c>; null while gradients go to <see cref="FlatParameters.Gradients"/>.</summary>
    public torch.Tensor? Matrix { get; private set; }

    /// <summary>Whether the gradient of a parameter goes to the matrix.</summary>
    /// <param name="start">The parameter's first number.</param>
    public bool Receive(long start) => Matrix is not null && start < all.SharedCount;

    /// <summary>Begins to fill a matrix, whatever it holds.</summary>
    /// <param name="matrix"><c>[tasks, shared numbers]</c>.</param>
    /// <param name="tasks">How many rows it must have.</param>
    /// <exception cref="ArgumentException">As for <see cref="Require"/>.</exception>
    public void Begin(torch.Tensor matrix, int tasks)
    {
        Require(matrix, tasks);
        Matrix = matrix;
        foreach (var place in all.SharedPlaces)
            place.ForgetRows(tasks);
    }

    /// <summary>Requires a matrix that can hold the gradients.</summary>
    /// <param name="matrix"><c>[tasks, shared numbers]</c>.</param>
    /// <param name="tasks">How many rows it must have.</param>
    /// <exception cref="ArgumentException">
    /// The matrix has another shape, element type or device than the gradients, or does not lie row by row.
    /// </exception>
    public void Require(torch.Tensor matrix, int tasks)
    {
        var values = all.Values!;
        if (!matrix.shape.AsSpan().SequenceEqual([tasks, all.SharedCount]) || matrix.dtype != values.dtype || matrix.device_type != values.device_type || !matrix.is_contiguous())
        {
            throw new ArgumentException(
                $"The gradients of the tasks need a contiguous {values.dtype} matrix [{tasks}, {all.SharedCount}] on the device of the parameters, one row per task, but got " +
                $"{matrix.dtype} [{string.Join(", ", matrix.shape)}] on {matrix.device_type}{(matrix.is_contiguous() ? "" : ", not contiguous")}. Make it with torch.zeros.",
                nameof(matrix));
        }
    }

    /// <summary>Fills what nobody added to with 0; gradients go to <see cref="FlatParameters.Gradients"/> again.</summary>
    public void End()
    {
        foreach (var place in all.SharedPlaces)
            place.CompleteRows();
        Matrix = null;
    }
}
