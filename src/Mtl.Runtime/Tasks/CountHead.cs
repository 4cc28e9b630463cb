using TorchSharp;

namespace Mtl;

/// <summary>
/// The head of a task that predicts a count: a Poisson regression. Its output s is the logarithm of the rate, and its loss is
/// <c>eˢ − y·s</c>, the negative log-likelihood of the count y without the constant <c>log y!</c>.
/// </summary>
public class CountHead : TaskHead<long, CountPrediction, CountMetrics>
{
    /// <summary>Creates the layers.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="inputs">The number of input features; at least 1.</param>
    /// <param name="hidden">The sizes of the hidden layers, from the trunk to the output; each at least 1.</param>
    /// <param name="normalization">The normalization after every hidden layer.</param>
    /// <exception cref="ArgumentException"><paramref name="task"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public CountHead(
        string task, long inputs, ReadOnlySpan<long> hidden = default, HiddenNormalization normalization = HiddenNormalization.None)
        : base(task, inputs, hidden, normalization, outputs: 1)
    {
    }

    /// <inheritdoc/>
    protected override ReadOnlySpan<long> RowShape => [];

    /// <inheritdoc/>
    public override IReadOnlyList<CountPrediction> Predict(torch.Tensor output)
    {
        RequireShape(output);
        return Array.ConvertAll(TensorValues.Read<double>(output), ToPrediction);

        static CountPrediction ToPrediction(double logRate)
        {
            double rate = Math.Exp(logRate);
            return new(long.CreateSaturating(rate), rate);
        }
    }

    /// <inheritdoc/>
    public override IMeter<CountMetrics> NewMeter() => new CountMeter(LabeledLosses);

    /// <inheritdoc/>
    private protected override LabelForm NewLabelForm() => LabelForm.OfCounts(TaskName);

    /// <inheritdoc/>
    private protected override LossOp? FusedLossOp(StepValue output) =>
        GetType() == typeof(CountHead) ? new CountLossOp(output) : null;

    /// <inheritdoc/>
    protected override torch.Tensor RowLosses(torch.Tensor output, torch.Tensor values)
        => torch.nn.functional.poisson_nll_loss(output, values, reduction: torch.nn.Reduction.None);
}
