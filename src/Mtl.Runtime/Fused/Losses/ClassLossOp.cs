using System.Numerics.Tensors;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>
/// The cross-entropy of one class out of several, with label smoothing ε (Szegedy et al. 2016) and class weights w:
/// <c>L = (1 − ε)·w_y·(−log p_y) + ε/C·Σ w_c·(−log p_c)</c>. The focal loss (Lin et al. 2017) multiplies it by <c>(1 − p_y)^γ</c> and has
/// no label smoothing.
/// </summary>
internal sealed class ClassLossOp(StepValue output, double labelSmoothing, double[]? weights, double? focalGamma) : ColumnLossOp(output)
{
    /// <summary>The smallest <c>1 − p_y</c> of which a logarithm is computed.</summary>
    private const float MinRest = 1e-37f;

    private readonly int _classes = output.Width;
    private readonly float _spread = (float)labelSmoothing / output.Width;
    private readonly float _kept = (float)(1 - labelSmoothing);
    private readonly float[] _weights =
        weights is null ? [.. Enumerable.Repeat(1f, output.Width)] : Array.ConvertAll(weights, weight => (float)weight);
    private readonly float _sumOfWeights = (float)(weights?.Sum() ?? output.Width);

    /// <inheritdoc/>
    internal override torch.ScalarType LabelType(torch.Tensor values) => torch.ScalarType.Int64;

    /// <inheritdoc/>
    internal override double Run(LossColumns columns, LossLabels labels, float factor, LossScratch scratch)
    {
        int rows = columns.Rows;
        var scratchColumns = scratch.Columns(5, rows);
        var sums = scratchColumns[..rows];
        var logs = scratchColumns[rows..(2 * rows)];
        var losses = scratchColumns[(2 * rows)..(3 * rows)];
        var rowWeights = scratchColumns[(3 * rows)..(4 * rows)];
        var slopeWeights = scratchColumns[(4 * rows)..];
        Exponentiate(columns, sums);
        TensorPrimitives.Log<float>(sums, logs);
        Choose(columns, labels, logs, losses, rowWeights);
        rowWeights.CopyTo(slopeWeights);
        if (focalGamma is { } gamma)
            Focus(columns, labels, (float)gamma, sums, losses, rowWeights, slopeWeights, buffer: logs);
        double sum = _kept * TensorPrimitives.Dot<float>(losses, rowWeights);
        if (_spread > 0)
            sum += Spread(columns, labels, logs, buffer: losses);
        Differentiate(columns, labels, factor, sums, slopeWeights, buffer: losses);
        return sum;
    }

    /// <summary>
    /// Subtracts from the logits the largest of their row, so that nothing overflows, and writes their exponentials to the columns of
    /// the derivatives.
    /// </summary>
    private void Exponentiate(LossColumns columns, Span<float> sums)
    {
        var largest = sums;
        columns.Output(0).CopyTo(largest);
        for (int i = 1; i < _classes; i++)
            TensorPrimitives.Max(largest, columns.Output(i), largest);
        for (int i = 0; i < _classes; i++)
            TensorPrimitives.Subtract(columns.Output(i), largest, columns.Output(i));
        TensorPrimitives.Exp<float>(columns.Outputs, columns.Slopes);
        sums.Clear();
        for (int i = 0; i < _classes; i++)
            TensorPrimitives.Add(sums, columns.Slope(i), sums);
    }

    /// <summary>Computes for every row <c>−log p_y</c> and the weight <c>w_y</c>, which is 0 for a row without a label.</summary>
    private void Choose(LossColumns columns, LossLabels labels, ReadOnlySpan<float> logs, Span<float> losses, Span<float> rowWeights)
    {
        var indices = labels.Indices;
        var present = labels.Present;
        for (int row = 0; row < present.Length; row++)
        {
            int label = present[row] == 0 ? 0 : (int)indices[row];
            losses[row] = logs[row] - columns.Outputs[(label * columns.Rows) + row];
            rowWeights[row] = present[row] * _weights[label];
        }
    }

    /// <summary>
    /// Applies the focal loss. With r = 1 − p_y the loss has the factor <c>f = r^γ</c>, and the derivative is that of the cross-entropy
    /// times <c>f + γ·r^(γ−1)·p_y·(−log p_y)</c>.
    /// </summary>
    private void Focus(
        LossColumns columns,
        LossLabels labels,
        float gamma,
        ReadOnlySpan<float> sums,
        ReadOnlySpan<float> losses,
        Span<float> rowWeights,
        Span<float> slopeWeights,
        Span<float> buffer)
    {
        var rests = buffer;
        for (int row = 0; row < rests.Length; row++)
            rests[row] = labels.Present[row] == 0 ? 1 : MathF.Max(Rest(columns, row, (int)labels.Indices[row], sums[row]), MinRest);

        for (int row = 0; row < rests.Length; row++)
        {
            float rest = rests[row];
            float focus = MathF.Exp(gamma * MathF.Log(rest));
            rowWeights[row] *= focus;
            slopeWeights[row] *= focus * (1 + (gamma / rest * (1 - rest) * losses[row]));
        }
    }

    /// <summary>Computes <c>1 − p_y</c>: where the difference would cancel, as the sum of the other probabilities.</summary>
    private float Rest(LossColumns columns, int row, int label, float sum)
    {
        float rest = sum - columns.Slope(label)[row];
        if (rest > 1e-3f * sum || float.IsNaN(rest))
            return rest / sum;
        rest = 0;
        for (int i = 0; i < _classes; i++)
            rest += i == label ? 0 : columns.Slope(i)[row];
        return rest / sum;
    }

    /// <summary>The label smoothing term of the loss: <c>ε/C·Σ w_c·(−log p_c)</c>.</summary>
    private double Spread(LossColumns columns, LossLabels labels, ReadOnlySpan<float> logs, Span<float> buffer)
    {
        double sum = 0;
        for (int i = 0; i < _classes; i++)
        {
            TensorPrimitives.Subtract(logs, columns.Output(i), buffer);
            sum += _spread * _weights[i] * TensorPrimitives.Dot(buffer, labels.Present);
        }

        return sum;
    }

    /// <summary><c>dL/dz_c = (1 − ε)·w_y·(p_c − [c = y]) + ε/C·(p_c·Σw − w_c)</c></summary>
    private void Differentiate(
        LossColumns columns,
        LossLabels labels,
        float factor,
        ReadOnlySpan<float> sums,
        Span<float> slopeWeights,
        Span<float> buffer)
    {
        var indices = labels.Indices;
        var present = labels.Present;
        TensorPrimitives.Multiply(slopeWeights, _kept * factor, slopeWeights);
        var factors = buffer;
        TensorPrimitives.Multiply(present, _spread * factor * _sumOfWeights, factors);
        TensorPrimitives.Add(factors, slopeWeights, factors);
        TensorPrimitives.Divide(factors, sums, factors);
        for (int i = 0; i < _classes; i++)
        {
            var slopes = columns.Slope(i);
            TensorPrimitives.Multiply(slopes, factors, slopes);
            if (_spread > 0)
                TensorPrimitives.MultiplyAdd(present, -_spread * factor * _weights[i], slopes, slopes);
        }

        for (int row = 0; row < present.Length; row++)
        {
            if (present[row] != 0)
                columns.Slopes[((int)indices[row] * columns.Rows) + row] -= slopeWeights[row];
        }
    }
}
