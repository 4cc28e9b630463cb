using System.Globalization;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>Parses the loss of a task, and checks that its head supports it.</summary>
internal sealed class LossParser(ProblemList problems)
{
    /// <summary>What is predicted where no quantiles are given.</summary>
    private static readonly EquatableArray<double> _quantiles = new[] { 0.1, 0.5, 0.9 }.ToEquatableArray();

    public LossDescription Parse(Declaration declaration, HeadType head)
    {
        var attribute = declaration.Role;
        var loss = new LossDescription(
            (LossFunction)attribute.Named("Loss", 0),
            attribute.Named<double?>("LabelSmoothing", null),
            attribute.NamedDoubles("ClassWeights"),
            attribute.Named<double?>("FocalGamma", null),
            attribute.Named<double?>("HuberDelta", null),
            attribute.NamedDoubles("Quantiles"));
        CheckNumbers(declaration, loss);
        if (!Enum.IsDefined(typeof(LossFunction), loss.Function))
            problems.Add(RuleIds.UndefinedValue, declaration.Site, "Loss", Text((int)loss.Function));
        else if (head.Kind != HeadKind.Unknown)
            CheckKind(declaration, loss, head);
        return Effective(loss, head.Kind);
    }

    /// <summary>The loss without defaults and parameters without effect, which the constructor of a custom head may not have.</summary>
    private static LossDescription Effective(LossDescription loss, HeadKind kind)
    {
        var function = FunctionOf(loss, kind);
        return loss with
        {
            Function = kind.Losses is [var first, ..] && function == first ? LossFunction.Default : loss.Function,
            FocalGamma = function == LossFunction.Focal ? loss.FocalGamma : null,
            HuberDelta = function == LossFunction.Huber ? loss.HuberDelta : null,
            Quantiles = kind.Outputs != OutputCount.Quantiles ? EquatableArray<double>.Empty
                : loss.Quantiles.Count == 0 ? _quantiles
                : loss.Quantiles,
        };
    }

    private static LossFunction FunctionOf(LossDescription loss, HeadKind kind) =>
        loss.Function == LossFunction.Default && kind.Losses is [var first, ..] ? first : loss.Function;

    private void CheckNumbers(Declaration declaration, LossDescription loss)
    {
        if (loss.LabelSmoothing is { } smoothing && !(smoothing >= 0 && smoothing < 1))
            Report("LabelSmoothing", "label smoothing", "in [0, 1)", smoothing);
        if (loss.FocalGamma is { } gamma && !(gamma >= 0 && !double.IsInfinity(gamma)))
            Report("FocalGamma", "exponent of the focal loss", "finite and not negative", gamma);
        if (loss.HuberDelta is { } delta && !IsPositive(delta))
            Report("HuberDelta", "delta of Huber's loss", "finite and positive", delta);
        foreach (var weight in loss.ClassWeights.Where(weight => !IsPositive(weight)))
            Report("ClassWeights", "weight of a class", "finite and positive", weight);
        var areMissing = declaration.Role.IsGivenEmpty("Quantiles");
        if (areMissing || !AreQuantiles(loss.Quantiles))
        {
            const string expected = "at least one number, above 0, below 1 and in ascending order";
            var found = areMissing ? "none" : Text(loss.Quantiles);
            problems.Add(RuleIds.LossNumber, declaration.Site, "quantiles", declaration.Name, expected, found);
        }

        void Report(string argument, string what, string expected, double found) =>
            problems.Add(
                RuleIds.LossNumber, declaration.Site, new Hint { Argument = argument }, what, declaration.Name, expected,
                found.ToString("R", CultureInfo.InvariantCulture));
    }

    private void CheckKind(Declaration declaration, LossDescription loss, HeadType head)
    {
        var suitable = head.Kind.Losses;
        var type = declaration.Type.Name;
        var function = FunctionOf(loss, head.Kind);
        if (loss.Function != LossFunction.Default && !suitable.Contains(loss.Function))
        {
            var supported = suitable.Length == 0 ? "it has its own loss" : $"it supports {string.Join(", ", suitable)}";
            var heads = HeadKind.OfRuntime.Where(kind => kind.Losses.Contains(loss.Function)).Select(static kind => kind.TypeName);
            Report("Loss", $"does not support Loss.{loss.Function}; {supported}; heads with that loss: {string.Join(", ", heads)}");
        }
        if (loss.LabelSmoothing is not null && !head.Kind.SmoothsLabels)
            Report("LabelSmoothing", "has no label smoothing, which is for classes, binary labels and flags");
        else if (loss.LabelSmoothing > 0 && function == LossFunction.Focal)
            Report("LabelSmoothing", "has Loss.Focal, which has no label smoothing");
        if (loss.ClassWeights.Count > 0)
            CheckWeights(declaration, loss.ClassWeights.Count, head, Report);
        if (loss.Quantiles.Count > 0 && head.Kind.Outputs != OutputCount.Quantiles)
            Report("Quantiles", "has no quantiles, which are for a QuantileHead");
        if (loss.FocalGamma is not null && function != LossFunction.Focal)
            ReportNoEffect("FocalGamma", LossFunction.Focal);
        if (loss.HuberDelta is not null && function != LossFunction.Huber)
            ReportNoEffect("HuberDelta", LossFunction.Huber);

        void Report(string argument, string problem) =>
            problems.Add(RuleIds.LossKind, declaration.Site, new Hint { Argument = argument }, declaration.Name, type, problem);

        void ReportNoEffect(string argument, LossFunction required) => problems.Add(
            RuleIds.NoEffect, declaration.Site, new Hint { Argument = argument }, argument,
            $"the loss of '{declaration.Name}' is not Loss.{required}");
    }

    private void CheckWeights(Declaration declaration, int weights, HeadType head, Action<string, string> report)
    {
        var classes = head.Kind.Label == LabelKind.Boolean ? 2 : head.Classes.Count;
        if (classes == 0)
            report("ClassWeights", "has no classes that could have weights");
        else if (weights != classes)
        {
            problems.Add(
                RuleIds.ClassWeights, declaration.Site, new Hint { Argument = "ClassWeights", Count = Text(classes) },
                declaration.Name, Text(classes), Text(weights));
        }
    }

    private static bool IsPositive(double value) => value > 0 && !double.IsInfinity(value);

    private static bool AreQuantiles(EquatableArray<double> values) =>
        values.All(value => value > 0 && value < 1)
        && values.Zip(values.Skip(1), (low, high) => low < high).All(isAscending => isAscending);

    private static string Text(IEnumerable<double> numbers) =>
        string.Join(", ", numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture)));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
