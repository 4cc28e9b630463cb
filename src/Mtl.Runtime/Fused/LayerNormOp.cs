using System.ComponentModel;
using System.Numerics.Tensors;
using TorchSharp.Modules;

namespace Mtl.CompilerServices;

/// <summary>
/// Layer normalization of every row (Ba, Kiros and Hinton 2016): <c>y = γ·x̂ + β</c>, <c>x̂ = (x − mean) / √(variance + ε)</c>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LayerNormOp : FusedOp
{
    private const float Epsilon = 1e-5f;

    private readonly StepValue _input;
    private readonly LayerNorm _module;
    private readonly NormParameters _parameters;
    private readonly StepBuffer _normalized;
    private float[] _inverseDeviations = [];

    /// <summary>Applies the normalization to a value.</summary>
    /// <param name="memory">The step's memory.</param>
    /// <param name="input">The input.</param>
    /// <param name="parameters">All parameters of the model.</param>
    /// <param name="module">The layer, with scale and shift.</param>
    public LayerNormOp(StepMemory memory, StepValue input, FlatParameters parameters, LayerNorm module)
    {
        _input = input;
        _module = module;
        _parameters = new(parameters, module.weight!, module.bias!);
        _normalized = memory.NewBuffer(input.Width);
        Output = input.Next();
    }

    /// <inheritdoc/>
    public override StepValue Output { get; }

    /// <inheritdoc/>
    internal override bool IsCurrent => _parameters.Are(_module.weight, _module.bias);

    /// <inheritdoc/>
    public override void Forward()
    {
        var input = _input.Buffer.Rows;
        var normalized = _normalized.Rows;
        var output = Output.Buffer.Rows;
        if (_inverseDeviations.Length < input.Count)
            _inverseDeviations = new float[input.Count];
        var scale = _parameters.Scale;
        var shift = _parameters.Shift;
        for (int row = 0; row < input.Count; row++)
        {
            var x = normalized[row];
            TensorPrimitives.Subtract(input[row], Mean(input[row]), x);
            TensorPrimitives.Subtract(x, Mean(x), x); // The rounding error of the mean.
            float inverse = 1 / MathF.Sqrt((TensorPrimitives.SumOfSquares<float>(x) / x.Length) + Epsilon);
            TensorPrimitives.Multiply(x, inverse, x);
            TensorPrimitives.MultiplyAdd(x, scale, shift, output[row]);
            _inverseDeviations[row] = inverse;
        }
    }

    /// <summary>The mean; in double precision if the sum of large numbers overflows.</summary>
    private static float Mean(ReadOnlySpan<float> numbers)
    {
        float mean = TensorPrimitives.Sum(numbers) / numbers.Length;
        if (float.IsFinite(mean))
            return mean;
        double sum = 0;
        foreach (float number in numbers)
            sum += number;
        return (float)(sum / numbers.Length);
    }

    /// <summary>
    /// <c>dγ += Σ dy·x̂</c>, <c>dβ += Σ dy</c>, and with g = dy·γ: <c>dx = (g − mean(g) − x̂·mean(g·x̂)) / √(variance + ε)</c>.
    /// </summary>
    public override void Backward()
    {
        if (!Output.CompleteGradient())
            return;
        for (int slice = 0; slice < Output.Gradient!.TaskSlices; slice++)
            Backward(Output.Gradient.Buffer.TaskSlice(slice).Rows, Output.Gradient.FirstTaskSlice + slice);
    }

    private void Backward(StepRows gradients, int slice)
    {
        var normalized = _normalized.Rows;
        var scale = _parameters.Scale;
        bool isScaleTrained = _parameters.IsScaleTrained;
        bool isShiftTrained = _parameters.IsShiftTrained;
        var scaleGradient = isScaleTrained ? _parameters.ScaleGradient(slice) : default;
        var shiftGradient = isShiftTrained ? _parameters.ShiftGradient(slice) : default;
        for (int row = 0; row < gradients.Count; row++)
        {
            var g = gradients[row];
            var x = normalized[row];
            if (isScaleTrained)
                TensorPrimitives.MultiplyAdd(g, x, scaleGradient, scaleGradient);
            if (isShiftTrained)
                TensorPrimitives.Add(g, shiftGradient, shiftGradient);

            TensorPrimitives.Multiply(g, scale, g);
            float mean = TensorPrimitives.Sum<float>(g) / g.Length;
            float along = TensorPrimitives.Dot<float>(g, x) / g.Length;
            for (int i = 0; i < g.Length; i++)
                g[i] = (g[i] - mean - (x[i] * along)) * _inverseDeviations[row];
        }
    }
}
