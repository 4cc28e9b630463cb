using System.ComponentModel;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>Checks the tensors that are passed to a model, so that an error has the names of the model.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TensorShape
{
    /// <summary>Requires a tensor with <paramref name="rowShape"/> for each row.</summary>
    /// <param name="tensor">The tensor, <c>[batch, …rowShape]</c>.</param>
    /// <param name="model">The model's name, for the message.</param>
    /// <param name="name">The tensor's name within the model, for the message.</param>
    /// <param name="rowShape">The sizes that must follow the batch dimension.</param>
    /// <exception cref="ArgumentNullException"><paramref name="tensor"/> is null.</exception>
    /// <exception cref="ArgumentException">The tensor has another shape, or holds complex numbers.</exception>
    /// <exception cref="ObjectDisposedException">The tensor was freed.</exception>
    public static void Require(torch.Tensor tensor, string model, string name, params ReadOnlySpan<long> rowShape)
    {
        RequireUsable(tensor, model, name);
        if (!HasRows(tensor, rowShape))
        {
            string expected = string.Join(", ", (string[])["batch", .. rowShape.ToArray().Select(size => $"{size}")]);
            throw new ArgumentException(
                $"{model}: '{name}' must have the shape [{expected}], but the tensor given has [{string.Join(", ", tensor.shape)}].",
                nameof(tensor));
        }
    }

    /// <summary>Counts the rows of a batch.</summary>
    /// <param name="tensor">The batch's first tensor.</param>
    /// <param name="model">The model's name, for the message.</param>
    /// <param name="others">The batch's other inputs, which must have as many rows, with their names.</param>
    /// <returns>The number of rows.</returns>
    /// <exception cref="InvalidOperationException">There is no tensor: the batch is <c>default</c>.</exception>
    /// <exception cref="ArgumentNullException">One of the others is null.</exception>
    /// <exception cref="ArgumentException">The inputs have different numbers of rows, or one is a scalar.</exception>
    /// <exception cref="ObjectDisposedException">An input was freed.</exception>
    public static long CountRows(torch.Tensor? tensor, string model, params (string Name, torch.Tensor Tensor)[] others)
    {
        ArgumentNullException.ThrowIfNull(others);
        if (tensor is null)
            throw NoTensors(model);
        long rows = RowsOf(model, "Batch", tensor);
        foreach (var (name, other) in others)
            RequireRows(model, name, other, rows);
        return rows;
    }

    /// <summary>Requires inputs with the same number of rows.</summary>
    /// <param name="model">The model's name, for the message.</param>
    /// <param name="inputs">The inputs, with their names.</param>
    /// <returns>The number of rows.</returns>
    /// <exception cref="ArgumentNullException">An input is null.</exception>
    /// <exception cref="ArgumentException">The inputs have different numbers of rows, or one is a scalar.</exception>
    /// <exception cref="ObjectDisposedException">An input was freed.</exception>
    public static long RequireRows(string model, params (string Name, torch.Tensor Tensor)[] inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        long rows = RowsOf(model, inputs[0].Name, inputs[0].Tensor);
        foreach (var (name, input) in inputs)
            RequireRows(model, name, input, rows);
        return rows;
    }

    /// <summary>
    /// Converts numbers to the element type of the weights of a model, and requires that they are on the device of the weights.
    /// </summary>
    /// <param name="tensor">The numbers.</param>
    /// <param name="model">The model's name, for the message.</param>
    /// <param name="name">The tensor's name within the model, for the message.</param>
    /// <param name="weight">A weight of the model.</param>
    /// <returns>The tensor itself, or a copy.</returns>
    /// <exception cref="ArgumentException">The tensor is on another device than the model.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed of.</exception>
    public static torch.Tensor ForWeights(torch.Tensor tensor, string model, string name, torch.Tensor weight)
    {
        RequireSameDevice(tensor, model, name, weight);
        return InType(tensor, weight.dtype);
    }

    /// <summary>Requires the output of a custom layer to have the declared shape, and the element type and device of the weights.</summary>
    /// <param name="output">The output.</param>
    /// <param name="model">The model's name, for the message.</param>
    /// <param name="layer">The layer's name, for the message.</param>
    /// <param name="weight">A weight of the model.</param>
    /// <param name="rowShape">The sizes that must follow the batch dimension.</param>
    /// <exception cref="ArgumentNullException"><paramref name="output"/> is null.</exception>
    /// <exception cref="ArgumentException">The output has another shape, or another element type or device than the weights.</exception>
    /// <exception cref="ObjectDisposedException">The output was freed.</exception>
    public static void RequireOutput(
        torch.Tensor output, string model, string layer, torch.Tensor weight, params ReadOnlySpan<long> rowShape)
    {
        ArgumentNullException.ThrowIfNull(weight);
        Require(output, model, layer, rowShape);
        if (output.dtype != weight.dtype)
        {
            throw new ArgumentException(
                $"{model}: '{layer}' must return {weight.dtype}, which the weights of the model are, but returned {output.dtype}.",
                nameof(output));
        }

        if (!AreTogether(output, weight))
        {
            throw new ArgumentException(
                $"{model}: '{layer}' must return a tensor on {weight.device}, where the model is, but returned one on {output.device}.",
                nameof(output));
        }
    }

    /// <summary>
    /// Requires dense tensors with values: not sparse, and not on the device <c>meta</c>.
    /// </summary>
    /// <param name="model">The model's name, for the message.</param>
    /// <param name="inputs">The inputs, with their names.</param>
    /// <exception cref="ArgumentNullException">An input is null.</exception>
    /// <exception cref="ArgumentException">An input is sparse or on the device <c>meta</c>.</exception>
    /// <exception cref="ObjectDisposedException">An input was freed.</exception>
    public static void RequireDense(string model, params (string Name, torch.Tensor Tensor)[] inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        foreach (var (name, input) in inputs)
        {
            RequireLiving(input, model, name);
            if (input.is_sparse)
                throw new ArgumentException($"{model}: '{name}' is sparse, but must be dense; call to_dense().", nameof(inputs));
            if (input.device_type == DeviceType.META)
                throw new ArgumentException($"{model}: '{name}' is on the device meta, where tensors have no numbers.", nameof(inputs));
        }
    }

    /// <summary>
    /// Requires the minimum number of rows of a training step. The mean loss of 0 rows is not defined. The variance of 1 row is not defined
    /// either, and would make the running statistics of batch normalization NaN permanently.
    /// </summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="ArgumentException">There are fewer rows.</exception>
    public static void RequireBatch(long rows, ModelInfo model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (rows >= Math.Max(model.MinimumBatchSize, 1))
            return;
        string least = model.MinimumBatchSize > 1
            ? $"batch normalization needs at least {model.MinimumBatchSize} rows in a step"
            : "a step needs at least 1";
        throw new ArgumentException($"{model.Name}: the batch has {Figure.Count(rows, "row")}, but {least}.");
    }

    /// <summary>Requires numbers of any element type on the device of the weights of a model.</summary>
    /// <param name="tensor">The numbers.</param>
    /// <param name="model">The model's name, for the message.</param>
    /// <param name="name">The tensor's name within the model, for the message.</param>
    /// <param name="weight">A weight of the model.</param>
    /// <exception cref="ArgumentException">The tensor is on another device than the model.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed of.</exception>
    public static void RequireSameDevice(torch.Tensor tensor, string model, string name, torch.Tensor weight)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        ArgumentNullException.ThrowIfNull(weight);
        if (weight.IsInvalid)
            throw new ObjectDisposedException(null, $"{model}: the model was disposed of; it cannot read '{name}' any more.");
        RequireDevice(tensor, weight, model, name);
        if (tensor.is_sparse)
            RequireDense(model, (name, tensor));
    }

    /// <summary>Converts numbers to the element type of a model.</summary>
    /// <param name="tensor">The numbers.</param>
    /// <param name="type">The element type of the weights of the model.</param>
    /// <returns>The tensor itself, or a copy.</returns>
    public static torch.Tensor InType(torch.Tensor tensor, torch.ScalarType type)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return tensor.dtype == type ? tensor : tensor.to(type);
    }

    /// <summary>Requires a tensor of category indices: <c>int64</c>, with <paramref name="rowShape"/> for each row.</summary>
    /// <param name="tensor">The tensor, <c>[batch, …rowShape]</c>.</param>
    /// <param name="model">The model's name, for the message.</param>
    /// <param name="name">The tensor's name within the model, for the message.</param>
    /// <param name="rowShape">The sizes that must follow the batch dimension; none for one index per row.</param>
    /// <exception cref="ArgumentNullException"><paramref name="tensor"/> is null.</exception>
    /// <exception cref="ArgumentException">The tensor has another shape or element type.</exception>
    /// <exception cref="ObjectDisposedException">The tensor was freed.</exception>
    public static void RequireIndices(torch.Tensor tensor, string model, string name, ReadOnlySpan<long> rowShape = default)
    {
        Require(tensor, model, name, rowShape);
        RequireInt64(tensor, model, name);
    }

    /// <summary>Requires the lengths of sequences: <c>int64</c>, one for each sequence and row.</summary>
    /// <param name="tensor">The tensor, <c>[batch, sequences]</c>.</param>
    /// <param name="model">The model's name, for the message.</param>
    /// <param name="name">The tensor's name within the model, for the message.</param>
    /// <param name="sequences">The number of sequences.</param>
    /// <exception cref="ArgumentNullException"><paramref name="tensor"/> is null.</exception>
    /// <exception cref="ArgumentException">The tensor has another shape or element type.</exception>
    /// <exception cref="ObjectDisposedException">The tensor was freed.</exception>
    public static void RequireLengths(torch.Tensor tensor, string model, string name, int sequences)
    {
        Require(tensor, model, name, sequences);
        if (tensor.dtype != torch.ScalarType.Int64)
        {
            throw new ArgumentException(
                $"{model}: '{name}' holds numbers of steps and must be Int64, but the tensor given is {tensor.dtype}.", nameof(tensor));
        }
    }

    /// <summary>Requires padded sequences of varying length, with <paramref name="stepShape"/> for every time step of every row.</summary>
    /// <param name="tensor">The tensor, <c>[batch, steps, …stepShape]</c>.</param>
    /// <param name="lengths">The number of time steps of every row without padding, <c>int64 [batch]</c>, each in 1 … steps.</param>
    /// <param name="model">The model's name, for the message.</param>
    /// <param name="name">The tensor's name within the model, for the message.</param>
    /// <param name="maxLength">The maximum number of time steps.</param>
    /// <param name="stepShape">The sizes of a time step.</param>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    /// <exception cref="ArgumentException">A tensor has another shape, or a length is out of range.</exception>
    /// <exception cref="ObjectDisposedException">A tensor was freed.</exception>
    public static void RequireSequence(
        torch.Tensor tensor, torch.Tensor lengths, string model, string name, int maxLength, params ReadOnlySpan<long> stepShape)
    {
        RequireUsable(tensor, model, name);
        RequireUsable(lengths, model, $"lengths of {name}");
        var shape = tensor.shape;
        if (shape.Length < 2 || shape[1] < 1 || shape[1] > maxLength || !shape.AsSpan(2).SequenceEqual(stepShape))
        {
            string expected = string.Join(
                ", ", (string[])["batch", $"1 to {maxLength} steps", .. stepShape.ToArray().Select(size => $"{size}")]);
            throw new ArgumentException(
                $"{model}: '{name}' must have the shape [{expected}], but the tensor given has [{string.Join(", ", shape)}].",
                nameof(tensor));
        }

        if (lengths.dtype != torch.ScalarType.Int64 || !lengths.shape.AsSpan().SequenceEqual([shape[0]]))
        {
            throw new ArgumentException(
                $"{model}: the lengths of '{name}' must be Int64 of shape [{shape[0]}], one per row, "
                + $"but the tensor given is {lengths.dtype} [{string.Join(", ", lengths.shape)}].",
                nameof(lengths));
        }

        using var scope = torch.NewDisposeScope();
        if (shape[0] > 0 && (lengths.min().item<long>() < 1 || lengths.max().item<long>() > shape[1]))
        {
            throw new ArgumentException(
                $"{model}: every length of '{name}' must be in 1 … {shape[1]}, the steps of the tensor given, "
                + $"but they reach from {lengths.min().item<long>()} to {lengths.max().item<long>()}.",
                nameof(lengths));
        }
    }

    /// <summary>Requires padded sequences of category indices of varying length, <c>int64 [batch, steps]</c>.</summary>
    /// <inheritdoc cref="RequireSequence"/>
    public static void RequireIndexSequence(torch.Tensor tensor, torch.Tensor lengths, string model, string name, int maxLength)
    {
        RequireSequence(tensor, lengths, model, name, maxLength);
        RequireInt64(tensor, model, name);
    }

    /// <summary>The error for a batch without tensors.</summary>
    internal static InvalidOperationException NoTensors(string model) => new(
        $"{model}: the batch has no tensors, because it is default(Batch). A batch is made from rows, or of tensors by its constructor.");

    private static void RequireRows(string model, string name, torch.Tensor tensor, long rows)
    {
        long found = RowsOf(model, name, tensor);
        if (found != rows)
        {
            throw new ArgumentException(
                $"{model}: '{name}' has {Figure.Count(found, "row")}, "
                + $"but {rows} were expected, as many as the first input has.",
                nameof(tensor));
        }
    }

    /// <exception cref="ArgumentException">The tensor is a scalar.</exception>
    internal static long RowsOf(string model, string name, torch.Tensor tensor)
    {
        RequireUsable(tensor, model, name);
        return tensor.dim() > 0
            ? tensor.size(0)
            : throw new ArgumentException($"{model}: '{name}' must have rows, but the tensor given is a single number.", nameof(tensor));
    }

    /// <summary>The number of rows of a tensor; 0 for a scalar.</summary>
    internal static long RowsOf(torch.Tensor tensor) => tensor.dim() == 0 ? 0 : tensor.size(0);

    /// <exception cref="ArgumentException">The two tensors are on different devices.</exception>
    internal static void RequireDevice(torch.Tensor tensor, torch.Tensor with, string model, string name)
    {
        if (!AreTogether(tensor, with))
        {
            throw new ArgumentException(
                $"{model}: '{name}' is on {tensor.device}, but the model is on {with.device}; move one of them by to().", nameof(tensor));
        }
    }

    private static bool AreTogether(torch.Tensor one, torch.Tensor other) =>
        one.device_type == other.device_type && one.device_index == other.device_index;

    /// <exception cref="ArgumentNullException"><paramref name="tensor"/> is null.</exception>
    /// <exception cref="ObjectDisposedException">The tensor was freed.</exception>
    internal static void RequireLiving(torch.Tensor tensor, string model, string name)
    {
        if (tensor is null)
            throw new ArgumentNullException(nameof(tensor), $"{model}: '{name}' is null, where a tensor was expected.");
        if (tensor.IsInvalid)
        {
            throw new ObjectDisposedException(
                null, $"{model}: '{name}' was freed: its tensor was disposed of, by itself or with the dispose scope that it was made in.");
        }
    }

    /// <summary>
    /// Requires a dense tensor of real numbers. Complex numbers would silently lose their imaginary parts, and few functions of libtorch
    /// support sparse tensors.
    /// </summary>
    private static void RequireUsable(torch.Tensor tensor, string model, string name)
    {
        RequireLiving(tensor, model, name);
        if (tensor.is_sparse)
            RequireDense(model, (name, tensor));
        if (tensor.is_complex())
        {
            throw new ArgumentException(
                $"{model}: '{name}' must hold real numbers, but the tensor given is {tensor.dtype}.", nameof(tensor));
        }
    }

    /// <summary>Whether the memory of a dense tensor on the CPU can be read as rows of an element type.</summary>
    /// <param name="tensor">The tensor; a freed one has no form.</param>
    /// <param name="type">The element type.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="rowShape">The sizes that must follow the batch dimension; null for no form.</param>
    internal static bool HasForm(torch.Tensor tensor, torch.ScalarType type, long rows, long[]? rowShape) =>
        rowShape is not null
        && !tensor.IsInvalid
        && tensor.dtype == type
        && HasRows(tensor, rowShape)
        && tensor.size(0) == rows
        && !tensor.is_sparse
        && tensor.device_type == DeviceType.CPU
        && tensor.is_contiguous();

    /// <summary>Compares size by size, because <c>shape</c> would allocate an array in every step.</summary>
    private static bool HasRows(torch.Tensor tensor, ReadOnlySpan<long> rowShape)
    {
        if (tensor.dim() != rowShape.Length + 1)
            return false;
        for (int i = 0; i < rowShape.Length; i++)
        {
            if (tensor.size(i + 1) != rowShape[i])
                return false;
        }

        return true;
    }

    private static void RequireInt64(torch.Tensor tensor, string model, string name)
    {
        if (tensor.dtype != torch.ScalarType.Int64)
        {
            throw new ArgumentException(
                $"{model}: '{name}' holds category indices and must be Int64, but the tensor given is {tensor.dtype}.", nameof(tensor));
        }
    }
}
