using System.ComponentModel;

namespace Mtl.CompilerServices;

/// <summary>Values multiplied element by element: <c>y = x₁ · x₂ · …</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ProductOp : FusedOp
{
    private readonly StepValue[] _inputs;
    private readonly StepGradient _summand;

    /// <summary>Multiplies values.</summary>
    /// <param name="memory">The step's memory.</param>
    /// <param name="inputs">The values, all of the same width.</param>
    public ProductOp(StepMemory memory, params StepValue[] inputs)
    {
        _inputs = inputs;
        _summand = memory.NewGradient(memory.NewBuffer(inputs[0].Width, StepBufferUse.Gradients));
        Output = StepValue.New(memory, inputs[0].Width, Array.Exists(inputs, input => input.Gradient is not null));
    }

    /// <inheritdoc/>
    public override StepValue Output { get; }

    /// <inheritdoc/>
    public override void Forward()
    {
        var product = Output.Buffer.Rows;
        product.Set(_inputs[0].Buffer.Rows);
        for (int i = 1; i < _inputs.Length; i++)
            product.Multiply(_inputs[i].Buffer.Rows);
    }

    /// <summary><c>dxᵢ += dy · Π xⱼ</c> over all j ≠ i. It is not computed as the quotient y / xᵢ, because xᵢ may be 0.</summary>
    public override void Backward()
    {
        if (!Output.CompleteGradient())
            return;
        for (int i = 0; i < _inputs.Length; i++)
        {
            if (_inputs[i].Gradient is null)
                continue;
            _summand.Buffer.Rows.Set(Output.Gradient!.Buffer.Rows);
            for (int j = 0; j < _inputs.Length; j++)
            {
                if (j != i)
                    _summand.Multiply(_inputs[j].Buffer.Rows);
            }

            _inputs[i].AddGradient(_summand.Buffer.Rows, Output.Gradient!);
        }
    }
}
