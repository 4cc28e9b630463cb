using System.Numerics.Tensors;

namespace Mtl.CompilerServices;

/// <summary>A loss that is computed column by column, for all rows at once, so that a <see cref="LossGroup"/> can contain it.</summary>
internal abstract class ColumnLossOp(StepValue output) : LossOp(output)
{
    private readonly LossScratch _columns = new();
    private readonly LossScratch _scratch = new();

    /// <summary><see cref="LossOp.Run(TaskLabels, double, int, long?)"/> for outputs that are already copied to columns.</summary>
    /// <param name="columns">The outputs; receives the derivatives.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="weight">The weight of the task in the objective.</param>
    /// <param name="slice">The task slice of the gradient.</param>
    /// <param name="accumulated">The number of labels in all batches of an update; null for those of this batch alone.</param>
    /// <param name="scratch">Buffers for intermediate results.</param>
    internal MeasuredLoss Run(
        LossColumns columns, TaskLabels labels, double weight, int slice, long? accumulated, LossScratch scratch)
    {
        using var read = Read(labels);
        if (!Begin(read, slice, out double count))
        {
            columns.Slopes.Clear();
            return default;
        }

        weight *= BackwardPass.ShareOfLabels(count, accumulated);
        return Measured(Mean(columns, read, weight, Math.Max(count, 1), scratch), count);
    }

    /// <summary>Computes the losses of all rows and their derivatives.</summary>
    /// <param name="columns">The outputs; receives the derivatives, 0 where there is no label.</param>
    /// <param name="labels">The labels of the same rows.</param>
    /// <param name="factor">A factor of all derivatives.</param>
    /// <param name="scratch">Buffers for intermediate results.</param>
    /// <returns>The sum of the losses.</returns>
    internal abstract double Run(LossColumns columns, LossLabels labels, float factor, LossScratch scratch);

    /// <inheritdoc/>
    private protected sealed override double Run(LossLabels labels, double weight, double count)
    {
        var outputs = Output.Buffer.Rows;
        int numbers = outputs.Count * Output.Width;
        var buffer = _columns.Columns(2, numbers);
        var columns = new LossColumns(buffer[..numbers], buffer[numbers..], outputs.Count);
        outputs.CopyColumns(columns.Outputs);
        double mean = Mean(columns, labels, weight, count, _scratch);
        Output.Gradient!.Buffer.Rows.SetColumns(columns.Slopes);
        return mean;
    }

    private double Mean(LossColumns columns, LossLabels labels, double weight, double count, LossScratch scratch) =>
        Run(columns, labels, (float)(weight / count), scratch) / count;

    /// <summary>Weights the losses and derivatives of all rows.</summary>
    /// <param name="losses">The losses of the rows.</param>
    /// <param name="slopes">Their derivatives, which are multiplied by weight and factor.</param>
    /// <param name="weights">The weights of the rows: 0 for one without a label.</param>
    /// <param name="factor">A further factor of all derivatives.</param>
    /// <returns>The weighted sum of the losses.</returns>
    protected static double Weigh(ReadOnlySpan<float> losses, Span<float> slopes, ReadOnlySpan<float> weights, float factor)
    {
        TensorPrimitives.Multiply(slopes, weights, slopes);
        TensorPrimitives.Multiply(slopes, factor, slopes);
        return TensorPrimitives.Dot(losses, weights);
    }
}
