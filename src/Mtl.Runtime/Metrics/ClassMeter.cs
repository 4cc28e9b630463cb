using TorchSharp;

namespace Mtl;

/// <summary>Counts the predictions of every class for the rows of every class.</summary>
internal sealed class ClassMeter(IReadOnlyList<string> classes, RowLosses rowLosses) : IMeter<ClassMetrics>
{
    private readonly long[,] _counts = new long[classes.Count, classes.Count];
    private LossSum _loss;

    public void Add(torch.Tensor output, TaskLabels labels)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var scope = torch.NewDisposeScope();
        float[] losses = TensorValues.Read<float>(rowLosses(output, labels));
        float[] probabilities = TensorValues.Read<float>(output.softmax(1));
        long[] actual = TensorValues.Read<long>(labels.Values);
        float[] present = TensorValues.Read<float>(labels.Present);
        for (int row = 0; row < present.Length; row++)
        {
            if (present[row] == 0)
                continue;
            _counts[actual[row], Decision.Class(probabilities.AsSpan(row * classes.Count, classes.Count))]++;
            _loss.Add(losses[row]);
        }
    }

    public ClassMetrics Result() => new(_loss.Mean, new ConfusionMatrix(classes, (long[,])_counts.Clone()));
}
