using System.ComponentModel;

namespace Mtl.CompilerServices;

/// <summary>An activation function, element by element.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ActivationOp : FusedOp
{
    private readonly StepValue _input;
    private readonly StepRows.ElementwiseOperation _apply;
    private readonly StepRows.ElementwiseOperation _differentiate;

    /// <summary>Applies an activation function to a value.</summary>
    /// <param name="input">The input. Most functions are computed in place: their derivative can be computed from the result.</param>
    /// <param name="function">The function.</param>
    public ActivationOp(StepValue input, Activation function)
    {
        _input = input;
        var applied = ElementwiseFunction.Of(function);
        _apply = applied.Apply;
        _differentiate = applied.Differentiate;
        Output = applied.IsInPlace ? input : input.Next();
    }

    /// <inheritdoc/>
    public override StepValue Output { get; }

    /// <inheritdoc/>
    public override void Forward() => Output.Buffer.Rows.Combine(_input.Buffer.Rows, _apply);

    /// <summary><c>dx = dy·f′</c>.</summary>
    public override void Backward()
    {
        if (!Output.CompleteGradient())
            return;
        var source = _input.Buffer.Rows; // The result, if it was computed in place.
        for (int slice = 0; slice < Output.Gradient!.TaskSlices; slice++)
            Output.Gradient.Buffer.TaskSlice(slice).Rows.Combine(source, _differentiate);
    }
}
