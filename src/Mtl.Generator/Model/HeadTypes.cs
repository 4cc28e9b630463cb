namespace Mtl.Generator.Model;

/// <summary>The types that belong to a head, with <c>global::</c> where needed.</summary>
/// <param name="Label">The type of a label: the enum, <c>bool</c>, a number, an array.</param>
/// <param name="LabelColumn">The expression that makes a column of labels, up to its arguments: <c>new global::Mtl.BinaryLabels</c>.</param>
/// <param name="Prediction">The type of an answer.</param>
/// <param name="Metrics">The type of the metrics.</param>
internal sealed record HeadTypes(string Label, string LabelColumn, string Prediction, string Metrics);
