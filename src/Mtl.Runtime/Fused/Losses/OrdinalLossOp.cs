using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>
/// The negative log-likelihood of a rank y as conditional steps (CORN: Shi, Cao and Raschka 2021): the binary cross-entropy of
/// "above k" over all steps k ≤ y.
/// </summary>
internal sealed class OrdinalLossOp(StepValue output, double[]? weights) : ColumnLossOp(output)
{
    /// <inheritdoc/>
    internal override torch.ScalarType LabelType(torch.Tensor values) => torch.ScalarType.Int64;

    /// <inheritdoc/>
    internal override double Run(LossColumns columns, LossLabels labels, float factor, LossScratch scratch)
    {
        int rows = columns.Rows;
        var room = scratch.Columns(3, rows);
        var isAbove = room[..rows];
        var taken = room[rows..(2 * rows)];
        var losses = room[(2 * rows)..];
        double sum = 0;
        for (int step = 0; step < Output.Width; step++)
        {
            Take(step, labels, isAbove, taken);
            BinaryCrossEntropy.Compute(columns.Output(step), isAbove, losses, columns.Slope(step));
            sum += Weigh(losses, columns.Slope(step), taken, factor);
        }

        return sum;
    }

    /// <summary>Which rows are above a step, and which take it at all, with their weights.</summary>
    private void Take(int step, LossLabels labels, Span<float> isAbove, Span<float> taken)
    {
        var ranks = labels.Indices;
        var present = labels.Present;
        for (int row = 0; row < present.Length; row++)
        {
            int rank = present[row] == 0 ? -1 : (int)ranks[row];
            isAbove[row] = rank > step ? 1 : 0;
            taken[row] = rank >= step ? present[row] * (float)(weights?[rank] ?? 1) : 0;
        }
    }
}
