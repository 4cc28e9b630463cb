using System.ComponentModel;
using TorchSharp.Modules;

namespace Mtl.CompilerServices;

/// <summary>
/// Linear layers of several heads, experts or gates with the same input, computed by one matrix product. The backward pass is one
/// product too, unless it has reached only some of the layers, or some are frozen. If every task has its own task slice, the gradient
/// of a head or gate is added to the slice of its task.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LinearGroupOp : FusedOp
{
    private readonly LinearOp _together;
    private readonly LinearOp[] _alone;

    /// <summary>Applies the layers to a value.</summary>
    /// <param name="memory">The step's memory.</param>
    /// <param name="input">The input of all layers.</param>
    /// <param name="parameters">All parameters of the model; those of the layers are contiguous.</param>
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

    /// <summary>The outputs of all layers, concatenated.</summary>
    public override StepValue Output => _together.Output;

    /// <summary>The output of one layer.</summary>
    /// <param name="layer">Its index.</param>
    public StepValue this[int layer] => _alone[layer].Output;

    /// <inheritdoc/>
    internal override bool IsCurrent => _together.IsCurrent;

    /// <inheritdoc/>
    public override void Forward() => _together.Forward();

    /// <inheritdoc/>
    public override void Backward()
    {
        var areTrained = _together.AreTrained;
        if (!Array.TrueForAll(_alone, layer => layer.Output.CompleteGradient()) || areTrained is not ({ }, { }))
        {
            foreach (var layer in _alone)
                layer.Backward();
            return;
        }

        Output.Gradient!.Start(FirstTaskSlice(_alone[0]));
        _together.BackwardToParameters(areTrained);
        if (Array.TrueForAll(_alone, layer => FirstTaskSlice(layer) == FirstTaskSlice(_alone[0])))
        {
            _together.BackwardToInput();
            return;
        }

        foreach (var layer in _alone)
            layer.BackwardToInput();
    }

    /// <summary>The first task slice of a layer's gradient; for heads and gates, the slice of their task.</summary>
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
