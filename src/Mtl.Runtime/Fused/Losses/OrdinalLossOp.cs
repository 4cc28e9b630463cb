using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>
/// The negative log-likelihood of a rank y as a product of conditional probabilities (CORN: Shi, Cao and Raschka 2021): the sum of the
/// binary cross-entropies of "above k" over all thresholds k ≤ y.
/// </summary>
internal sealed class OrdinalLossOp(StepValue output, double[]? weights) : ColumnLossOp(output)
{
    /// <inheritdoc/>
    internal override torch.ScalarType LabelType(torch.Tensor values) => torch.ScalarType.Int64;

    /// <inheritdoc/>
    internal override double Run(LossColumns columns, LossLabels labels, float factor, LossScratch scratch)
    {
        int rows = columns.Rows;
        var buffer = scratch.Columns(3, rows);
        var isAbove = buffer[..rows];
        var rowWeights = buffer[rows..(2 * rows)];
        var losses = buffer[(2 * rows)..];
        double sum = 0;
        for (int k = 0; k < Output.Width; k++)
        {
            Compare(k, labels, isAbove, rowWeights);
            BinaryCrossEntropy.Compute(columns.Output(k), isAbove, losses, columns.Slope(k));
            sum += Weigh(losses, columns.Slope(k), rowWeights, factor);
        }

        return sum;
    }

    /// <summary>Computes for every row whether its rank is above the threshold k, and its weight: 0 if the rank is below k.</summary>
    private void Compare(int k, LossLabels labels, Span<float> isAbove, Span<float> rowWeights)
    {
        var ranks = labels.Indices;
        var present = labels.Present;
        for (int row = 0; row < present.Length; row++)
        {
            int rank = present[row] == 0 ? -1 : (int)ranks[row];
            isAbove[row] = rank > k ? 1 : 0;
            rowWeights[row] = rank >= k ? present[row] * (float)(weights?[rank] ?? 1) : 0;
        }
    }
}
