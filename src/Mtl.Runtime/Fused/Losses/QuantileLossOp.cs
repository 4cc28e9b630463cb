using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>
/// The mean of the pinball losses of several quantiles τ, <c>max(τ·u, (τ − 1)·u)</c> with u the label minus the output. Where labels are
/// standardized, the outputs are standardized numbers, and the label becomes one.
/// </summary>
internal sealed class QuantileLossOp(StepValue output, double[] quantiles, Standardization? standardization) : ColumnLossOp(output)
{
    /// <summary>Numbers keep all their digits until they are standardized.</summary>
    internal override torch.ScalarType LabelType(torch.Tensor values) =>
        values.dtype == torch.ScalarType.Float64 ? torch.ScalarType.Float64 : torch.ScalarType.Float32;

    /// <inheritdoc/>
    internal override double Run(LossColumns columns, LossLabels labels, float factor, LossScratch scratch)
    {
        int rows = columns.Rows;
        var room = scratch.Columns(2, rows);
        var numbers = room[..rows];
        var losses = room[rows..];
        double mean = standardization is null ? 0 : TensorSpans.Doubles(standardization.Mean)[0];
        double deviation = standardization is null ? 1 : TensorSpans.Doubles(standardization.Deviation)[0];
        labels.CopyNumbers(0, 1, numbers, mean, deviation);
        double sum = 0;
        for (int i = 0; i < quantiles.Length; i++)
        {
            Compute((float)quantiles[i], columns.Output(i), numbers, labels.Present, losses, columns.Slope(i));
            sum += Weigh(losses, columns.Slope(i), labels.Present, factor / quantiles.Length);
        }

        return sum / quantiles.Length;
    }

    /// <summary>
    /// Losses and derivatives with respect to the outputs; in the kink the mean of both sides, as autograd has it. What stands in place of
    /// a missing label is not read, and of NaN both are NaN.
    /// </summary>
    private static void Compute(
        float quantile, ReadOnlySpan<float> outputs, ReadOnlySpan<float> numbers, ReadOnlySpan<float> present,
        Span<float> losses, Span<float> slopes)
    {
        for (int row = 0; row < outputs.Length; row++)
        {
            float error = present[row] == 0 ? 0 : numbers[row] - outputs[row];
            losses[row] = error * (error > 0 ? quantile : quantile - 1);
            slopes[row] = error > 0 ? -quantile : error < 0 ? 1 - quantile : 0.5f - quantile + error;
        }
    }
}
