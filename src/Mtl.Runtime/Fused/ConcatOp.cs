using System.ComponentModel;

namespace Mtl.CompilerServices;

/// <summary>Concatenation of values: <c>y = [x₁, x₂, …]</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ConcatOp : FusedOp
{
    private readonly StepValue[] _inputs;
    private readonly StepValue[] _parts;

    /// <summary>Concatenates values.</summary>
    /// <param name="memory">The step's memory.</param>
    /// <param name="inputs">The values.</param>
    public ConcatOp(StepMemory memory, params StepValue[] inputs)
    {
        _inputs = inputs;
        Output = StepValue.New(memory, inputs.Sum(input => input.Width), Array.Exists(inputs, input => input.Gradient is not null));
        int start = 0;
        _parts = Array.ConvertAll(inputs, input =>
        {
            var part = Output.Columns(start, input.Width);
            start += input.Width;
            return part;
        });
    }

    /// <inheritdoc/>
    public override StepValue Output { get; }

    /// <inheritdoc/>
    public override void Forward()
    {
        for (int i = 0; i < _inputs.Length; i++)
            _parts[i].Buffer.Rows.Set(_inputs[i].Buffer.Rows);
    }

    /// <summary>Adds to the gradient of every value its columns of dy.</summary>
    public override void Backward()
    {
        if (!Output.CompleteGradient())
            return;
        for (int i = 0; i < _inputs.Length; i++)
            _inputs[i].AddGradient(_parts[i].Gradient!.Buffer.Rows, Output.Gradient!);
    }
}
