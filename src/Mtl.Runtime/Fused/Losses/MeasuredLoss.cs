using System.ComponentModel;
using System.Numerics.Tensors;

namespace Mtl.CompilerServices;

/// <summary>The loss of a task in a fused step, whose way back has begun at the task's output.</summary>
/// <param name="Loss">The mean loss over the labeled rows, not weighted.</param>
/// <param name="Labels">How many labels there are.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct MeasuredLoss(double Loss, long Labels)
{
    /// <summary>The weight of the task with which the way back has begun.</summary>
    internal double Weight { get; init; }

    /// <summary>The task's output; null without a label.</summary>
    internal StepValue? Output { get; init; }

    /// <summary>Gives the task another weight, before the way back goes on.</summary>
    internal void ScaleGradient(double weight)
    {
        if (Output is null || weight == Weight)
            return;
        float factor = Weight == 0 ? 0 : (float)(weight / Weight);
        var rows = Output.Gradient!.Buffer.Rows;
        if (rows.All is { IsEmpty: false } all)
        {
            TensorPrimitives.Multiply(all, factor, all);
            return;
        }

        for (int row = 0; row < rows.Count; row++)
            TensorPrimitives.Multiply(rows[row], factor, rows[row]);
    }
}
