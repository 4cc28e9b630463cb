using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>The inputs of a model in generated code: as parameters, as members of the batch, as types, in documentation.</summary>
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
        model.Inputs.Join(static input => $"<param name=\"{GeneratedNames.Parameter(input.Name)}\">{Description(input)}</param>", "\n");

    /// <summary>Meaning, shape and element type of an input, as a sentence.</summary>
    public static Text Description(InputBlock input) => $"{Meaning(input)}, {input.Stored}, {Contents(input)}.";

    private static Text Meaning(InputBlock input) => input.HoldsLengths ? (Text)"The lengths of the sequences, without padding"
        : input.Name == "Input" ? "The features"
        : input.HoldsCategories ? "The categories"
        : $"The input {input.Name}";

    /// <summary>The element type of an input and the meaning of its values.</summary>
    private static Text Contents(InputBlock input) =>
        input.HoldsLengths ? (Text)$"int64, at least 1: {input.LengthsOf.Join(static sequence => sequence)}"
        : input.HoldsCategories ? $"int64: {input.Features.Join(static feature => $"{feature.Name} {Range(feature.Indices)}")}"
        : input.Stored.Indices is { } indices ? $"int64 {Range(indices)}"
        : $"{(input.IsDouble ? "double or float" : "float")}{(input.HasMissingNumbers ? ", where NaN is a missing number" : "")}";

    /// <summary>The column of a sequence in the input that holds all lengths.</summary>
    public static int ColumnOfLengths(ModelGraph model, string sequence) =>
        model.Inputs.First(static input => input.HoldsLengths).LengthsOf.ToList().IndexOf(sequence);

    private static Text Range(IndexRange indices) =>
        $"from 0 to {indices.Count - 1}{(indices.HasMissing ? ", where 0 is a missing category" : "")}";
}
