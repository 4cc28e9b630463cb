namespace Mtl;

/// <summary>
/// Adds the gradients of several batches before an optimizer step. The labels of all of them are counted before the first: each batch has
/// the part of the gradient that its labels are of these.
/// </summary>
/// <param name="batches">The batches.</param>
/// <param name="pass">The backward pass of every batch.</param>
/// <param name="size">The number of batches of a step.</param>
/// <param name="countLabels">Counts the labels of every task.</param>
internal sealed class Accumulation<TBatch>(
    EpochBatches<TBatch> batches, BackwardPass pass, int size, Func<TBatch, IReadOnlyList<long>> countLabels)
    where TBatch : struct, IBatch<TBatch>
{
    /// <summary>The number of optimizer steps of an epoch.</summary>
    public int StepsPerEpoch => (batches.Steps + size - 1) / size;

    /// <summary>Whether the gradients of all batches so far were used.</summary>
    public bool IsBetweenSteps => batches.Step % size == 0 || batches.Step == batches.Steps;

    /// <summary>Whether the current batch is the first of an optimizer step.</summary>
    public bool IsFirst => (batches.Step - 1) % size == 0;

    /// <summary>Whether the current batch is the last of an optimizer step, which has fewer batches at the end of an epoch.</summary>
    public bool IsLast => IsBetweenSteps;

    /// <summary>Prepares the backward pass of the next batch.</summary>
    public void BeginBatch()
    {
        if (size == 1 || batches.Step == batches.Steps)
            return;
        bool isFirst = batches.Step % size == 0;
        if (isFirst)
            pass.AccumulatedLabels = batches.CountLabels(countLabels);
        pass.AddsPenalties = isFirst;
    }
}
