using TorchSharp;

namespace Mtl;

/// <summary>Adds up errors, and the labels' spread by Welford's method (Technometrics 1962), which does not cancel.</summary>
internal sealed class RegressionMeter : IMeter<RegressionMetrics>
{
    private long _count;
    private double _squaredErrors;
    private double _absoluteErrors;
    private double _labelMean;
    private double _labelSpread;

    public void Add(torch.Tensor output, TaskLabels labels)
    {
        float[] outputs = TensorValues.Read<float>(output);
        float[] values = TensorValues.Read<float>(labels.Values);
        float[] present = TensorValues.Read<float>(labels.Present);
        for (int row = 0; row < present.Length; row++)
        {
            if (present[row] != 0)
                Add(outputs[row], values[row]);
        }
    }

    public RegressionMetrics Result() => new(_count, _squaredErrors / _count)
    {
        MeanSquaredError = _squaredErrors / _count,
        MeanAbsoluteError = _absoluteErrors / _count,
        R2 = _labelSpread == 0 ? double.NaN : 1 - (_squaredErrors / _labelSpread),
    };

    private void Add(double output, double label)
    {
        double error = output - label;
        _squaredErrors += error * error;
        _absoluteErrors += Math.Abs(error);

        _count++;
        double distance = label - _labelMean;
        _labelMean += distance / _count;
        _labelSpread += distance * (label - _labelMean);
    }
}
