using Mtl.Generator.Model;

namespace Mtl.Generator.Tests;

/// <summary>With which arguments heads of every kind can be declared, for models that are written at random.</summary>
internal static class HeadExamples
{
    private static readonly Dictionary<HeadKind, string[]> _arguments = new()
    {
        [HeadKind.Class] =
        [
            "", "LabelSmoothing = 0.1", "ClassWeights = {weights}", "LabelSmoothing = 0.2, ClassWeights = {weights}",
            "Loss = Loss.Focal", "Loss = Loss.Focal, FocalGamma = 0.5",
        ],
        [HeadKind.Binary] =
        [
            "", "LabelSmoothing = 0.1", "ClassWeights = {weights}", "LabelSmoothing = 0.1, ClassWeights = {weights}",
            "Loss = Loss.Focal", "FocalGamma = 1.5, Loss = Loss.Focal",
        ],
        [HeadKind.Regression] =
        [
            "", "Loss = Loss.Huber, HuberDelta = 0.7", "Loss = Loss.AbsoluteError", "Metrics = new[] { Metric.MeanAbsoluteError }",
        ],
        [HeadKind.MultiLabel] = ["", "ClassWeights = {weights}", "Loss = Loss.Focal"],
        [HeadKind.Count] = [""],
        [HeadKind.Ordinal] = ["", "ClassWeights = {weights}"],
        [HeadKind.Quantile] = ["", "Quantiles = new[] { 0.25, 0.75 }", "Quantiles = new[] { 0.5 }"],
    };

    /// <summary>The arguments of one kind, all of which are right.</summary>
    /// <param name="kind">The kind of head.</param>
    /// <param name="classes">How many classes, flags or ranks it has.</param>
    public static string[] Arguments(HeadKind kind, int classes)
    {
        if (!_arguments.TryGetValue(kind, out var arguments))
            throw new InvalidOperationException($"HeadExamples has no arguments for a {kind.TypeName}.");
        var weights = string.Join(", ", Enumerable.Range(1, kind == HeadKind.Binary ? 2 : classes).Select(number => $"{number}.5"));
        return [.. arguments.Select(text => text.Replace("{weights}", $"new[] {{ {weights} }}", StringComparison.Ordinal))];
    }
}
