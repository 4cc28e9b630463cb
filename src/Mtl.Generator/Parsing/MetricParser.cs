using System.Globalization;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>Parses the metrics of a task, and checks that its head has them.</summary>
internal sealed class MetricParser(ProblemList problems)
{
    public EquatableArray<string> Parse(Declaration declaration, HeadKind kind, int outputs)
    {
        var given = declaration.Role.NamedIntegers("Metrics");
        if (given.Count == 0)
            return EquatableArray<string>.Empty;
        var metrics = new List<MetricName>();
        foreach (var value in given)
        {
            var metric = (MetricName)value;
            if (!Enum.IsDefined(typeof(MetricName), metric))
                problems.Add(RuleIds.UndefinedValue, declaration.Site, "Metric", value.ToString(CultureInfo.InvariantCulture));
            else if (kind != HeadKind.Unknown && !kind.Metrics.Contains(metric))
                Report(metric, $"has Metric.{metric}, which {Unsupported()}");
            else if (metric == MetricName.CoverageError && outputs == 1)
                Report(metric, "has Metric.CoverageError, but one quantile, which is no interval; declare two or more");
            else if (metrics.Contains(metric))
                Report(metric, $"has Metric.{metric} twice");
            else
                metrics.Add(metric);
        }
        return metrics.Select(metric => metric.ToString()).ToEquatableArray();

        string Unsupported() =>
            $"{Article.With(declaration.Type.Name)} does not support; it supports {string.Join(", ", kind.Metrics)}";

        void Report(MetricName metric, string problem) => problems.Add(
            RuleIds.Metric, declaration.Site, new Hint { Argument = "Metrics", Name = metric.ToString() }, declaration.Name, problem);
    }
}
