using System.ComponentModel;
using System.Numerics.Tensors;

namespace Mtl.CompilerServices;

/// <summary>
/// A mixture of experts for one task (Ma et al. 2018): <c>y = Σ_e g_e·h_e</c>, the sum of the experts' outputs weighted by the task's
/// gate.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MixtureOp : FusedOp
{
    private readonly StepValue _gate;
    private readonly StepValue[] _experts;

    /// <summary>Adds the experts' outputs.</summary>
    /// <param name="memory">The step's memory.</param>
    /// <param name="gate">The weights of the gate, <c>[batch, experts]</c>.</param>
    /// <param name="experts">The outputs of the experts, all of the same width.</param>
    /// <exception cref="ArgumentException">The gate does not have one weight for each expert.</exception>
    public MixtureOp(StepMemory memory, StepValue gate, params StepValue[] experts)
    {
        ArgumentNullException.ThrowIfNull(gate);
        ArgumentNullException.ThrowIfNull(experts);
        if (gate.Width != experts.Length)
            throw new ArgumentException($"There are {experts.Length} experts, but the gate has {gate.Width} weights.", nameof(gate));
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
        var (gate, adds) = _gate.Gradient!.Add(Output.Gradient!);
        var gateGradients = gate.Rows;
        var gradients = Output.Gradient!.Buffer.Rows;
        for (int e = 0; e < _experts.Length; e++)
        {
            var h = _experts[e].Buffer.Rows;
            for (int row = 0; row < gradients.Count; row++)
            {
                ref float dg = ref gateGradients[row][e];
                // The rows of the expert repeat in every task slice.
                dg = TensorPrimitives.Dot<float>(h[row % h.Count], gradients[row]) + (adds ? dg : 0);
            }

            AddTo(_experts[e], e);
        }
    }

    private void AddTo(StepValue expert, int e)
    {
        if (expert.Gradient is null)
            return;
        var (place, adds) = expert.Gradient.Add(Output.Gradient!);
        var all = place.Rows;
        var shares = _gate.Buffer.Rows;
        var gradients = Output.Gradient!.Buffer.Rows;
        for (int row = 0; row < gradients.Count; row++)
            ScaledRow.AddTo(all[row], gradients[row], shares[row % shares.Count][e], isFirst: !adds);
    }
}
