using System.ComponentModel;
using System.Numerics.Tensors;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>The loss of one task and its gradient with respect to the task's output.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class LossOp
{
    /// <summary>Computes the loss of a head's output.</summary>
    /// <param name="output">The output; a single number per row has width 1.</param>
    protected LossOp(StepValue output)
    {
        ArgumentNullException.ThrowIfNull(output);
        Output = output;
    }

    /// <summary>The head's output.</summary>
    public StepValue Output { get; }

    /// <summary>The required form of the labels; set by <see cref="TaskHead{TLabel, TPrediction, TMetrics}.NewLossOp"/>.</summary>
    internal LabelForm LabelForm { get; set; } = null!;

    /// <summary>
    /// Computes the mean loss over the labeled rows and the gradient <c>weight · dloss/doutput</c>. Without a label in the batch the
    /// loss is 0, and the output has no gradient.
    /// </summary>
    /// <param name="labels">The labels of the current batch.</param>
    /// <param name="weight">The weight of the task in the objective.</param>
    /// <param name="slice">The task slice of the gradient.</param>
    /// <param name="accumulated">The number of labels in all batches of an update; null for those of this batch alone.</param>
    /// <returns>The unweighted loss and the number of labels.</returns>
    /// <exception cref="ArgumentException">
    /// The labels do not match the output in number of rows, shape, element type or device, or one is not a valid label of the task.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The labels were freed.</exception>
    public MeasuredLoss Run(TaskLabels labels, double weight, int slice = 0, long? accumulated = null)
    {
        using var read = Read(labels);
        return Begin(read, slice, out double count)
            ? Measured(Run(read, weight * BackwardPass.ShareOfLabels(count, accumulated), Math.Max(count, 1)), count)
            : default;
    }

    /// <summary>Reads labels after a check, converted if they must be.</summary>
    /// <exception cref="ArgumentException">The labels are not valid labels of the task.</exception>
    /// <exception cref="ObjectDisposedException">The labels were freed.</exception>
    private protected LossLabels Read(TaskLabels labels)
    {
        if (!labels.Values.IsInvalid && LabelForm.TryRead(labels, Output.Buffer.Rows.Count, LabelType(labels.Values), out var readable))
            return readable;
        LabelForm.Require(labels, Output.Values);
        return LossLabels.Converted(labels, LabelType(labels.Values));
    }

    /// <summary>The element type as which the loss reads labels: <c>float32</c> unless overridden.</summary>
    internal virtual torch.ScalarType LabelType(torch.Tensor values) => torch.ScalarType.Float32;

    /// <summary>Computes loss and gradient of a batch that has labels.</summary>
    /// <param name="labels">The labels, in the <see cref="LabelType"/>.</param>
    /// <param name="weight">The weight of the task in the objective.</param>
    /// <param name="count">The divisor of the sum over the labels.</param>
    /// <returns>The mean loss.</returns>
    private protected abstract double Run(LossLabels labels, double weight, double count);

    /// <summary>Starts the backward pass at the output if there is a label.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="slice">The task slice of the gradient.</param>
    /// <param name="count">Receives the number of labels.</param>
    private protected bool Begin(LossLabels labels, int slice, out double count)
    {
        count = TensorPrimitives.Sum(labels.Present);
        if (count == 0)
            return false;
        Output.Gradient!.Start(slice);
        return true;
    }

    /// <summary>The mean loss over a number of labels.</summary>
    private protected MeasuredLoss Measured(double loss, double count) => new(loss, (long)count) { Output = Output };
}
