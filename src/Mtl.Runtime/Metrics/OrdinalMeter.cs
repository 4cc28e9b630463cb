using TorchSharp;

namespace Mtl;

/// <summary>Counts the predictions of every rank for the rows of every rank.</summary>
internal sealed class OrdinalMeter(IReadOnlyList<string> classes, RowLosses rowLosses) : IMeter<OrdinalMetrics>
{
    private readonly long[,] _counts = new long[classes.Count, classes.Count];
    private LossSum _loss;

    public void Add(torch.Tensor output, TaskLabels labels)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var scope = torch.NewDisposeScope();
        float[] losses = TensorValues.Read<float>(rowLosses(output, labels));
        float[] above = TensorValues.Read<float>(OrdinalLoss.ProbabilitiesAbove(output));
        int thresholds = classes.Count - 1;
        long[] actual = TensorValues.Read<long>(labels.Values);
        float[] present = TensorValues.Read<float>(labels.Present);
        for (int row = 0; row < present.Length; row++)
        {
            if (present[row] == 0)
                continue;
            _counts[actual[row], Decision.Rank(above.AsSpan(row * thresholds, thresholds))]++;
            _loss.Add(losses[row]);
        }
    }

    public OrdinalMetrics Result() => new(_loss.Mean, new ConfusionMatrix(classes, (long[,])_counts.Clone()));
}
