using System.Numerics.Tensors;

namespace Mtl.CompilerServices;

/// <summary>
/// The negative log-likelihood of a count y under a Poisson distribution with rate eˢ, without its constant: <c>L = eˢ − y·s</c>.
/// </summary>
internal sealed class CountLossOp(StepValue output) : ColumnLossOp(output)
{
    /// <inheritdoc/>
    internal override double Run(LossColumns columns, LossLabels labels, float factor, LossScratch scratch)
    {
        var counts = scratch.Columns(1, columns.Rows);
        labels.CopyKnownNumbers(0, 1, counts);
        var losses = columns.Outputs;
        var slopes = columns.Slopes;
        TensorPrimitives.Exp<float>(columns.Outputs, slopes);
        TensorPrimitives.Multiply(columns.Outputs, counts, losses);
        TensorPrimitives.Subtract(slopes, losses, losses);
        TensorPrimitives.Subtract(slopes, counts, slopes);
        return Weigh(losses, slopes, labels.Present, factor);
    }
}
