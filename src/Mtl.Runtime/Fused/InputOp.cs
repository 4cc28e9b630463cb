using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>An input of the model, standardized if declared. It has no gradient.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class InputOp
{
    private readonly double[] _exact;

    /// <summary>Allocates the buffer of the features.</summary>
    /// <param name="memory">The step's memory.</param>
    /// <param name="width">The number of features per row.</param>
    public InputOp(StepMemory memory, int width)
    {
        Output = StepValue.New(memory, width, hasGradient: false);
        _exact = new double[width];
    }

    /// <summary>The features, <c>[batch, width]</c>.</summary>
    public StepValue Output { get; }

    /// <summary>Copies the features of the current batch.</summary>
    /// <param name="input"><c>[batch, …]</c>; all dimensions after the batch are flattened.</param>
    /// <param name="missingIsZero">Whether a missing number, NaN, becomes 0.</param>
    /// <exception cref="ArgumentException">The tensor is sparse, or has no storage.</exception>
    public void Forward(torch.Tensor input, bool missingIsZero = false)
    {
        ArgumentNullException.ThrowIfNull(input);
        try
        {
            Copy(input);
            if (missingIsZero)
                ReplaceMissing(Output.Buffer.Rows.All);
        }
        catch (ExternalException)
        {
            TensorShape.RequireDense("Input", ("features", input));
            throw;
        }
    }

    private void Copy(torch.Tensor input)
    {
        if (IsFloats(input))
        {
            TensorSpans.Floats(input).CopyTo(Output.Buffer.Rows.All);
            return;
        }

        using var noGrad = torch.no_grad();
        if (input.Dimensions == 2)
        {
            Output.Values.copy_(input);
            return;
        }

        using var rows = input.reshape(Output.Values.shape);
        Output.Values.copy_(rows);
    }

    /// <summary>Standardizes the features of the current batch: in double precision, rounded once at the end.</summary>
    /// <param name="input"><c>[batch, …]</c>; all dimensions after the batch are flattened.</param>
    /// <param name="standardization">Mean and deviation of the features.</param>
    /// <param name="missingIsMean">Whether a missing number, NaN, becomes the mean, 0.</param>
    public void Forward(torch.Tensor input, Standardization standardization, bool missingIsMean)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(standardization);
        if (IsFloats(input))
        {
            Standardize(TensorSpans.Floats(input), standardization);
        }
        else
        {
            using var numbers = TensorSpans.Converted(input, torch.ScalarType.Float64);
            Standardize(TensorSpans.Doubles(numbers ?? input), standardization);
        }

        if (missingIsMean)
            ReplaceMissing(Output.Buffer.Rows.All);
    }

    /// <summary>The same as PyTorch's <c>nan_to_num</c>: NaN becomes 0, and an infinite number the largest finite one.</summary>
    private static void ReplaceMissing(Span<float> numbers)
    {
        foreach (ref float number in numbers)
            number = float.IsNaN(number) ? 0 : Math.Clamp(number, float.MinValue, float.MaxValue);
    }

    /// <summary>Whether the numbers are in the memory of the process as the step needs them.</summary>
    private bool IsFloats(torch.Tensor input) =>
        TensorSpans.AreFloats(input) && input.NumberOfElements == Output.Buffer.Rows.All.Length;

    private void Standardize<T>(ReadOnlySpan<T> numbers, Standardization standardization)
        where T : struct, INumberBase<T>
    {
        var mean = TensorSpans.Doubles(standardization.Mean);
        var deviation = TensorSpans.Doubles(standardization.Deviation);
        var rows = Output.Buffer.Rows;
        for (int row = 0; row < rows.Count; row++)
        {
            var input = numbers.Slice(row * Output.Width, Output.Width);
            var output = rows[row];
            if (standardization.ContiguousRanges is not [(0, var count)] || count < Output.Width)
                TensorPrimitives.ConvertTruncating(input, output);
            foreach (var (start, length) in standardization.ContiguousRanges)
            {
                var exact = _exact.AsSpan(0, length);
                TensorPrimitives.ConvertTruncating(input.Slice(start, length), exact);
                TensorPrimitives.Subtract(exact, mean.Slice(start, length), exact);
                TensorPrimitives.Divide(exact, deviation.Slice(start, length), exact);
                TensorPrimitives.ConvertTruncating<double, float>(exact, output.Slice(start, length));
            }
        }
    }
}
