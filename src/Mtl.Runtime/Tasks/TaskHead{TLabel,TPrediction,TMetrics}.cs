using System.ComponentModel;
using TorchSharp;

namespace Mtl;

/// <summary>A task head with the loss, the predictions and the metrics of its outputs.</summary>
/// <remarks>
/// A custom head derives from this class or, to change the loss, from one of the existing heads. Its constructor has the parameters
/// <c>(string task, long inputs, ReadOnlySpan&lt;long&gt; hidden, HiddenNormalization normalization)</c>. A class that derives directly
/// from this class also has the parameter <c>long outputs</c>, and a static method <c>NewLabels(string task)</c> that returns the
/// <see cref="LabelColumn"/> for its labels.
/// </remarks>
/// <typeparam name="TLabel">The type of the label in a row of data.</typeparam>
/// <typeparam name="TPrediction">The type of a prediction.</typeparam>
/// <typeparam name="TMetrics">The type of the metrics.</typeparam>
public abstract class TaskHead<TLabel, TPrediction, TMetrics> : TaskHead
    where TMetrics : TaskMetrics
{
    private LabelForm? _labelForm;

    /// <inheritdoc/>
    protected TaskHead(string task, long inputs, ReadOnlySpan<long> hidden, HiddenNormalization normalization, long outputs)
        : base(task, inputs, hidden, normalization, outputs)
    {
    }

    /// <summary>
    /// The mean loss over the labeled rows: <c>Σ lossᵢ · presentᵢ / max(Σ presentᵢ, 1)</c>. A row without a label does not contribute to
    /// the loss; without any label the loss is 0. If a row has several labels, each of which can be missing, the sums are over all of them.
    /// </summary>
    /// <param name="output">The head's output, <c>[batch, …RowShape]</c>.</param>
    /// <param name="labels">The labels of the same rows.</param>
    /// <returns>A scalar with a gradient.</returns>
    /// <exception cref="ArgumentException">
    /// The output has another shape; the labels do not match it in number of rows, shape, element type or device; or one is not a valid
    /// label of the task, for example a class that does not exist, a binary label other than 0 and 1, or a number that is not finite in the
    /// element type of the head.
    /// </exception>
    /// <exception cref="ObjectDisposedException">A tensor was freed.</exception>
    public torch.Tensor Loss(torch.Tensor output, TaskLabels labels)
    {
        using var scope = torch.NewDisposeScope();
        var losses = LabeledLosses(output, labels);
        var loss = (losses * labels.Present).sum() / labels.Present.sum().AtLeast(1);
        return loss.MoveToOuterDisposeScope();
    }

    /// <summary>Checks that labels are valid labels of the task. Generated models call it before they compute anything from them.</summary>
    /// <param name="labels">The labels, <c>[rows, …]</c>; those of sequences with their steps as rows.</param>
    /// <exception cref="ArgumentException">The labels have another shape or element type, or one is not a valid label.</exception>
    /// <exception cref="ObjectDisposedException">A tensor was freed.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void RequireLabels(TaskLabels labels) => LabelForm.Require(labels, ElementType);

    /// <summary>Creates the loss for a fused step.</summary>
    /// <param name="output">The output of the output layer in that step: standardized numbers if labels are standardized.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public LossOp NewLossOp(StepValue output)
    {
        var op = FusedLossOp(output) ?? new AutogradLossOp(output, RowShape, (computed, labels) => Loss(InUnit(computed), labels));
        op.LabelForm = LabelForm;
        return op;
    }

    /// <summary>The loss of every row, after a check of output and labels; used by training and by the head's meter.</summary>
    /// <param name="output">The head's output, <c>[batch, …RowShape]</c>.</param>
    /// <param name="labels">The labels of the same rows.</param>
    /// <returns><c>[batch, …LossShape]</c>.</returns>
    /// <exception cref="ArgumentException">As for <see cref="Loss"/>.</exception>
    private protected torch.Tensor LabeledLosses(torch.Tensor output, TaskLabels labels)
    {
        RequireShape(output);
        LabelForm.Require(labels, output);
        var losses = RowLosses(output, LabelForm.Readable(labels, output.dtype));
        TensorShape.Require(losses, TaskName, "loss", LossShape);
        return losses;
    }

    /// <summary>The required form of the labels; of a custom head, only the form of their presence is known.</summary>
    private protected virtual LabelForm NewLabelForm() => LabelForm.OfAnything(TaskName, LossShape);

    private LabelForm LabelForm => _labelForm ??= NewLabelForm();

    /// <summary>Converts the output of the output layer to the head's output, in the unit of the labels.</summary>
    private protected virtual torch.Tensor InUnit(torch.Tensor computed) => computed;

    /// <summary>Creates a loss with its own gradient computation; null if there is none, as for a custom head.</summary>
    /// <param name="output">The output of the output layer in a fused step.</param>
    private protected virtual LossOp? FusedLossOp(StepValue output) => null;

    /// <summary>Computes predictions from outputs.</summary>
    /// <param name="output">The head's output, <c>[batch, …RowShape]</c>.</param>
    /// <returns>One prediction per row.</returns>
    /// <exception cref="ArgumentException">The output has another shape.</exception>
    public abstract IReadOnlyList<TPrediction> Predict(torch.Tensor output);

    /// <summary>Creates a meter for the metrics of the task.</summary>
    /// <returns>A meter without any batch.</returns>
    public abstract IMeter<TMetrics> NewMeter();

    /// <summary>Computes the loss of every row as if all had a label: <c>[batch, …LossShape]</c>.</summary>
    /// <param name="output">The head's output.</param>
    /// <param name="values">The labels' values; 0 for a missing label.</param>
    protected abstract torch.Tensor RowLosses(torch.Tensor output, torch.Tensor values);

    /// <summary>The shape of an output without the batch dimension.</summary>
    protected abstract ReadOnlySpan<long> RowShape { get; }

    /// <summary>
    /// The shape of the losses and of the labels' presence without the batch dimension. It is empty by default, because most heads have one
    /// label per row.
    /// </summary>
    protected virtual ReadOnlySpan<long> LossShape => [];

    /// <summary>Checks that an output has the shape <see cref="RowShape"/> for every row.</summary>
    /// <param name="output">The head's output.</param>
    /// <exception cref="ArgumentException">The output has another shape, or is not floating-point.</exception>
    protected void RequireShape(torch.Tensor output)
    {
        TensorShape.Require(output, TaskName, "output", RowShape);
        if (!output.is_floating_point())
        {
            throw new ArgumentException(
                $"{TaskName}: 'output' must hold floating-point numbers, but the tensor given is {output.dtype}.", nameof(output));
        }
    }
}
