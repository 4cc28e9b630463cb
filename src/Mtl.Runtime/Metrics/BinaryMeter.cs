using TorchSharp;

namespace Mtl;

/// <summary>Collects the probabilities and labels of all rows, which the exact area under the curve requires.</summary>
internal sealed class BinaryMeter(RowLosses rowLosses) : IMeter<BinaryMetrics>
{
    private readonly List<float> _scores = [];
    private readonly List<bool> _positive = [];
    private LossSum _loss;

    public void Add(torch.Tensor output, TaskLabels labels)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var scope = torch.NewDisposeScope();
        float[] losses = TensorValues.Read<float>(rowLosses(output, labels));
        float[] scores = TensorValues.Read<float>(output.sigmoid());
        float[] values = TensorValues.Read<float>(labels.Values);
        float[] present = TensorValues.Read<float>(labels.Present);
        for (int row = 0; row < present.Length; row++)
        {
            if (present[row] == 0)
                continue;
            _scores.Add(scores[row]);
            _positive.Add(values[row] != 0);
            _loss.Add(losses[row]);
        }
    }

    public BinaryMetrics Result()
    {
        long positives = _positive.Count(positive => positive);
        long predicted = _scores.Count(Decision.IsYes);
        long hits = _scores.Zip(_positive).Count(row => Decision.IsYes(row.First) && row.Second);
        long correct = Count - predicted - positives + (2 * hits);
        return new(Count, _loss.Mean)
        {
            Accuracy = (double)correct / Count,
            Precision = RatioOrNaN(hits, predicted),
            Recall = RatioOrNaN(hits, positives),
            F1 = RatioOrNaN(2 * hits, predicted + positives),
            Auc = RocCurve.Area(_scores.ToArray(), _positive.ToArray()),
        };
    }

    private long Count => _loss.Count;

    /// <summary>The ratio; 0 if the denominator is 0, and NaN without a labeled row.</summary>
    private double RatioOrNaN(long numerator, long denominator) => Count == 0 ? double.NaN : Ratio.OrZero(numerator, denominator);
}
