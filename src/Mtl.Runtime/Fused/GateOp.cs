using System.ComponentModel;
using System.Numerics.Tensors;

namespace Mtl.CompilerServices;

/// <summary>A gate: a task's weight for each expert, the softmax of every row, <c>g_e = exp(x_e) / Σ_k exp(x_k)</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GateOp : FusedOp
{
    private readonly StepValue _input;

    /// <summary>Applies the softmax to a value.</summary>
    /// <param name="input">The logits, <c>[batch, experts]</c>.</param>
    public GateOp(StepValue input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _input = input;
        Output = input.Next();
    }

    /// <inheritdoc/>
    public override StepValue Output { get; }

    /// <inheritdoc/>
    public override void Forward()
    {
        var inputs = _input.Buffer.Rows;
        var shares = Output.Buffer.Rows;
        for (int row = 0; row < inputs.Count; row++)
        {
            var g = shares[row];
            var (_, sum) = Exponentials.Of(inputs[row], g);
            TensorPrimitives.Divide(g, sum, g);
        }
    }

    /// <summary><c>dx = g·(dg − Σ_k g_k·dg_k)</c>.</summary>
    public override void Backward()
    {
        if (!Output.CompleteGradient())
            return;
        var gradients = Output.Gradient!.Buffer.Rows;
        var shares = Output.Buffer.Rows;
        for (int row = 0; row < gradients.Count; row++)
        {
            var g = shares[row % shares.Count]; // The rows repeat in every task slice.
            var dg = gradients[row];
            TensorPrimitives.Subtract(dg, TensorPrimitives.Dot<float>(g, dg), dg);
            TensorPrimitives.Multiply(g, dg, dg);
        }
    }
}
