namespace Mtl.Generator.Model;

/// <summary>An argument of a head's constructor that only some heads have.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Value">An <c>int</c>, <c>double</c> or <c>bool</c>, a <see cref="LossFunction"/>, or several <c>double</c>.</param>
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
            yield return new("labelSmoothing", smoothing);
        if (loss.ClassWeights.Count > 0)
            yield return new("classWeights", loss.ClassWeights);
        if (loss.FocalGamma is { } gamma)
            yield return new("focalGamma", gamma);
        if (loss.HuberDelta is { } delta)
            yield return new("huberDelta", delta);
        if (loss.Quantiles.Count > 0)
            yield return new("quantiles", loss.Quantiles);
        if (head.IsStandardized)
            yield return new("standardize", true);
    }
}
