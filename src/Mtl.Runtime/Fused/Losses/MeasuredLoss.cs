using System.ComponentModel;
using System.Numerics.Tensors;

namespace Mtl.CompilerServices;

/// <summary>The loss of a task in a fused step, after the gradient with respect to the task's output was computed.</summary>
/// <param name="Loss">The unweighted mean loss over the labeled rows.</param>
/// <param name="Labels">The number of labels.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct MeasuredLoss(double Loss, long Labels)
{
    /// <summary>The weight of the task in the gradient.</summary>
    internal double Weight { get; init; }

    /// <summary>The task's output; null without a label.</summary>
    internal StepValue? Output { get; init; }

    /// <summary>Changes the weight of the task in the gradient with respect to its output, before the backward pass continues.</summary>
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
