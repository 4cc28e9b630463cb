using TorchSharp;

namespace Mtl;

/// <summary>A task that predicts a number. Its output is the number, its loss the squared error.</summary>
public sealed class RegressionHead : TaskHead<float, RegressionPrediction, RegressionMetrics>
{
    /// <summary>Builds the layers.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="inputs">The number of features that the head is fed with; at least 1.</param>
    /// <param name="hidden">The sizes of the hidden layers, from the trunk to the output; each at least 1.</param>
    /// <param name="normalisation">What follows every hidden layer.</param>
    /// <exception cref="ArgumentException"><paramref name="task"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public RegressionHead(string task, long inputs, ReadOnlySpan<long> hidden = default, Normalisation normalisation = Normalisation.None)
        : base(task, inputs, hidden, normalisation, outputs: 1)
    {
    }

    /// <inheritdoc/>
    protected override ReadOnlySpan<long> RowShape => [];

    /// <inheritdoc/>
    public override IReadOnlyList<RegressionPrediction> Predict(torch.Tensor output)
    {
        RequireShape(output);
        return Array.ConvertAll(TensorValues.Read<float>(output), value => new RegressionPrediction(value));
    }

    /// <inheritdoc/>
    public override IMeter<RegressionMetrics> NewMeter() => new RegressionMeter();

    /// <inheritdoc/>
    protected override torch.Tensor RowLosses(torch.Tensor output, torch.Tensor values) => RowLoss.SquaredError(output, values);
}
