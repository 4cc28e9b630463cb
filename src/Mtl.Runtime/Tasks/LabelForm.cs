using System.Numerics;
using TorchSharp;

namespace Mtl;

/// <summary>What the labels of a task look like. They are checked where they meet the task's output, whatever path the step goes.</summary>
internal sealed class LabelForm
{
    private readonly string _task;
    private readonly long[]? _values;
    private readonly long[] _presence;
    private readonly LabelRange? _range;
    private readonly bool _areIndices;
    private readonly bool _areConverted;

    private LabelForm(
        string task, ReadOnlySpan<long> values, ReadOnlySpan<long> presence, LabelRange range,
        bool areIndices = false, bool areConverted = false)
    {
        _task = task;
        _values = values.ToArray();
        _presence = presence.ToArray();
        _range = range;
        _areIndices = areIndices;
        _areConverted = areConverted;
    }

    private LabelForm(string task, ReadOnlySpan<long> presence)
    {
        _task = task;
        _presence = presence.ToArray();
    }

    /// <summary>One class of several in every row, by its index.</summary>
    public static LabelForm OfClasses(string task, int classes) => new(task, [], [], LabelRange.Classes(classes), areIndices: true);

    /// <summary>Answers, 0 for no and 1 for yes.</summary>
    /// <param name="task">The task's name, for messages.</param>
    /// <param name="values">The sizes of a row's answers, all of which exist or none.</param>
    public static LabelForm OfAnswers(string task, ReadOnlySpan<long> values) => new(task, values, [], LabelRange.Flags);

    /// <summary>One count in every row.</summary>
    public static LabelForm OfCounts(string task) => new(task, [], [], LabelRange.Counts, areConverted: true);

    /// <summary>Numbers, each of which can be missing.</summary>
    /// <param name="task">The task's name, for messages.</param>
    /// <param name="values">The sizes of a row's numbers.</param>
    /// <param name="areStandardized">Whether they are, in <c>float64</c>; others become what the head computes with.</param>
    public static LabelForm OfNumbers(string task, ReadOnlySpan<long> values, bool areStandardized = false) =>
        new(task, values, values, LabelRange.Numbers, areConverted: !areStandardized);

    /// <summary>Whatever a head of the user's own reads.</summary>
    /// <param name="task">The task's name, for messages.</param>
    /// <param name="presence">The sizes of what says which labels of a row exist.</param>
    public static LabelForm OfAnything(string task, ReadOnlySpan<long> presence) => new(task, presence);

    /// <summary>Requires labels that the task can have, for the rows of an output.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="output">The task's output for the same rows.</param>
    /// <exception cref="ArgumentException">They have another number of rows, shape, element type or device, or are not such labels.</exception>
    /// <exception cref="ObjectDisposedException">Their tensors were freed.</exception>
    public void Require(TaskLabels labels, torch.Tensor output)
    {
        var (values, present) = (labels.Values, labels.Present);
        RequireShape(values, present);
        RequireRows(values, output);
        RequireRows(present, output);
        TensorShape.RequireDevice(values, output, _task, "labels");
        TensorShape.RequireDevice(present, output, _task, "presence of labels");
        RequireValues(values, present, output.dtype, labels.Steps);
    }

    /// <summary>Requires labels that the task can have.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="type">The element type that the task computes with.</param>
    /// <exception cref="ArgumentException">They have another shape or element type, or are not such labels.</exception>
    /// <exception cref="ObjectDisposedException">Their tensors were freed.</exception>
    public void Require(TaskLabels labels, torch.ScalarType type)
    {
        RequireShape(labels.Values, labels.Present);
        RequireValues(labels.Values, labels.Present, type, labels.Steps);
    }

    /// <summary>
    /// The labels in the element type that a loss computed by libtorch reads, 0 where one is missing, whatever stands in its place: no such
    /// class, or NaN, which would be NaN in a sum even times 0.
    /// </summary>
    /// <param name="labels">The labels, as required.</param>
    /// <param name="type">The element type of the output.</param>
    public torch.Tensor Readable(TaskLabels labels, torch.ScalarType type)
    {
        var values = WithoutMissing(labels);
        if (_areIndices)
            return TensorShape.InType(values, torch.ScalarType.Int64);
        bool isNumber = _values is not null || values.dtype == torch.ScalarType.Float32; // Any other of one's own head stays.
        return isNumber ? TensorShape.InType(values, type) : values;
    }

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

    /// <summary>Broadcasting would silently turn a wrong shape into a wrong loss.</summary>
    private void RequireShape(torch.Tensor values, torch.Tensor present)
    {
        if (_values is not null)
            TensorShape.Require(values, _task, "labels", _values);
        else
            TensorShape.RequireLiving(values, _task, "labels");
        TensorShape.Require(present, _task, "presence of labels", _presence);
        if (_areIndices && !IsIndex(values.dtype))
        {
            throw new ArgumentException(
                $"{_task}: the labels are class indices and must be integers, Int64, but the tensor given is {values.dtype}.");
        }
    }

    /// <summary>On other devices than the CPU the labels are not looked at: a step would have to wait for them.</summary>
    private void RequireValues(torch.Tensor values, torch.Tensor present, torch.ScalarType type, long? steps)
    {
        if (present.device_type != DeviceType.CPU || values.device_type != DeviceType.CPU)
            return;
        using var converted = TensorSpans.Converted(present, torch.ScalarType.Float32);
        var presences = TensorSpans.Floats(converted ?? present);
        int strange = LabelRange.Flags.FirstOutside(presences, []);
        if (strange >= 0)
            throw OutOfRange("presence of a label", presences[strange], Place(strange, presences.Length, present, steps), LabelRange.Flags);
        if (_range is not null)
            RequireRange(_areConverted && values.dtype != type ? _range.In(type) : _range, values, presences, steps);
    }

    private void RequireRange(LabelRange range, torch.Tensor values, ReadOnlySpan<float> present, long? steps)
    {
        switch (values.dtype)
        {
            case torch.ScalarType.Float32 when values.is_contiguous():
                RequireRange<float>(range, TensorSpans.Floats(values), values, present, steps);
                break;
            case torch.ScalarType.Int64 when values.is_contiguous():
                RequireRange<long>(range, TensorSpans.Longs(values), values, present, steps);
                break;
            default:
                using (var converted = TensorSpans.Converted(values, torch.ScalarType.Float64))
                    RequireRange<double>(range, TensorSpans.Doubles(converted ?? values), values, present, steps);
                break;
        }
    }

    private void RequireRange<T>(LabelRange range, ReadOnlySpan<T> labels, torch.Tensor values, ReadOnlySpan<float> present, long? steps)
        where T : struct, INumber<T>
    {
        int strange = range.FirstOutside(labels, present);
        if (strange >= 0)
            throw OutOfRange("label", labels[strange], Place(strange, labels.Length, values, steps), range);
    }

    private ArgumentException OutOfRange<T>(string what, T number, string place, LabelRange range) =>
        new(FormattableString.Invariant($"{_task}: {what} {number} in {place} is {range.Otherwise}."));

    /// <summary>Where a number stands, from its index among all of them.</summary>
    private static string Place(int index, int count, torch.Tensor values, long? steps)
    {
        var (row, column) = Math.DivRem(index, count / (int)values.shape[0]);
        string place = steps is { } length ? $"row {row / length}, step {row % length}" : $"row {row}";
        return values.dim() > 1 ? $"{place}, column {column}" : place;
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
