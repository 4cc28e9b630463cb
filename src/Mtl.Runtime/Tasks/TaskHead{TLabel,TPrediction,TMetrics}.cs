using System.ComponentModel;
using TorchSharp;

namespace Mtl;

/// <summary>A task head together with what its outputs mean: their loss, their prediction, their metrics.</summary>
/// <remarks>
/// A head of your own derives from this class, or from one of the heads that there are in order to change their loss. Its
/// constructor has the parameters <c>(string task, long inputs, ReadOnlySpan&lt;long&gt; hidden, HiddenNormalization normalization)</c>; a direct
/// descendant has <c>long outputs</c> as well, and a static method <c>NewLabels(string task)</c> that returns the
/// <see cref="LabelColumn"/> which reads its labels.
/// </remarks>
/// <typeparam name="TLabel">The type of the label in a row of data.</typeparam>
/// <typeparam name="TPrediction">The type of an answer.</typeparam>
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
    /// The mean loss over the rows that have a label: <c>Σ lossᵢ · presentᵢ / max(Σ presentᵢ, 1)</c>. A row without a label
    /// contributes nothing to the loss; without any label the loss is 0. Where a row has several labels,
    /// each of which can be missing, the sums are over all of them.
    /// </summary>
    /// <param name="output">The head's output, <c>[batch, …RowShape]</c>.</param>
    /// <param name="labels">The labels of the same rows.</param>
    /// <returns>A scalar with a gradient.</returns>
    /// <exception cref="ArgumentException">
    /// The output has another shape, the labels are not those of the same rows: in number, shape, element type or device; or one is no
    /// label of the task, such as a class that there is not, an answer but 0 and 1, or a number that is not finite as it is computed with.
    /// </exception>
    /// <exception cref="ObjectDisposedException">A tensor was freed.</exception>
    public torch.Tensor Loss(torch.Tensor output, TaskLabels labels)
    {
        using var scope = torch.NewDisposeScope();
        var losses = LabeledLosses(output, labels);
        var loss = (losses * labels.Present).sum() / labels.Present.sum().AtLeast(1);
        return loss.MoveToOuterDisposeScope();
    }

    /// <summary>Requires labels that the task can have, before anything is computed from them; what generated models call.</summary>
    /// <param name="labels">The labels, <c>[rows, …]</c>; those of sequences step after step.</param>
    /// <exception cref="ArgumentException">The labels have another shape or element type, or one is no label of the task.</exception>
    /// <exception cref="ObjectDisposedException">A tensor was freed.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void RequireLabels(TaskLabels labels) => LabelForm.Require(labels, ElementType);

    /// <summary>The loss as a part of a fused step.</summary>
    /// <param name="output">What the output layer computes in that step; where labels are standardized, standardized numbers.</param>
    public LossOp NewLossOp(StepValue output)
    {
        var step = FusedLossOp(output) ?? new AutogradLossOp(output, RowShape, (computed, labels) => Loss(InUnit(computed), labels));
        step.LabelForm = LabelForm;
        return step;
    }

    /// <summary>The loss of every row for the labels that there are; what the head trains with and what its meter reports.</summary>
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

    /// <summary>What the labels must look like; of a head of the user's own only their presence is known.</summary>
    private protected virtual LabelForm NewLabelForm() => LabelForm.OfAnything(TaskName, LossShape);

    private LabelForm LabelForm => _labelForm ??= NewLabelForm();

    /// <summary>From what the output layer computes to the head's output, in the unit of the labels.</summary>
    private protected virtual torch.Tensor InUnit(torch.Tensor computed) => computed;

    /// <summary>The loss with the derivative fused; null where it is not known, as for a head of the user's own.</summary>
    /// <param name="output">What the output layer computes in a fused step.</param>
    private protected virtual LossOp? FusedLossOp(StepValue output) => null;

    /// <summary>Turns outputs into answers.</summary>
    /// <param name="output">The head's output, <c>[batch, …RowShape]</c>.</param>
    /// <returns>One answer per row.</returns>
    /// <exception cref="ArgumentException">The output has another shape.</exception>
    public abstract IReadOnlyList<TPrediction> Predict(torch.Tensor output);

    /// <summary>Starts measuring.</summary>
    /// <returns>A meter that has seen nothing yet.</returns>
    public abstract IMeter<TMetrics> NewMeter();

    /// <summary>The loss of every row as if all had a label: <c>[batch, …LossShape]</c>.</summary>
    /// <param name="output">The head's output.</param>
    /// <param name="values">The labels' values; 0 where a label is missing.</param>
    protected abstract torch.Tensor RowLosses(torch.Tensor output, torch.Tensor values);

    /// <summary>The sizes of an output after the batch dimension.</summary>
    protected abstract ReadOnlySpan<long> RowShape { get; }

    /// <summary>
    /// The sizes of the losses after the batch dimension, and so of the labels' presence: none, because most heads have one label
    /// per row.
    /// </summary>
    protected virtual ReadOnlySpan<long> LossShape => [];

    /// <summary>Requires an output of <see cref="RowShape"/> per row.</summary>
    /// <param name="output">The head's output.</param>
    /// <exception cref="ArgumentException">The output has another shape, or holds no floating-point numbers.</exception>
    protected void RequireShape(torch.Tensor output)
    {
        TensorShape.Require(output, TaskName, "output", RowShape);
        if (!output.is_floating_point())
            throw new ArgumentException($"{TaskName}: 'output' must hold floating-point numbers, but the tensor given is {output.dtype}.", nameof(output));
    }
}
