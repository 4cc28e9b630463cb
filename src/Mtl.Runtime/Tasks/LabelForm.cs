using Mtl.Emitted;
using TorchSharp;

namespace Mtl;

/// <summary>What the labels of a task look like. They are checked where they meet the task's output, whatever path the step goes.</summary>
internal sealed class LabelForm
{
    private readonly string _task;
    private readonly long[]? _values;
    private readonly long[] _presence;
    private readonly int? _classes;

    private LabelForm(string task, long[]? values, long[] presence, int? classes)
    {
        _task = task;
        _values = values;
        _presence = presence;
        _classes = classes;
    }

    /// <summary>One class of several in every row, by its index.</summary>
    public static LabelForm OfClasses(string task, int classes) => new(task, [], [], classes);

    /// <summary>Numbers.</summary>
    /// <param name="task">The task's name, for messages.</param>
    /// <param name="values">The sizes of a row's numbers.</param>
    /// <param name="presence">The sizes of what says which of them exist.</param>
    public static LabelForm OfNumbers(string task, ReadOnlySpan<long> values, ReadOnlySpan<long> presence) =>
        new(task, values.ToArray(), presence.ToArray(), null);

    /// <summary>Whatever a head of the user's own reads.</summary>
    /// <param name="task">The task's name, for messages.</param>
    /// <param name="presence">The sizes of what says which labels of a row exist.</param>
    public static LabelForm OfAnything(string task, ReadOnlySpan<long> presence) => new(task, null, presence.ToArray(), null);

    /// <summary>Requires labels that the task can have: broadcasting would silently turn a wrong shape into a wrong loss.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="output">The task's output for the same rows.</param>
    /// <exception cref="ArgumentException">They have another number of rows, shape, element type or device.</exception>
    /// <exception cref="ObjectDisposedException">Their tensors were freed.</exception>
    public void Require(TaskLabels labels, torch.Tensor output)
    {
        var (values, present) = (labels.Values, labels.Present);
        TensorShape.Require(present, _task, "presence of labels", _presence);
        if (_values is not null)
            TensorShape.Require(values, _task, "labels", _values);
        else
            TensorShape.RequireLiving(values, _task, "labels");
        RequireRows(values, output);
        RequireRows(present, output);
        if (_classes is not null && !IsIndex(values.dtype))
        {
            throw new ArgumentException(
                $"{_task}: the labels are class indices and must be integers, Int64, but the tensor given is {values.dtype}.",
                nameof(labels));
        }

        TensorShape.RequireDevice(values, output, _task, "labels");
        TensorShape.RequireDevice(present, output, _task, "presence of labels");
    }

    /// <summary>
    /// The labels in the element type that a loss computed by libtorch reads, 0 where one is missing, whatever stands in its place: no such
    /// class, or NaN, which would be NaN in a sum even times 0. Classes that there are not are refused; libtorch would say it without task
    /// and row.
    /// </summary>
    /// <param name="labels">The labels, as required.</param>
    /// <param name="type">The element type of the output.</param>
    /// <exception cref="ArgumentException">A label is none of the classes.</exception>
    public torch.Tensor Readable(TaskLabels labels, torch.ScalarType type)
    {
        if (_classes is not null)
            RequireClasses(labels);
        var values = WithoutMissing(labels);
        if (_classes is not null)
            return TensorShape.InType(values, torch.ScalarType.Int64);
        bool isNumber = _values is not null || values.dtype == torch.ScalarType.Float32; // Any other of one's own head stays.
        return isNumber ? TensorShape.InType(values, type) : values;
    }

    /// <summary>The error for a label that is none of the classes.</summary>
    public ArgumentException NoSuchClass(long label, int row, int classes) =>
        new($"{_task}: label {label} in row {row} is none of the {classes} classes 0 to {classes - 1}.");

    /// <summary>Which labels are there has the sizes of the labels, or their first ones; a head of the user's own may have others.</summary>
    private static torch.Tensor WithoutMissing(TaskLabels labels)
    {
        var (values, present) = (labels.Values.shape, labels.Present.shape);
        if (!values.AsSpan().StartsWith(present))
            return labels.Values;
        long[] sizes = [.. present, .. Enumerable.Repeat(1L, values.Length - present.Length)];
        using var scope = torch.NewDisposeScope();
        var isPresent = labels.Present.to_type(torch.ScalarType.Bool).reshape(sizes); // No numbers as arguments: TorchSharp may free them too early.
        return torch.where(isPresent, labels.Values, labels.Values.zeros_like()).MoveToOuterDisposeScope();
    }

    /// <summary>On other devices than the CPU the indices are not looked at: a step would have to wait for them.</summary>
    private void RequireClasses(TaskLabels labels)
    {
        if (labels.Values.device_type != DeviceType.CPU)
            return;
        using var scope = torch.NewDisposeScope();
        var values = TensorSpans.Longs(TensorShape.InType(labels.Values, torch.ScalarType.Int64).contiguous());
        var present = TensorSpans.Floats(TensorShape.InType(labels.Present, torch.ScalarType.Float32).contiguous());
        for (int row = 0; row < values.Length; row++)
        {
            if (present[row] != 0 && (ulong)values[row] >= (ulong)_classes!)
                throw NoSuchClass(values[row], row, _classes.Value);
        }
    }

    private void RequireRows(torch.Tensor labels, torch.Tensor output)
    {
        if (TensorShape.RowsOf(labels) != output.size(0))
        {
            throw new ArgumentException(
                $"{_task}: the output has {output.size(0)} rows, but there are labels for {TensorShape.RowsOf(labels)}.", nameof(labels));
        }
    }

    private static bool IsIndex(torch.ScalarType type) =>
        type is torch.ScalarType.Int64 or torch.ScalarType.Int32 or torch.ScalarType.Int16 or torch.ScalarType.Int8
            or torch.ScalarType.Byte;
}
