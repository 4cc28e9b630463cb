using System.ComponentModel;
using System.Numerics.Tensors;
using TorchSharp.Modules;

namespace Mtl.CompilerServices;

/// <summary>
/// Batch normalization (Ioffe and Szegedy 2015): <c>y = γ·x̂ + β</c>, <c>x̂ = (x − mean) / √(variance + ε)</c>. In training mode it uses
/// the statistics of the batch and updates the running statistics; in evaluation mode, which frozen layers are always in, it uses the
/// running statistics.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BatchNormOp : FusedOp
{
    private const float Epsilon = 1e-5f;
    private const float Momentum = 0.1f;

    private readonly StepValue _input;
    private readonly BatchNorm1d _module;
    private readonly NormParameters _parameters;
    private readonly StepBuffer _centred;
    private readonly float[] _means;
    private readonly float[] _variances;
    private readonly float[] _inverseDeviations;
    private readonly float[] _factors;
    private readonly float[] _sums;
    private readonly float[] _slopes;
    private bool _usesBatchStatistics;

    /// <summary>Applies the normalization to a value.</summary>
    /// <param name="memory">The step's memory.</param>
    /// <param name="input">The input.</param>
    /// <param name="parameters">All parameters of the model.</param>
    /// <param name="module">The layer, with scale, shift and running statistics.</param>
    public BatchNormOp(StepMemory memory, StepValue input, FlatParameters parameters, BatchNorm1d module)
    {
        _input = input;
        _module = module;
        _parameters = new(parameters, module.weight!, module.bias!);
        _centred = memory.NewBuffer(input.Width);
        _means = new float[input.Width];
        _variances = new float[input.Width];
        _inverseDeviations = new float[input.Width];
        _factors = new float[input.Width];
        _sums = new float[input.Width];
        _slopes = new float[input.Width];
        Output = input.Next();
    }

    /// <inheritdoc/>
    public override StepValue Output { get; }

    /// <inheritdoc/>
    internal override bool IsCurrent => _parameters.Are(_module.weight, _module.bias);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The layer is in training mode and the batch has fewer than two rows.</exception>
    public override void Forward()
    {
        _usesBatchStatistics = _module.training;
        var input = _input.Buffer.Rows;
        var centred = _centred.Rows;
        var output = Output.Buffer.Rows;
        if (_usesBatchStatistics)
            ComputeStatistics(input, centred);
        else
            UseRunningStatistics(input, centred);
        for (int i = 0; i < _variances.Length; i++)
            _inverseDeviations[i] = 1 / MathF.Sqrt(_variances[i] + Epsilon);
        TensorPrimitives.Multiply(_parameters.Scale, _inverseDeviations, _factors);
        var shift = _parameters.Shift;
        for (int row = 0; row < input.Count; row++)
            TensorPrimitives.FusedMultiplyAdd(centred[row], _factors, shift, output[row]);
    }

    /// <summary>
    /// <c>dγ += Σ dy·x̂</c>, <c>dβ += Σ dy</c>, <c>dx = γ·(dy − mean(dy) − x̂·mean(dy·x̂)) / √(variance + ε)</c>. Running statistics are
    /// constants, so that the two means do not occur.
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
        var centred = _centred.Rows;
        Span<float> sums = _sums;
        Span<float> along = _slopes;
        sums.Clear();
        along.Clear();
        for (int row = 0; row < gradients.Count; row++)
        {
            TensorPrimitives.Add(sums, gradients[row], sums);
            TensorPrimitives.FusedMultiplyAdd(gradients[row], centred[row], along, along);
        }

        if (_parameters.IsShiftTrained)
        {
            var shift = _parameters.ShiftGradient(slice);
            TensorPrimitives.Add(shift, sums, shift);
        }

        if (_parameters.IsScaleTrained)
        {
            var scale = _parameters.ScaleGradient(slice);
            TensorPrimitives.MultiplyAdd(along, _inverseDeviations, scale, scale);
        }

        // Computed in double: with two rows, dy − mean(dy) and x̂·mean(dy·x̂) nearly cancel; only a fraction of ε/variance remains.
        double meanFactor = _usesBatchStatistics ? 1.0 / gradients.Count : 0;
        if (_usesBatchStatistics)
            TensorPrimitives.Divide(sums, gradients.Count, sums); // Of equal gradients the mean is exact, unlike by a factor.
        else
            sums.Clear();
        for (int i = 0; i < along.Length; i++)
            along[i] = (float)(-meanFactor * along[i] / ((double)_variances[i] + Epsilon));
        for (int row = 0; row < gradients.Count; row++)
        {
            var g = gradients[row];
            TensorPrimitives.Subtract(g, sums, g);
            TensorPrimitives.FusedMultiplyAdd(centred[row], along, g, g);
            TensorPrimitives.Multiply(g, _factors, g);
        }
    }

    /// <summary>Computes mean and variance of the batch and updates the running ones; the running variance is the unbiased one.</summary>
    /// <exception cref="ArgumentException">There are fewer than two rows, which have no variance.</exception>
    private void ComputeStatistics(StepRows input, StepRows centred)
    {
        if (input.Count < 2)
        {
            throw new ArgumentException(
                $"Batch normalization of {_means.Length} features needs at least 2 rows in a training step, but the batch has "
                + $"{input.Count}. Make the batches larger, or keep the layer in evaluation mode.");
        }

        Span<float> means = _means;
        Span<float> variances = _variances;
        means.Clear();
        variances.Clear();
        for (int row = 0; row < input.Count; row++)
            TensorPrimitives.Add(means, input[row], means);
        TensorPrimitives.Divide(means, input.Count, means);

        // The mean of the differences is the rounding error of the mean. It is subtracted too: of nearly equal rows, the differences are
        // no larger than this error.
        Span<float> errors = _sums;
        errors.Clear();
        for (int row = 0; row < input.Count; row++)
        {
            TensorPrimitives.Subtract(input[row], means, centred[row]);
            TensorPrimitives.Add(errors, centred[row], errors);
        }

        TensorPrimitives.Divide(errors, input.Count, errors);
        for (int row = 0; row < input.Count; row++)
        {
            TensorPrimitives.Subtract(centred[row], errors, centred[row]);
            TensorPrimitives.MultiplyAdd(centred[row], centred[row], variances, variances);
        }

        var runningMean = TensorSpans.Floats(_module.running_mean!);
        var runningVariance = TensorSpans.Floats(_module.running_var!);
        for (int i = 0; i < means.Length; i++)
        {
            runningMean[i] += Momentum * (means[i] - runningMean[i]);
            runningVariance[i] += Momentum * ((variances[i] / (input.Count - 1)) - runningVariance[i]);
        }

        TensorPrimitives.Divide(variances, input.Count, variances);
        TensorSpans.Longs(_module.num_batches_tracked!)[0]++;
    }

    private void UseRunningStatistics(StepRows input, StepRows centred)
    {
        TensorSpans.Floats(_module.running_mean!).CopyTo(_means);
        TensorSpans.Floats(_module.running_var!).CopyTo(_variances);
        for (int row = 0; row < input.Count; row++)
            TensorPrimitives.Subtract(input[row], _means, centred[row]);
    }
}
