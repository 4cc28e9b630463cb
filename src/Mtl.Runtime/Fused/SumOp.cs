using System.ComponentModel;

namespace Mtl.CompilerServices;

/// <summary>Values added element by element: <c>y = x₁ + x₂ + …</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SumOp : FusedOp
{
    private readonly StepValue[] _inputs;

    /// <summary>Adds values.</summary>
    /// <param name="memory">The step's memory.</param>
    /// <param name="inputs">The values, all of the same width.</param>
    public SumOp(StepMemory memory, params StepValue[] inputs)
    {
        _inputs = inputs;
        Output = StepValue.New(memory, inputs[0].Width, Array.Exists(inputs, input => input.Gradient is not null));
    }

    /// <inheritdoc/>
    public override StepValue Output { get; }

    /// <inheritdoc/>
    public override void Forward()
    {
        var sum = Output.Buffer.Rows;
        sum.Set(_inputs[0].Buffer.Rows);
        for (int i = 1; i < _inputs.Length; i++)
            sum.Add(_inputs[i].Buffer.Rows);
    }

    /// <summary><c>dxᵢ += dy</c> for every value.</summary>
    public override void Backward()
    {
        if (!Output.CompleteGradient())
            return;
        foreach (var input in _inputs)
            input.AddGradient(Output.Gradient!.Buffer.Rows, Output.Gradient);
    }
}
