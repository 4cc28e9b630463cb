using System.ComponentModel;
using System.Numerics.Tensors;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>The loss of one task and its gradient with respect to the task's output.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class LossOp
{
    /// <summary>Places the loss behind a head's output.</summary>
    /// <param name="output">The output; a single number per row has width 1.</param>
    protected LossOp(StepValue output)
    {
        ArgumentNullException.ThrowIfNull(output);
        Output = output;
    }

    /// <summary>The head's output.</summary>
    public StepValue Output { get; }

    /// <summary>What the labels must look like; <see cref="TaskHead{TLabel, TPrediction, TMetrics}.NewLossOp"/> says it.</summary>
    internal LabelForm LabelForm { get; set; } = null!;

    /// <summary>
    /// Computes the mean loss over the labeled rows and begins the backward pass with <c>weight · dloss/doutput</c>. Without a label
    /// in the batch the loss is 0 and the backward pass does not begin here.
    /// </summary>
    /// <param name="labels">The labels of the batch at hand.</param>
    /// <param name="weight">The weight of the task in the objective.</param>
    /// <param name="slice">The slice in which the backward pass goes.</param>
    /// <returns>The loss, not weighted, and how many labels there are.</returns>
    /// <exception cref="ArgumentException">
    /// The labels are not those of the same rows, in number, shape, element type or device, or one is no label of the task.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The labels were freed.</exception>
    public MeasuredLoss Run(TaskLabels labels, double weight, int slice = 0)
    {
        LabelForm.Require(labels, Output.Values);
        using var values = TensorSpans.Converted(labels.Values, LabelType(labels.Values));
        using var present = TensorSpans.Converted(labels.Present, torch.ScalarType.Float32);
        return RunReadable(values ?? labels.Values, present ?? labels.Present, weight, slice);
    }

    /// <summary>Requires labels that the task can have, and says whether their memory can be read as it is.</summary>
    /// <exception cref="ArgumentException">The labels are not such as the task has.</exception>
    /// <exception cref="ObjectDisposedException">The labels were freed.</exception>
    internal bool CanRead(TaskLabels labels)
    {
        LabelForm.Require(labels, Output.Values);
        return TensorSpans.IsReadable(labels.Values, LabelType(labels.Values))
            && TensorSpans.IsReadable(labels.Present, torch.ScalarType.Float32);
    }

    /// <summary>As what element type the loss reads labels: <c>float32</c>, unless it says otherwise.</summary>
    internal virtual torch.ScalarType LabelType(torch.Tensor values) => torch.ScalarType.Float32;

    /// <summary>Computes loss and gradient of a batch that has labels.</summary>
    /// <param name="values">The labels, row by row, in the <see cref="LabelType"/>.</param>
    /// <param name="present">Which of them exist.</param>
    /// <param name="weight">The weight of the task in the objective.</param>
    /// <param name="count">What the sum over the labels is divided by.</param>
    /// <returns>The mean loss.</returns>
    protected abstract double Run(torch.Tensor values, torch.Tensor present, double weight, double count);

    private MeasuredLoss RunReadable(torch.Tensor values, torch.Tensor present, double weight, int slice) =>
        Begin(present, slice, out double count) ? Measured(Run(values, present, weight, Math.Max(count, 1)), count) : default;

    /// <summary>Begins the backward pass, unless there is no label.</summary>
    /// <param name="present">Which labels exist.</param>
    /// <param name="slice">The slice in which the backward pass goes.</param>
    /// <param name="count">How many labels there are.</param>
    private protected bool Begin(torch.Tensor present, int slice, out double count)
    {
        count = TensorPrimitives.Sum<float>(TensorSpans.Floats(present));
        if (count == 0)
            return false;
        Output.Gradient!.Start(slice);
        return true;
    }

    /// <summary>The mean loss over so many labels.</summary>
    private protected MeasuredLoss Measured(double loss, double count) => new(loss, (long)count) { Output = Output };
}
