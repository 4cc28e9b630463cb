using System.Numerics;
using Mtl.CompilerServices;
using TorchSharp;

namespace Mtl;

/// <summary>Shape, element type and range of a task's labels. Every code path that computes a loss checks labels here.</summary>
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

    /// <summary>A class index per row.</summary>
    public static LabelForm OfClasses(string task, int classes) => new(task, [], [], LabelRange.Classes(classes), areIndices: true);

    /// <summary>Binary labels, 0 or 1.</summary>
    /// <param name="task">The task's name, for messages.</param>
    /// <param name="values">The shape of a row's labels, which are all present or all missing.</param>
    public static LabelForm OfBinary(string task, ReadOnlySpan<long> values) => new(task, values, [], LabelRange.Flags);

    /// <summary>A count per row.</summary>
    public static LabelForm OfCounts(string task) => new(task, [], [], LabelRange.Counts, areConverted: true);

    /// <summary>Numbers, each of which can be missing.</summary>
    /// <param name="task">The task's name, for messages.</param>
    /// <param name="values">The shape of a row's numbers.</param>
    /// <param name="areStandardized">Whether they are standardized, in <c>float64</c>; others get the head's element type.</param>
    public static LabelForm OfNumbers(string task, ReadOnlySpan<long> values, bool areStandardized = false) =>
        new(task, values, values, LabelRange.Numbers, areConverted: !areStandardized);

    /// <summary>Labels of a custom head, of which only the presence is checked.</summary>
    /// <param name="task">The task's name, for messages.</param>
    /// <param name="presence">The shape of a row's presence.</param>
    public static LabelForm OfAnything(string task, ReadOnlySpan<long> presence) => new(task, presence);

    /// <summary>Checks that labels are valid labels of the task for the rows of an output.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="output">The task's output for the same rows.</param>
    /// <exception cref="ArgumentException">The number of rows, shape, element type, device or a value of the labels is wrong.</exception>
    /// <exception cref="ObjectDisposedException">The labels were freed.</exception>
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

    /// <summary>
    /// Reads the memory of labels that are valid and need no conversion. It accepts no labels that <see cref="Require(TaskLabels,
    /// torch.Tensor)"/> refuses, and calls libtorch as little as possible, because a step calls it for every task.
    /// </summary>
    /// <param name="labels">The labels.</param>
    /// <param name="rows">The number of rows of the output, whose element type is <c>float32</c>.</param>
    /// <param name="type">The element type in which the loss reads labels.</param>
    /// <param name="readable">Receives the labels.</param>
    /// <returns>Whether they were read; otherwise they are not valid, or must be converted.</returns>
    public bool TryRead(TaskLabels labels, long rows, torch.ScalarType type, out LossLabels readable)
    {
        var (values, present) = (labels.Values, labels.Present);
        if (!TensorShape.HasForm(present, torch.ScalarType.Float32, rows, _presence)
            || !TensorShape.HasForm(values, type, rows, _values)
            || (_areConverted && type == torch.ScalarType.Float64))
        {
            readable = default;
            return false;
        }

        readable = new(values, present);
        return LabelRange.Flags.ContainsAll(readable.Present) && readable.AreIn(_range!);
    }

    /// <summary>Checks that labels are valid labels of the task.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="type">The element type with which the task computes.</param>
    /// <exception cref="ArgumentException">The shape, element type or a value of the labels is wrong.</exception>
    /// <exception cref="ObjectDisposedException">The labels were freed.</exception>
    public void Require(TaskLabels labels, torch.ScalarType type)
    {
        RequireShape(labels.Values, labels.Present);
        RequireValues(labels.Values, labels.Present, type, labels.Steps);
    }

    /// <summary>
    /// Converts labels for a loss that libtorch computes: to the required element type, and with 0 for missing labels. Their values are
    /// undefined, and an invalid class, or NaN, which remains NaN in a sum even if it is multiplied by 0, would be an error.
    /// </summary>
    /// <param name="labels">The labels, which were checked.</param>
    /// <param name="type">The element type of the output.</param>
    public torch.Tensor Readable(TaskLabels labels, torch.ScalarType type)
    {
        var values = WithoutMissing(labels);
        if (_areIndices)
            return TensorShape.InType(values, torch.ScalarType.Int64);
        bool isNumber = _values is not null || values.dtype == torch.ScalarType.Float32; // Other types of a custom head are not converted.
        return isNumber ? TensorShape.InType(values, type) : values;
    }

    /// <summary>
    /// Sets missing labels to 0, if the shape of the presence is the beginning of the labels' shape. A custom head can have another one.
    /// </summary>
    private static torch.Tensor WithoutMissing(TaskLabels labels)
    {
        var (values, present) = (labels.Values.shape, labels.Present.shape);
        if (!values.AsSpan().StartsWith(present))
            return labels.Values;
        long[] sizes = [.. present, .. Enumerable.Repeat(1L, values.Length - present.Length)];
        using var scope = torch.NewDisposeScope();
        var isPresent = labels.Present.to_type(torch.ScalarType.Bool).reshape(sizes);

        // Not a number as the last argument: TorchSharp could free the scalar too early.
        return torch.where(isPresent, labels.Values, labels.Values.zeros_like()).MoveToOuterDisposeScope();
    }

    /// <summary>Checks the shapes: because of broadcasting, a wrong shape could silently result in a wrong loss.</summary>
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

    /// <summary>Checks the values of labels on the CPU. They are not checked on other devices: the step would have to wait.</summary>
    private void RequireValues(torch.Tensor values, torch.Tensor present, torch.ScalarType type, long? steps)
    {
        if (present.device_type != DeviceType.CPU || values.device_type != DeviceType.CPU)
            return;
        using var converted = TensorSpans.Converted(present, torch.ScalarType.Float32);
        var presences = TensorSpans.Floats(converted ?? present);
        int invalid = LabelRange.Flags.FirstOutside(presences, []);
        if (invalid >= 0)
        {
            string place = Place(invalid, presences.Length, present, steps);
            throw OutOfRange("presence of a label", presences[invalid], place, LabelRange.Flags);
        }

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
        int invalid = range.FirstOutside(labels, present);
        if (invalid >= 0)
            throw OutOfRange("label", labels[invalid], Place(invalid, labels.Length, values, steps), range);
    }

    private ArgumentException OutOfRange<T>(string what, T number, string place, LabelRange range) =>
        new(FormattableString.Invariant($"{_task}: {what} {number} in {place} is {range.Otherwise}."));

    /// <summary>Row, step and column of a number, from its index among all numbers.</summary>
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
