using System.ComponentModel;
using System.Numerics.Tensors;

namespace Mtl.CompilerServices;

/// <summary>
/// A cross-stitch unit for one task (Misra et al. 2016): the weighted sum <c>y = Σ_s α_s·h_s</c> of the outputs of all tasks' copies of a
/// layer, with learned weights α.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CrossStitchOp : FusedOp
{
    private readonly CrossStitchUnit _unit;
    private readonly FlatParameter _shares;
    private readonly StepValue[] _copies;

    /// <summary>Applies the unit to the outputs of the copies.</summary>
    /// <param name="memory">The step's memory.</param>
    /// <param name="parameters">All parameters of the model.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="copies">The output of each task's copy, all of the same width.</param>
    public CrossStitchOp(StepMemory memory, FlatParameters parameters, CrossStitchUnit unit, params StepValue[] copies)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(unit);
        _unit = unit;
        _shares = parameters[unit.Shares];
        _copies = copies;
        Output = StepValue.New(memory, copies[0].Width);
    }

    /// <inheritdoc/>
    public override StepValue Output { get; }

    /// <inheritdoc/>
    internal override bool IsCurrent => ReferenceEquals(_unit.Shares, _shares.Parameter);

    /// <inheritdoc/>
    public override void Forward()
    {
        var shares = TensorSpans.Floats(_shares.Value);
        var output = Output.Buffer.Rows;
        for (int s = 0; s < _copies.Length; s++)
        {
            var h = _copies[s].Buffer.Rows;
            for (int row = 0; row < output.Count; row++)
                ScaledRow.AddTo(output[row], h[row], shares[s], isFirst: s == 0);
        }
    }

    /// <summary><c>dα_s += Σ h_s·dy</c> for each task slice; <c>dh_s += α_s·dy</c>.</summary>
    public override void Backward()
    {
        if (!Output.CompleteGradient())
            return;
        var gradient = Output.Gradient!;
        for (int slice = 0; slice < gradient.TaskSlices && _shares.Parameter.requires_grad; slice++)
            AddToShares(gradient.Buffer.TaskSlice(slice).Rows, TensorSpans.Floats(_shares.Summable(gradient.FirstTaskSlice + slice)));
        var shares = TensorSpans.Floats(_shares.Value);
        for (int s = 0; s < _copies.Length; s++)
            AddTo(_copies[s], shares[s], gradient);
    }

    private void AddToShares(StepRows gradients, Span<float> sums)
    {
        for (int s = 0; s < _copies.Length; s++)
        {
            var h = _copies[s].Buffer.Rows;
            for (int row = 0; row < gradients.Count; row++)
                sums[s] += TensorPrimitives.Dot<float>(h[row], gradients[row]);
        }
    }

    private static void AddTo(StepValue copy, float share, StepGradient gradient)
    {
        if (copy.Gradient is null)
            return;
        var (place, adds) = copy.Gradient.Add(gradient);
        var all = place.Rows;
        var gradients = gradient.Buffer.Rows;
        for (int row = 0; row < gradients.Count; row++)
            ScaledRow.AddTo(all[row], gradients[row], share, isFirst: !adds);
    }
}
