using TorchSharp;

namespace Mtl;

/// <summary>Computes the metrics of every output of a regression head separately.</summary>
internal sealed class RegressionMeter(int outputs, RowLosses rowLosses) : IMeter<RegressionMetrics>
{
    private readonly RegressionErrors[] _errors = [.. Enumerable.Range(0, outputs).Select(_ => new RegressionErrors())];
    private long _labeledRows;

    public void Add(torch.Tensor output, TaskLabels labels)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var scope = torch.NewDisposeScope();
        double[] losses = TensorValues.Read<double>(rowLosses(output, labels));
        double[] predictions = TensorValues.Read<double>(output);
        double[] values = TensorValues.Read<double>(labels.Values);
        float[] present = TensorValues.Read<float>(labels.Present);
        for (int i = 0; i < present.Length; i++)
        {
            if (present[i] != 0)
                _errors[i % outputs].Add(predictions[i], values[i], losses[i]);
        }

        _labeledRows += present.Chunk(outputs).Count(row => row.Any(isPresent => isPresent != 0));
    }

    public RegressionMetrics Result() => outputs == 1
        ? _errors[0].Result()
        : RegressionMetrics.MeanOf(_labeledRows, [.. _errors.Select(errors => errors.Result())]);
}
