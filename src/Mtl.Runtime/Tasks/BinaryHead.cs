using TorchSharp;

namespace Mtl;

/// <summary>A yes-or-no task. Its output is one logit, its loss the binary cross-entropy.</summary>
public sealed class BinaryHead : TaskHead<bool, BinaryPrediction, BinaryMetrics>
{
    /// <summary>Builds the layers.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="inputs">The number of features that the head is fed with; at least 1.</param>
    /// <param name="hidden">The sizes of the hidden layers, from the trunk to the output; each at least 1.</param>
    /// <param name="normalisation">What follows every hidden layer.</param>
    /// <exception cref="ArgumentException"><paramref name="task"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public BinaryHead(string task, long inputs, ReadOnlySpan<long> hidden = default, Normalisation normalisation = Normalisation.None)
        : base(task, inputs, hidden, normalisation, outputs: 1)
    {
    }

    /// <inheritdoc/>
    protected override ReadOnlySpan<long> RowShape => [];

    /// <inheritdoc/>
    public override IReadOnlyList<BinaryPrediction> Predict(torch.Tensor output)
    {
        RequireShape(output);
        using var scope = torch.NewDisposeScope();
        float[] probabilities = TensorValues.Read<float>(output.sigmoid());
        return Array.ConvertAll(probabilities, probability => new BinaryPrediction(probability > 0.5f, probability));
    }

    /// <inheritdoc/>
    public override IMeter<BinaryMetrics> NewMeter() => new BinaryMeter();

    /// <inheritdoc/>
    protected override torch.Tensor RowLosses(torch.Tensor output, torch.Tensor values) => RowLoss.BinaryCrossEntropy(output, values);
}
