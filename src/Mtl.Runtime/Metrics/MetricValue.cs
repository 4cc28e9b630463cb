namespace Mtl;

/// <summary>One number of a task's metrics, for tables and files.</summary>
/// <param name="Name">The metric's usual short name, such as Accuracy or RMSE.</param>
/// <param name="Value">The value; NaN where it is not defined.</param>
public readonly record struct MetricValue(string Name, double Value);
