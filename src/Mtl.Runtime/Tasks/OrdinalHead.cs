using TorchSharp;

namespace Mtl;

/// <summary>
/// The head of an ordinal task, whose classes are the ordered members of an enum, for example grades, stages or sizes. Its outputs are
/// K − 1 logits for K classes: <c>σ(zₖ)</c> is the probability of a class above the k-th for a row whose class is at least the k-th. The
/// loss is <c>−log P(y)</c>.
/// </summary>
/// <remarks>
/// This is CORN (Shi, Cao and Raschka 2021, arXiv 2111.08851): <c>P(rank &gt; k) = σ(z₀)·…·σ(zₖ)</c> never increases with k, so that the
/// probabilities are always consistent, without constraints on the weights of the outputs.
/// </remarks>
/// <typeparam name="TEnum">The classes: the enum's distinct values in ascending order.</typeparam>
public class OrdinalHead<TEnum> : TaskHead<TEnum, OrdinalPrediction<TEnum>, OrdinalMetrics>
    where TEnum : struct, Enum
{
    private readonly double[]? _weights;
    private readonly long[] _rowShape = [EnumRanks<TEnum>.Values.Count - 1];

    /// <summary>Creates the layers.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="inputs">The number of input features; at least 1.</param>
    /// <param name="hidden">The sizes of the hidden layers, from the trunk to the output; each at least 1.</param>
    /// <param name="normalization">The normalization after every hidden layer.</param>
    /// <param name="classWeights">The weight of a row's loss for each class, in ascending order; none for 1 each.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="task"/> is empty, or there is another number of weights than of classes.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A size is below 1, there are fewer than two classes, or a weight is not positive.
    /// </exception>
    public OrdinalHead(
        string task, long inputs, ReadOnlySpan<long> hidden = default, HiddenNormalization normalization = HiddenNormalization.None,
        ReadOnlySpan<double> classWeights = default)
        : base(task, inputs, hidden, normalization, EnumRanks<TEnum>.Values.Count - 1)
        => _weights = LossArguments.RequireWeights(task, classWeights, EnumRanks<TEnum>.Values.Count);

    /// <summary>The classes in ascending order.</summary>
    public IReadOnlyList<TEnum> Classes { get; } = EnumRanks<TEnum>.Values;

    /// <inheritdoc/>
    protected override ReadOnlySpan<long> RowShape => _rowShape;

    /// <inheritdoc/>
    public override IReadOnlyList<OrdinalPrediction<TEnum>> Predict(torch.Tensor output)
    {
        RequireShape(output);
        using var scope = torch.NewDisposeScope();
        return [.. TensorValues.Read<float>(OrdinalLoss.ProbabilitiesAbove(output)).Chunk(Classes.Count - 1).Select(ToPrediction)];
    }

    /// <inheritdoc/>
    public override IMeter<OrdinalMetrics> NewMeter() => new OrdinalMeter(EnumRanks<TEnum>.Names, LabeledLosses);

    /// <inheritdoc/>
    private protected override LabelForm NewLabelForm() => LabelForm.OfClasses(TaskName, Classes.Count);

    /// <inheritdoc/>
    private protected override LossOp? FusedLossOp(StepValue output) =>
        GetType() == typeof(OrdinalHead<TEnum>) ? new OrdinalLossOp(output, _weights) : null;

    /// <inheritdoc/>
    protected override torch.Tensor RowLosses(torch.Tensor output, torch.Tensor values)
    {
        var losses = OrdinalLoss.Rows(output, values);
        return ClassWeights.ToTensor(_weights, output) is { } weights ? losses * weights.index_select(0, values) : losses;
    }

    private OrdinalPrediction<TEnum> ToPrediction(float[] above)
    {
        var probabilities = new float[Classes.Count];
        for (int rank = 0; rank < probabilities.Length; rank++)
            probabilities[rank] = (rank == 0 ? 1 : above[rank - 1]) - (rank == above.Length ? 0 : above[rank]);
        int median = Decision.Rank(above);
        return new(Classes[median], probabilities[median], probabilities);
    }
}
