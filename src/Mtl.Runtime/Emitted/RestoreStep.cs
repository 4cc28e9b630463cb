using System.Numerics.Tensors;

namespace Mtl.Emitted;

/// <summary>From standardised numbers to the label's own unit: <c>y = x·deviation + mean</c>.</summary>
public sealed class RestoreStep : StepOperation
{
    private readonly StepValue _input;
    private readonly Standardization _standardization;

    /// <summary>Places it behind the output layer of a head.</summary>
    /// <param name="input">What it reads.</param>
    /// <param name="standardization">Mean and deviation of the labels.</param>
    public RestoreStep(StepValue input, Standardization standardization)
    {
        _input = input;
        _standardization = standardization;
        Output = input.Next();
    }

    /// <inheritdoc/>
    public override StepValue Output { get; }

    /// <inheritdoc/>
    public override void Forward()
    {
        var input = _input.Buffer.Rows;
        var output = Output.Buffer.Rows;
        var mean = TensorSpans.Floats(_standardization.Mean);
        var deviation = TensorSpans.Floats(_standardization.Deviation);
        for (int row = 0; row < input.Count; row++)
            TensorPrimitives.MultiplyAdd(input[row], deviation, mean, output[row]);
    }

    /// <summary><c>dx = dy·deviation</c>.</summary>
    public override void Backward()
    {
        if (!Output.ContinuesBackward())
            return;
        var gradients = Output.Gradient!.Buffer.Rows;
        var deviation = TensorSpans.Floats(_standardization.Deviation);
        for (int row = 0; row < gradients.Count; row++)
            TensorPrimitives.Multiply(gradients[row], deviation, gradients[row]);
    }
}
