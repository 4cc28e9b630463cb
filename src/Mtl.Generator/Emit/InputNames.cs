using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>How generated code names the inputs of a model: as parameters, as members of the batch, as types.</summary>
internal static class InputNames
{
    /// <summary>One parameter name for every input, in order.</summary>
    public static IReadOnlyList<string> Parameters(ModelGraph model) =>
        model.Inputs.Select(input => Parameter(input.Name)).ToList();

    /// <summary>The parameter of one input.</summary>
    public static string Parameter(string input) => Literal.Identifier(GeneratedNames.Parameter(input));

    /// <summary>The parameters with their type: <c>Tensor image, Tensor sound</c>.</summary>
    public static Text Signature(ModelGraph model) =>
        model.Inputs.Join(static input => $"{Names.Tensor} {Parameter(input.Name)}");

    /// <summary>The inputs of a batch as arguments: <c>batch.Image, batch.Sound</c>.</summary>
    public static Text OfBatch(ModelGraph model, string batch) =>
        model.Inputs.Join(input => $"{batch}.{Literal.Identifier(input.Name)}");

    /// <summary>The base class of the model: a module with one tensor per input.</summary>
    public static Text ModuleType(ModelGraph model) =>
        $"{Names.Nn}.Module<{model.Inputs.Join(static _ => Names.Tensor)}, {model.Type.FullName}.Outputs>";

    /// <summary>One line of documentation for every input.</summary>
    public static Text Documentation(ModelGraph model) =>
        model.Inputs.Join(static input => $"<param name=\"{GeneratedNames.Parameter(input.Name)}\">{Meaning(input)}, {Contents(input)}.</param>", "\n");

    /// <summary>What one input is, for documentation.</summary>
    public static Text Meaning(InputBlock input) => input.HoldsLengths ? (Text)"The numbers of real steps in every row"
        : input.Name == "Input" ? "The features"
        : input.HoldsCategories ? "The categories"
        : $"The input {input.Name}";

    /// <summary>Shape and element type of one input, for documentation.</summary>
    public static Text Contents(InputBlock input) => input.HoldsLengths ? (Text)$"{input.Stored}, int64 from 1 on: {input.LengthsOf.Join(static sequence => sequence)}"
        : input.HoldsCategories ? $"{input.Stored}, int64: {input.Features.Join(static feature => $"{feature.Name} {Range(feature.Indices)}")}"
        : input.Stored.Indices is { } indices ? $"{input.Stored}, int64 {Range(indices)}"
        : $"{input.Stored}, {(input.IsDouble ? "double or float" : "float")}{(input.HasMissingNumbers ? ", where NaN is a missing number" : "")}";

    /// <summary>The column of a sequence in the input that holds all lengths.</summary>
    public static int ColumnOfLengths(ModelGraph model, string sequence) =>
        model.Inputs.First(static input => input.HoldsLengths).LengthsOf.ToList().IndexOf(sequence);

    private static Text Range(IndexRange indices) => $"from 0 to {indices.Count - 1}{(indices.HasMissing ? ", where 0 is a missing category" : "")}";
}
