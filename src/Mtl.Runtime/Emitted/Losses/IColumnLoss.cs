namespace Mtl.Emitted;

/// <summary>A loss of one output per row, computed for the whole column at once.</summary>
internal interface IColumnLoss
{
    /// <summary>Computes the losses of a column and their derivatives.</summary>
    /// <param name="outputs">The outputs of all rows; they are overwritten.</param>
    /// <param name="labels">The labels of the same rows.</param>
    /// <param name="present">Which of them exist.</param>
    /// <param name="factor">What every derivative is multiplied with.</param>
    /// <param name="slopes">Receives the derivatives, 0 where there is no label.</param>
    /// <param name="scratch">Room for what is computed on the way.</param>
    /// <returns>The sum of the losses.</returns>
    double Run(Span<float> outputs, ReadOnlySpan<float> labels, ReadOnlySpan<float> present, float factor, Span<float> slopes, LossScratch scratch);
}
