using TorchSharp;

namespace Mtl;

/// <summary>Counts correct and incorrect predictions of every flag, and rows in which all flags are correct.</summary>
internal sealed class MultiLabelMeter(IReadOnlyList<string> flags, RowLosses rowLosses) : IMeter<MultiLabelMetrics>
{
    private readonly long[] _hits = new long[flags.Count];
    private readonly long[] _predicted = new long[flags.Count];
    private readonly long[] _positive = new long[flags.Count];
    private long _exactRows;
    private LossSum _loss;

    public void Add(torch.Tensor output, TaskLabels labels)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var scope = torch.NewDisposeScope();
        float[] losses = TensorValues.Read<float>(rowLosses(output, labels));
        float[] probabilities = TensorValues.Read<float>(output.sigmoid());
        float[] values = TensorValues.Read<float>(labels.Values);
        float[] present = TensorValues.Read<float>(labels.Present);
        for (int row = 0; row < present.Length; row++)
        {
            if (present[row] == 0)
                continue;
            _loss.Add(losses[row]);
            int start = row * flags.Count;
            AddRow(probabilities.AsSpan(start, flags.Count), values.AsSpan(start, flags.Count));
        }
    }

    public MultiLabelMetrics Result() => new(_loss.Count, _loss.Mean)
    {
        Flags = flags,
        SubsetAccuracy = (double)_exactRows / _loss.Count,
        MicroF1 = F1(_hits.Sum(), _predicted.Sum(), _positive.Sum()),
        F1PerFlag = [.. Enumerable.Range(0, flags.Count).Select(flag => F1(_hits[flag], _predicted[flag], _positive[flag]))],
    };

    private void AddRow(ReadOnlySpan<float> probabilities, ReadOnlySpan<float> values)
    {
        bool isExact = true;
        for (int flag = 0; flag < flags.Count; flag++)
        {
            bool prediction = Decision.IsYes(probabilities[flag]);
            bool label = values[flag] != 0;
            _hits[flag] += prediction && label ? 1 : 0;
            _predicted[flag] += prediction ? 1 : 0;
            _positive[flag] += label ? 1 : 0;
            isExact &= prediction == label;
        }

        _exactRows += isExact ? 1 : 0;
    }

    /// <summary>F1; 0 if the flag is neither predicted nor labeled, and NaN without a labeled row.</summary>
    private double F1(long hits, long predicted, long positive)
        => _loss.Count == 0 ? double.NaN : Ratio.OrZero(2 * hits, predicted + positive);
}
