using System.ComponentModel;
using Mtl.Kernels;
using TorchSharp.Modules;

namespace Mtl.CompilerServices;

/// <summary>A linear layer, or several with the same input: <c>y = x·Wᵀ + b</c>, or without b.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LinearOp : FusedOp
{
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
        _input = input;
        _parameters = new(parameters, layers);
        Output = output ?? StepValue.New(memory, _parameters.Outputs);
    }

    /// <inheritdoc/>
    public override StepValue Output { get; }

    /// <inheritdoc/>
    internal override bool IsCurrent => _parameters.AreCurrent;

    /// <summary>Whether weights and biases of the layers are trained; null if only some are. Read once in a backward pass.</summary>
    internal (bool? Weights, bool? Biases) AreTrained => (_parameters.AreWeightsTrained, _parameters.AreBiasesTrained);

    /// <inheritdoc/>
    public override void Forward() => _parameters.Apply(_input.Buffer.All.View, Output.Buffer.All.View);

    /// <summary><c>dW += dyᵀ·x</c>, <c>db += Σ dy</c>, <c>dx += dy·W</c>.</summary>
    public override void Backward()
    {
        if (!Output.CompleteGradient())
            return;
        BackwardToParameters(AreTrained);
        BackwardToInput();
    }

    /// <summary><c>dW += dyᵀ·x</c>, <c>db += Σ dy</c>, for each task slice.</summary>
    /// <param name="areTrained"><see cref="AreTrained"/>; parameters of which only some are trained get no gradient.</param>
    internal void BackwardToParameters((bool? Weights, bool? Biases) areTrained)
    {
        var gradient = Output.Gradient!;
        for (int slice = 0; slice < gradient.TaskSlices; slice++)
        {
            var dy = gradient.Buffer.TaskSlice(slice).View;
            if (areTrained.Weights == true)
                _parameters.AddToWeights(dy, _input.Buffer.All.View, gradient.FirstTaskSlice + slice);
            if (areTrained.Biases == true)
                _parameters.AddToBiases(dy, gradient.FirstTaskSlice + slice);
        }
    }

    /// <summary><c>dx += dy·W</c>, for all task slices at once.</summary>
    internal void BackwardToInput()
    {
        if (_input.Gradient is null)
            return;
        var (dx, adds) = _input.Gradient.Add(Output.Gradient!);
        MatrixProduct.Run(Output.Gradient!.Buffer.All.View, _parameters.Weight, dx.View, adds);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _parameters.Dispose();
        base.Dispose(disposing);
    }
}
