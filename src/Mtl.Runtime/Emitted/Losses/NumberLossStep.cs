using TorchSharp;

namespace Mtl.Emitted;

/// <summary>
/// The squared error d², the absolute error |d| or Huber's loss (d²/2, from δ on δ·(|d| − δ/2)) of every predicted number, where d is the
/// difference of output and label, divided by the label's deviation where labels are standardised.
/// </summary>
internal sealed class NumberLossStep(StepValue output, Loss loss, double huberDelta, Standardization? standardization) : LossStep(output), IColumnLoss
{
    private readonly float _delta = (float)huberDelta;

    /// <inheritdoc/>
    internal override IColumnLoss? Column => Output.Width == 1 ? this : null;

    /// <inheritdoc/>
    public double Run(Span<float> outputs, ReadOnlySpan<float> labels, ReadOnlySpan<float> present, float factor, Span<float> slopes, LossScratch scratch)
    {
        double sum = 0;
        float deviation = standardization is null ? 1 : TensorSpans.Floats(standardization.Deviation)[0];
        for (int row = 0; row < outputs.Length; row++)
            sum += Element(outputs[row], labels[row], present[row], deviation, factor, out slopes[row]);
        return sum;
    }

    /// <inheritdoc/>
    protected override double Run(torch.Tensor values, torch.Tensor present, double weight, double count)
    {
        var outputs = Output.Buffer.Rows;
        var gradients = Output.Gradient!.Buffer.Rows;
        var labels = TensorSpans.Floats(values);
        var exists = TensorSpans.Floats(present);
        var deviations = standardization is null ? default : TensorSpans.Floats(standardization.Deviation);
        double sum = 0;
        for (int row = 0; row < outputs.Count; row++)
        {
            var output = outputs[row];
            var gradient = gradients[row];
            for (int i = 0; i < output.Length; i++)
            {
                int place = (row * output.Length) + i;
                sum += Element(output[i], labels[place], exists[place], deviations.IsEmpty ? 1 : deviations[i], (float)(weight / count), out gradient[i]);
            }
        }

        return sum / count;
    }

    /// <summary>The loss of one number, and its derivative times the factor; both 0 where there is no label, whatever stands in its place.</summary>
    private double Element(float output, float label, float present, float deviation, float factor, out float gradient)
    {
        gradient = 0;
        if (present == 0)
            return 0;
        var (value, slope) = Element((output - label) / deviation);
        gradient = factor * present * slope / deviation;
        return present * value;
    }

    private (float Loss, float Slope) Element(float difference) => loss switch
    {
        Loss.AbsoluteError => (MathF.Abs(difference), Sign(difference)),
        Loss.Huber when MathF.Abs(difference) < _delta => (difference * difference / 2, difference),
        Loss.Huber => (_delta * (MathF.Abs(difference) - (_delta / 2)), _delta * Sign(difference)),
        _ => (difference * difference, 2 * difference),
    };

    /// <summary>NaN stays NaN: training then says which loss it was.</summary>
    private static float Sign(float number) => number > 0 ? 1 : number < 0 ? -1 : number;
}
