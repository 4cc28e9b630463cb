using System.Text.Json.Serialization;

namespace Mtl;

/// <summary>A task in the metadata of a model file: what its outputs mean.</summary>
internal sealed record StoredTask(string Name, TaskKind Kind, string[] Classes)
{
    /// <summary>The quantiles of its outputs; null for other kinds of tasks, and in files of older versions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double[]? Quantiles { get; init; }
}
