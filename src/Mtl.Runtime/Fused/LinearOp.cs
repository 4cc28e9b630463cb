using System.ComponentModel;
using TorchSharp.Modules;

namespace Mtl.CompilerServices;

/// <summary>A linear layer, or several with the same input: <c>y = x·Wᵀ + b</c>, or without b.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LinearOp : FusedOp
{
    private readonly StepMemory _memory;
    private readonly StepValue _input;
    private readonly LinearParameters _parameters;

    /// <summary>Applies the layer to a value.</summary>
    /// <param name="memory">The step's memory.</param>
    /// <param name="input">The input.</param>
    /// <param name="parameters">All parameters of the model.</param>
    /// <param name="layers">The layer; several layers with contiguous parameters are computed as one with the outputs of all.</param>
    public LinearOp(StepMemory memory, StepValue input, FlatParameters parameters, params Linear[] layers)
        : this(memory, input, output: null, parameters, layers)
    {
    }

    /// <summary>Applies the layer to a value and writes the result to an existing value.</summary>
    /// <param name="memory">The step's memory.</param>
    /// <param name="input">The input.</param>
    /// <param name="output">The output; null for a new value.</param>
    /// <param name="parameters">All parameters of the model.</param>
    /// <param name="layers">The layer.</param>
    public LinearOp(StepMemory memory, StepValue input, StepValue? output, FlatParameters parameters, params Linear[] layers)
    {
        _memory = memory;
        _input = input;
        _parameters = new(parameters, layers);
        Output = output ?? StepValue.New(memory, _parameters.Outputs);
    }

    /// <inheritdoc/>
    public override StepValue Output { get; }

    /// <inheritdoc/>
    internal override bool IsCurrent => _parameters.AreCurrent;

    /// <summary>Whether either all layers are trained or none, so that one product computes all their gradients.</summary>
    internal bool AreUniformlyTrained => _parameters is { AreWeightsTrained: not null, AreBiasesTrained: not null };

    /// <inheritdoc/>
    public override void Forward()
    {
        if (_parameters.Bias is { } bias)
            Output.Values.copy_(bias);
        Output.Values.addmm_(_input.Values, _parameters.TransposedWeight, _parameters.Bias is null ? 0 : 1, 1);
    }

    /// <summary><c>dW += dyᵀ·x</c>, <c>db += Σ dy</c>, <c>dx += dy·W</c>.</summary>
    public override void Backward()
    {
        if (!Output.CompleteGradient())
            return;
        BackwardToParameters();
        BackwardToInput();
    }

    /// <summary><c>dW += dyᵀ·x</c>, <c>db += Σ dy</c>, for each task slice.</summary>
    internal void BackwardToParameters()
    {
        var gradient = Output.Gradient!;
        for (int slice = 0; slice < gradient.TaskSlices; slice++)
        {
            var dy = gradient.Buffer.TaskSlice(slice).Transposed;
            if (_parameters.AreWeightsTrained == true)
            {
                var (dW, factor) = _parameters.AddToWeights(gradient.FirstTaskSlice + slice);
                dW.addmm_(dy, _input.Values, factor, 1);
            }

            if (_parameters.AreBiasesTrained == true)
            {
                var (db, factor) = _parameters.AddToBiases(gradient.FirstTaskSlice + slice);
                db.addmv_(dy, _memory.Ones, factor, 1);
            }
        }
    }

    /// <summary><c>dx += dy·W</c>, for all task slices at once.</summary>
    internal void BackwardToInput()
    {
        if (_input.Gradient is null)
            return;
        var (dx, factor) = _input.Gradient.Add(Output.Gradient!);
        dx.Values.addmm_(Output.Gradients!, _parameters.Weight, factor, 1);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _parameters.Dispose();
        base.Dispose(disposing);
    }
}
