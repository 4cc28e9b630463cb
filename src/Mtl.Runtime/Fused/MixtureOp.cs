using System.ComponentModel;
using System.Numerics.Tensors;

namespace Mtl.CompilerServices;

/// <summary>
/// What a task reads of the experts of a mixture (Ma et al. 2018): <c>y = Σ_e g_e·h_e</c>, with the shares of its gate.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MixtureOp : FusedOp
{
    private readonly StepValue _gate;
    private readonly StepValue[] _experts;

    /// <summary>Mixes values.</summary>
    /// <param name="memory">The step's memory.</param>
    /// <param name="gate">The shares, <c>[batch, experts]</c>.</param>
    /// <param name="experts">What each expert computes, all of one width.</param>
    /// <exception cref="ArgumentException">There is not one share for each expert.</exception>
    public MixtureOp(StepMemory memory, StepValue gate, params StepValue[] experts)
    {
        ArgumentNullException.ThrowIfNull(gate);
        ArgumentNullException.ThrowIfNull(experts);
        if (gate.Width != experts.Length)
            throw new ArgumentException($"There are {experts.Length} experts, but the gate has {gate.Width} shares.", nameof(gate));
        _gate = gate;
        _experts = experts;
        Output = StepValue.New(memory, experts[0].Width);
    }

    /// <inheritdoc/>
    public override StepValue Output { get; }

    /// <inheritdoc/>
    public override void Forward()
    {
        var shares = _gate.Buffer.Rows;
        var output = Output.Buffer.Rows;
        for (int e = 0; e < _experts.Length; e++)
        {
            var h = _experts[e].Buffer.Rows;
            for (int row = 0; row < output.Count; row++)
                ScaledRow.AddTo(output[row], h[row], shares[row][e], isFirst: e == 0);
        }
    }

    /// <summary><c>dg_e += h_e·dy</c>, <c>dh_e += g_e·dy</c>.</summary>
    public override void Backward()
    {
        if (!Output.CompleteGradient())
            return;
        var (gate, old) = _gate.Gradient!.Add(Output.Gradient!);
        var gateGradients = gate.Rows;
        var gradients = Output.Gradient!.Buffer.Rows;
        for (int e = 0; e < _experts.Length; e++)
        {
            var h = _experts[e].Buffer.Rows;
            for (int row = 0; row < gradients.Count; row++)
            {
                ref float dg = ref gateGradients[row][e];
                dg = TensorPrimitives.Dot<float>(h[row % h.Count], gradients[row]) + (old == 0 ? 0 : dg); // Every slice has the rows once.
            }

            AddTo(_experts[e], e);
        }
    }

    private void AddTo(StepValue expert, int e)
    {
        if (expert.Gradient is null)
            return;
        var (place, old) = expert.Gradient.Add(Output.Gradient!);
        var all = place.Rows;
        var shares = _gate.Buffer.Rows;
        var gradients = Output.Gradient!.Buffer.Rows;
        for (int row = 0; row < gradients.Count; row++)
            ScaledRow.AddTo(all[row], gradients[row], shares[row % shares.Count][e], isFirst: old == 0);
    }
}
