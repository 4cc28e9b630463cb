using TorchSharp;

namespace Mtl;

/// <summary>
/// The head of a multi-label task: any number of the flags of an enum. Its output is one logit per flag; the loss of a row is the mean
/// over the flags.
/// </summary>
/// <typeparam name="TEnum">
/// The flags: the enum's members with exactly one bit, in the order of their bits. Members with no bit or with several are
/// combinations of flags.
/// </typeparam>
public class MultiLabelHead<TEnum> : TaskHead<TEnum, MultiLabelPrediction<TEnum>, MultiLabelMetrics>
    where TEnum : struct, Enum
{
    private readonly BinaryLoss _loss;
    private readonly long[] _rowShape = [EnumFlags<TEnum>.Values.Count];

    /// <summary>Creates the layers.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="inputs">The number of input features; at least 1.</param>
    /// <param name="hidden">The sizes of the hidden layers, from the trunk to the output; each at least 1.</param>
    /// <param name="normalization">The normalization after every hidden layer.</param>
    /// <param name="loss">The binary cross-entropy, which is the default, or the focal loss.</param>
    /// <param name="labelSmoothing">The fraction of every flag's label that is distributed over 0 and 1, in [0, 1).</param>
    /// <param name="classWeights">The weight of each flag's loss, whether it is set or not; none for 1 each.</param>
    /// <param name="focalGamma">The exponent of the focal loss; not negative.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="task"/> is empty, the loss is not one of this head, or there is another number of weights than of flags.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or an argument of the loss is out of range.</exception>
    public MultiLabelHead(
        string task, long inputs, ReadOnlySpan<long> hidden = default, HiddenNormalization normalization = HiddenNormalization.None,
        Loss loss = default, double labelSmoothing = 0, ReadOnlySpan<double> classWeights = default, double focalGamma = 2)
        : base(task, inputs, hidden, normalization, EnumFlags<TEnum>.Values.Count)
        => _loss = new(task, loss, labelSmoothing, Weights(task, classWeights), focalGamma);

    /// <summary>The flags in the order of the outputs.</summary>
    public IReadOnlyList<TEnum> Flags { get; } = EnumFlags<TEnum>.Values;

    /// <inheritdoc/>
    protected override ReadOnlySpan<long> RowShape => _rowShape;

    /// <inheritdoc/>
    public override IReadOnlyList<MultiLabelPrediction<TEnum>> Predict(torch.Tensor output)
    {
        RequireShape(output);
        using var scope = torch.NewDisposeScope();
        return [.. TensorValues.Read<float>(output.sigmoid()).Chunk(Flags.Count).Select(probabilities =>
            new MultiLabelPrediction<TEnum>(EnumFlags<TEnum>.Combine(flag => Decision.IsYes(probabilities[flag])), probabilities))];
    }

    /// <inheritdoc/>
    public override IMeter<MultiLabelMetrics> NewMeter() => new MultiLabelMeter(EnumFlags<TEnum>.Names, LabeledLosses);

    /// <inheritdoc/>
    private protected override LabelForm NewLabelForm() => LabelForm.OfBinary(TaskName, _rowShape);

    /// <inheritdoc/>
    private protected override LossOp? FusedLossOp(StepValue output) =>
        GetType() == typeof(MultiLabelHead<TEnum>) ? _loss.NewOp(output) : null;

    /// <inheritdoc/>
    protected override torch.Tensor RowLosses(torch.Tensor output, torch.Tensor values) => _loss.Elements(output, values).mean([1]);

    /// <summary>The weights of every flag for the labels 0 and 1, which are equal.</summary>
    private static IEnumerable<(double No, double Yes)> Weights(string task, ReadOnlySpan<double> classWeights)
    {
        int flags = EnumFlags<TEnum>.Values.Count;
        double[] weights = LossArguments.RequireWeights(task, classWeights, flags) ?? [.. Enumerable.Repeat(1.0, flags)];
        return weights.Select(weight => (weight, weight));
    }
}
