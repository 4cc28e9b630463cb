using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>Names that generated code uses itself.</summary>
internal static class ReservedNames
{
    /// <summary>Members that are generated into every model, beside those of TorchSharp's <c>Module</c>.</summary>
    public static ISet<string> OfModel { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "Batch", "Outputs", "Losses", "Metrics", "Prediction",
        "Info", "Summary", "Mermaid", "ParameterCount",
        "ComputeLosses", "Encode", "EncodeFeatures", "AddFeatures", "Fit", "Evaluate", "Predict", "Save", "Load",
        "forward", "call", "RegisterComponents", "GetName", "training", "train", "eval", "to", "parameters",
        "named_parameters", "state_dict", "load_state_dict", "save", "load", "children", "modules", "buffers",
        "zero_grad", "apply", "cpu", "cuda",
    };

    /// <summary>Members of the generated record structs, where every task is a member too.</summary>
    public static ISet<string> OfTypes { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "Input", "Penalty", "Total", "Count", "Rows", "Slice", "Device", "ToDevice", "Tasks",
        "Equals", "GetHashCode", "ToString", "GetType", "Deconstruct", "PrintMembers", "Dispose",
    };

    /// <summary>Members that are generated beside a layer: its normalisation and its field.</summary>
    public static IEnumerable<string> BesideLayer(string layer) => [GeneratedNames.Norm(layer), GeneratedNames.Field(layer)];
}
