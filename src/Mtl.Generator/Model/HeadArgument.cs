namespace Mtl.Generator.Model;

/// <summary>An argument of a head's constructor that only some heads have.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Value">
/// An <c>int</c> or <c>bool</c>, a <see cref="LossFunction"/>, a <see cref="Hyperparameter"/>, or several <c>double</c>.
/// </param>
internal readonly record struct HeadArgument(string Name, object Value)
{
    /// <summary>The arguments of a declared head, in order.</summary>
    public static IEnumerable<HeadArgument> Of(HeadDescription head)
    {
        var loss = head.Loss;
        if (head.HasArrayLabels || head.Kind == HeadKind.Custom)
            yield return new("outputs", head.Outputs);
        if (head.Kind == HeadKind.Custom)
            yield break; // It has its own loss.
        if (loss.Function != LossFunction.Default)
            yield return new("loss", loss.Function);
        if (loss.LabelSmoothing is { } smoothing)
            yield return Number("labelSmoothing", smoothing, NumberRange.Probability, "label smoothing ε");
        if (loss.ClassWeights.Count > 0)
            yield return new("classWeights", loss.ClassWeights);
        if (loss.FocalGamma is { } gamma)
            yield return Number("focalGamma", gamma, NumberRange.NotNegative, "exponent γ of the focal loss");
        if (loss.HuberDelta is { } delta)
            yield return Number("huberDelta", delta, NumberRange.Positive, "δ of the Huber loss");
        if (loss.Quantiles.Count > 0)
            yield return new("quantiles", loss.Quantiles);
        if (head.IsStandardized)
            yield return new("standardize", true);

        HeadArgument Number(string name, double value, NumberRange range, string meaning)
        {
            var (owner, suffix) = (head.Member.Name, char.ToUpperInvariant(name[0]) + name.Substring(1));
            return new(name, new Hyperparameter(owner + suffix, value, range, $"The {meaning} of {owner}", head.Site));
        }
    }
}
