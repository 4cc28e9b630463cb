using System.Numerics.Tensors;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>A loss that is computed for all rows of a column at once, and together with those of the tasks beside it.</summary>
internal abstract class ColumnLossOp(StepValue output) : LossOp(output)
{
    private readonly LossScratch _columns = new();
    private readonly LossScratch _scratch = new();

    /// <summary>As <see cref="LossOp.Run(TaskLabels, double, int)"/>, for columns that are there already.</summary>
    /// <param name="columns">The outputs, and where the derivatives go.</param>
    /// <param name="labels">The labels, whose memory can be read as it is.</param>
    /// <param name="weight">The weight of the task in the objective.</param>
    /// <param name="slice">The slice in which the backward pass goes.</param>
    /// <param name="scratch">Room for what is computed on the way.</param>
    internal MeasuredLoss Run(LossColumns columns, TaskLabels labels, double weight, int slice, LossScratch scratch)
    {
        if (!Begin(labels.Present, slice, out double count))
        {
            columns.Slopes.Clear();
            return default;
        }

        return Measured(Mean(columns, new LossLabels(labels.Values, labels.Present), weight, Math.Max(count, 1), scratch), count);
    }

    /// <summary>Computes the losses of all rows and their derivatives.</summary>
    /// <param name="columns">The outputs, and where the derivatives go: 0 where there is no label.</param>
    /// <param name="labels">The labels of the same rows.</param>
    /// <param name="factor">What every derivative is multiplied with.</param>
    /// <param name="scratch">Room for what is computed on the way.</param>
    /// <returns>The sum of the losses.</returns>
    internal abstract double Run(LossColumns columns, LossLabels labels, float factor, LossScratch scratch);

    /// <inheritdoc/>
    protected sealed override double Run(torch.Tensor values, torch.Tensor present, double weight, double count)
    {
        var outputs = Output.Buffer.Rows;
        int numbers = outputs.Count * Output.Width;
        var room = _columns.Columns(2, numbers);
        var columns = new LossColumns(room[..numbers], room[numbers..], outputs.Count);
        outputs.CopyColumns(columns.Outputs);
        double mean = Mean(columns, new LossLabels(values, present), weight, count, _scratch);
        Output.Gradient!.Buffer.Rows.SetColumns(columns.Slopes);
        return mean;
    }

    private double Mean(LossColumns columns, LossLabels labels, double weight, double count, LossScratch scratch) =>
        Run(columns, labels, (float)(weight / count), scratch) / count;

    /// <summary>Gives every row its weight: 0 for one without a label.</summary>
    /// <param name="losses">The losses of the rows.</param>
    /// <param name="slopes">Their derivatives, which are multiplied with weight and factor.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="factor">What every derivative is multiplied with as well.</param>
    /// <returns>The weighted sum of the losses.</returns>
    protected static double Weigh(ReadOnlySpan<float> losses, Span<float> slopes, ReadOnlySpan<float> weights, float factor)
    {
        TensorPrimitives.Multiply(slopes, weights, slopes);
        TensorPrimitives.Multiply(slopes, factor, slopes);
        return TensorPrimitives.Dot(losses, weights);
    }
}
