using TorchSharp;

namespace Mtl;

/// <summary>The head of a classification task, whose classes are the members of an enum. Its output is one logit per class.</summary>
/// <typeparam name="TEnum">
/// The classes: the enum's distinct values in the order of <see cref="Enum.GetValues{TEnum}"/>; several names of one value are one class.
/// </typeparam>
public class ClassHead<TEnum> : TaskHead<TEnum, ClassPrediction<TEnum>, ClassMetrics>
    where TEnum : struct, Enum
{
    private readonly ClassLoss _loss;
    private readonly long[] _rowShape = [EnumClasses<TEnum>.Values.Count];

    /// <summary>Creates the layers.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="inputs">The number of input features; at least 1.</param>
    /// <param name="hidden">The sizes of the hidden layers, from the trunk to the output; each at least 1.</param>
    /// <param name="normalization">The normalization after every hidden layer.</param>
    /// <param name="loss">The cross-entropy, which is the default, or the focal loss.</param>
    /// <param name="labelSmoothing">The fraction of a label that is distributed over all classes, in [0, 1).</param>
    /// <param name="classWeights">The weight of <c>−log p</c> for each class; none for 1 each.</param>
    /// <param name="focalGamma">The exponent of the focal loss; not negative.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="task"/> is empty, the loss is not one of this head, or there is another number of weights than of classes.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or an argument of the loss is out of range.</exception>
    public ClassHead(
        string task, long inputs, ReadOnlySpan<long> hidden = default, HiddenNormalization normalization = HiddenNormalization.None,
        Loss loss = default, double labelSmoothing = 0, ReadOnlySpan<double> classWeights = default, double focalGamma = 2)
        : base(task, inputs, hidden, normalization, EnumClasses<TEnum>.Values.Count)
        => _loss = new(task, EnumClasses<TEnum>.Values.Count, loss, labelSmoothing, classWeights, focalGamma);

    /// <summary>The classes in the order of the outputs.</summary>
    public IReadOnlyList<TEnum> Classes { get; } = EnumClasses<TEnum>.Values;

    /// <inheritdoc/>
    protected override ReadOnlySpan<long> RowShape => _rowShape;

    /// <inheritdoc/>
    public override IReadOnlyList<ClassPrediction<TEnum>> Predict(torch.Tensor output)
    {
        RequireShape(output);
        using var scope = torch.NewDisposeScope();
        float[] probabilities = TensorValues.Read<float>(output.softmax(1));
        int classes = Classes.Count;
        var predictions = new ClassPrediction<TEnum>[probabilities.Length / classes];
        for (int row = 0; row < predictions.Length; row++)
            predictions[row] = ToPrediction(probabilities[(row * classes)..((row + 1) * classes)]);
        return predictions;
    }

    /// <inheritdoc/>
    public override IMeter<ClassMetrics> NewMeter() => new ClassMeter(EnumClasses<TEnum>.Names, LabeledLosses);

    /// <inheritdoc/>
    private protected override LabelForm NewLabelForm() => LabelForm.OfClasses(TaskName, Classes.Count);

    /// <inheritdoc/>
    private protected override LossOp? FusedLossOp(StepValue output) =>
        GetType() == typeof(ClassHead<TEnum>) ? _loss.NewOp(output) : null;

    /// <inheritdoc/>
    protected override torch.Tensor RowLosses(torch.Tensor output, torch.Tensor values) => _loss.Rows(output, values);

    private ClassPrediction<TEnum> ToPrediction(float[] probabilities)
    {
        int best = Decision.Class(probabilities);
        return new(Classes[best], probabilities[best], probabilities);
    }
}
