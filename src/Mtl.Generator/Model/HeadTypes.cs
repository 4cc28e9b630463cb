namespace Mtl.Generator.Model;

/// <summary>The types of a head, with <c>global::</c> where needed.</summary>
/// <param name="Label">The type of a label: the enum, <c>bool</c>, a number, an array.</param>
/// <param name="LabelColumn">The expression of a column of labels, without arguments: <c>new global::Mtl.BinaryLabels</c>.</param>
/// <param name="Prediction">The type of a prediction.</param>
/// <param name="Metrics">The type of the metrics.</param>
internal sealed record HeadTypes(string Label, string LabelColumn, string Prediction, string Metrics);
