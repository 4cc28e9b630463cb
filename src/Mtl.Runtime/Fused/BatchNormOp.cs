using System.ComponentModel;
using System.Numerics.Tensors;
using TorchSharp.Modules;

namespace Mtl.CompilerServices;

/// <summary>
/// Batch normalization (Ioffe and Szegedy 2015): <c>y = γ·x̂ + β</c>, <c>x̂ = (x − mean) / √(variance + ε)</c>, with the statistics of
/// the batch, which also move the running ones; in evaluation mode, which a frozen part is in, with the running ones.
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
    private bool _isOfBatch;

    /// <summary>Places the normalization behind a value.</summary>
    /// <param name="memory">The step's memory.</param>
    /// <param name="input">What it reads.</param>
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
        _isOfBatch = _module.training;
        var input = _input.Buffer.Rows;
        var centred = _centred.Rows;
        var output = Output.Buffer.Rows;
        if (_isOfBatch)
            Measure(input, centred);
        else
            Recall(input, centred);
        for (int i = 0; i < _variances.Length; i++)
            _inverseDeviations[i] = 1 / MathF.Sqrt(_variances[i] + Epsilon);
        TensorPrimitives.Multiply(_parameters.Scale, _inverseDeviations, _factors);
        var shift = _parameters.Shift;
        for (int row = 0; row < input.Count; row++)
            TensorPrimitives.FusedMultiplyAdd(centred[row], _factors, shift, output[row]);
    }

    /// <summary>
    /// <c>dγ += Σ dy·x̂</c>, <c>dβ += Σ dy</c>, <c>dx = γ·(dy − mean(dy) − x̂·mean(dy·x̂)) / √(variance + ε)</c>; with running statistics,
    /// which are constants, without the two means.
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

        // Of two rows dy − mean(dy) and what is taken from it are equal but for ε/variance of them: every rounding of the second shows.
        double share = _isOfBatch ? 1.0 / gradients.Count : 0;
        TensorPrimitives.Multiply(sums, (float)share, sums);
        for (int i = 0; i < along.Length; i++)
            along[i] = (float)(-share * along[i] / ((double)_variances[i] + Epsilon));
        for (int row = 0; row < gradients.Count; row++)
        {
            var g = gradients[row];
            TensorPrimitives.Subtract(g, sums, g);
            TensorPrimitives.FusedMultiplyAdd(centred[row], along, g, g);
            TensorPrimitives.Multiply(g, _factors, g);
        }
    }

    /// <summary>Takes mean and variance of the batch and moves the running ones; those have the unbiased variance.</summary>
    /// <exception cref="ArgumentException">There are fewer than two rows, which have no variance.</exception>
    private void Measure(StepRows input, StepRows centred)
    {
        if (input.Count < 2)
            throw new ArgumentException($"Batch normalization of {_means.Length} features needs at least 2 rows in a training step, but the batch has {input.Count}. Make the batches larger, or keep the layer in evaluation mode.");
        Span<float> means = _means;
        Span<float> variances = _variances;
        means.Clear();
        variances.Clear();
        for (int row = 0; row < input.Count; row++)
            TensorPrimitives.Add(means, input[row], means);
        TensorPrimitives.Divide(means, input.Count, means);

        // The mean of the differences is what rounding left of the mean; where rows are nearly equal, it is as large as they are.
        Span<float> rests = _sums;
        rests.Clear();
        for (int row = 0; row < input.Count; row++)
        {
            TensorPrimitives.Subtract(input[row], means, centred[row]);
            TensorPrimitives.Add(rests, centred[row], rests);
        }

        TensorPrimitives.Divide(rests, input.Count, rests);
        for (int row = 0; row < input.Count; row++)
        {
            TensorPrimitives.Subtract(centred[row], rests, centred[row]);
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

    private void Recall(StepRows input, StepRows centred)
    {
        TensorSpans.Floats(_module.running_mean!).CopyTo(_means);
        TensorSpans.Floats(_module.running_var!).CopyTo(_variances);
        for (int row = 0; row < input.Count; row++)
            TensorPrimitives.Subtract(input[row], _means, centred[row]);
    }
}
