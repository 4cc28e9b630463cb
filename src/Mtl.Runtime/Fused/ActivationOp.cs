using System.ComponentModel;

namespace Mtl.CompilerServices;

/// <summary>An activation function, element by element.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ActivationOp : FusedOp
{
    private readonly ElementwiseFunction _function;
    private readonly StepValue _input;

    /// <summary>Applies an activation function to a value.</summary>
    /// <param name="input">The input. Most functions are computed in place: their derivative can be computed from the result.</param>
    /// <param name="function">The function.</param>
    public ActivationOp(StepValue input, Activation function)
    {
        _input = input;
        _function = ElementwiseFunction.Of(function);
        Output = _function.IsInPlace ? input : input.Next();
    }

    /// <inheritdoc/>
    public override StepValue Output { get; }

    /// <inheritdoc/>
    public override void Forward()
    {
        StepRows input = _input.Buffer.Rows, output = Output.Buffer.Rows;
        if (!input.All.IsEmpty && !output.All.IsEmpty)
        {
            _function.Apply(input.All, output.All);
            return;
        }

        for (int row = 0; row < input.Count; row++)
            _function.Apply(input[row], output[row]);
    }

    /// <summary><c>dx = dy·f′</c>.</summary>
    public override void Backward()
    {
        if (!Output.CompleteGradient())
            return;
        for (int slice = 0; slice < Output.Gradient!.TaskSlices; slice++)
            Differentiate(Output.Gradient.Buffer.TaskSlice(slice).Rows);
    }

    private void Differentiate(StepRows gradients)
    {
        var source = _input.Buffer.Rows; // The result, if it was computed in place.
        if (!gradients.All.IsEmpty && !source.All.IsEmpty)
        {
            _function.Differentiate(source.All, gradients.All);
            return;
        }

        for (int row = 0; row < gradients.Count; row++)
            _function.Differentiate(source[row], gradients[row]);
    }
}
