using System.ComponentModel;

namespace Mtl.CompilerServices;

/// <summary>Hyper-parameters as text.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class HyperparameterText
{
    /// <summary>
    /// "Hyperparameters { TaskDropout = 0.3, PriceWeight = 1 }", like the text of any record, but in the invariant culture.
    /// </summary>
    /// <param name="values">The hyper-parameters.</param>
    public static string Of(IReadOnlyList<Hyperparameter> values) => $"Hyperparameters {{ {string.Join(", ", values)} }}";

    /// <summary>Those that differ from the declaration: "TaskDropout = 0.3 (declared 0.2), …"; empty if none does.</summary>
    internal static string OfChanged(IEnumerable<Hyperparameter> values) => string.Join(
        ", ",
        values.Where(value => value.Value != value.Declared).Select(value => $"{value} (declared {Figure.Exact(value.Declared)})"));
}
