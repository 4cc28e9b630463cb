using System.ComponentModel;
using TorchSharp.Modules;

namespace Mtl.CompilerServices;

/// <summary>
/// Linear layers that read the same, those of several heads, experts or gates: one matrix product whose columns are the layers'. Going
/// backwards, it is one product too, unless only some layers have been gone through or some are frozen. Where every task goes back in a
/// slice of its own, so do heads and gates from here on.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LinearGroupOp : FusedOp
{
    private readonly LinearOp _together;
    private readonly LinearOp[] _alone;

    /// <summary>Places the layers behind a value.</summary>
    /// <param name="memory">The step's memory.</param>
    /// <param name="input">What they read.</param>
    /// <param name="parameters">All parameters of the model; those of the layers follow each other.</param>
    /// <param name="layers">The layers.</param>
    public LinearGroupOp(StepMemory memory, StepValue input, FlatParameters parameters, params Linear[] layers)
    {
        _together = new(memory, input, parameters, layers);
        int start = 0;
        _alone = Array.ConvertAll(layers, layer =>
        {
            var output = _together.Output.Columns(start, (int)layer.weight!.shape[0]);
            start += output.Width;
            return new LinearOp(memory, input, output, parameters, layer);
        });
    }

    /// <summary>What all layers compute.</summary>
    public override StepValue Output => _together.Output;

    /// <summary>What one layer computes.</summary>
    /// <param name="layer">Its index.</param>
    public StepValue this[int layer] => _alone[layer].Output;

    /// <inheritdoc/>
    internal override bool IsCurrent => _together.IsCurrent;

    /// <inheritdoc/>
    public override void Forward() => _together.Forward();

    /// <inheritdoc/>
    public override void Backward()
    {
        if (!Array.TrueForAll(_alone, layer => layer.Output.CompleteGradient()) || !_together.AreUniformlyTrained)
        {
            foreach (var layer in _alone)
                layer.Backward();
            return;
        }

        Output.Gradient!.Start(FirstTaskSlice(_alone[0]));
        _together.BackwardToParameters();
        if (Array.TrueForAll(_alone, layer => FirstTaskSlice(layer) == FirstTaskSlice(_alone[0])))
        {
            _together.BackwardToInput();
            return;
        }

        foreach (var layer in _alone)
            layer.BackwardToInput();
    }

    /// <summary>The slice in which a layer goes back: of heads and of gates, that of their task.</summary>
    private static int FirstTaskSlice(LinearOp layer) => layer.Output.Gradient!.FirstTaskSlice;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _together.Dispose();
        foreach (var layer in _alone)
            layer.Dispose();
        base.Dispose(disposing);
    }
}
