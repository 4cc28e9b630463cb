using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>How generated code names the inputs of a model: as parameters, as members of the batch, as types.</summary>
internal static class InputNames
{
    /// <summary>What the methods that read inputs call their other parameters and their own variables.</summary>
    private static readonly HashSet<string> _ofMethods = ["batchSize", "inference", "answers", "count", "start", "rows", "scope", "outputs", "row"];

    /// <summary>One parameter name for every input, in order.</summary>
    public static IReadOnlyList<string> Parameters(ModelGraph model) =>
        model.Inputs.Select(input => Parameter(input.Name)).ToList();

    /// <summary>The parameter of one input.</summary>
    public static string Parameter(string input) => Literal.Identifier(PlainParameter(input));

    /// <summary>The parameter as documentation names it.</summary>
    private static string PlainParameter(string input)
    {
        var name = GeneratedNames.CamelCase(input);
        return _ofMethods.Contains(name) ? name + "Input" : name;
    }

    /// <summary>The parameters with their type: <c>Tensor image, Tensor sound</c>.</summary>
    public static string Signature(ModelGraph model) =>
        string.Join(", ", Parameters(model).Select(name => $"{Names.Tensor} {name}"));

    /// <summary>The inputs of a batch as arguments: <c>batch.Image, batch.Sound</c>.</summary>
    public static string OfBatch(ModelGraph model, string batch) =>
        string.Join(", ", model.Inputs.Select(input => $"{batch}.{Literal.Identifier(input.Name)}"));

    /// <summary>The base class of the model: a module with one tensor per input.</summary>
    public static string ModuleType(ModelGraph model) =>
        $"{Names.Nn}.Module<{string.Concat(model.Inputs.Select(_ => Names.Tensor + ", "))}{model.Type.FullName}.Outputs>";

    /// <summary>One line of documentation for every input.</summary>
    public static string Documentation(ModelGraph model) => string.Join("\n", model.Inputs.Select(input =>
        $"<param name=\"{PlainParameter(input.Name)}\">{Meaning(input)}, {Contents(input)}.</param>"));

    /// <summary>What one input is, for documentation.</summary>
    public static string Meaning(InputBlock input) => input.HoldsLengths ? "The numbers of real steps in every row"
        : input.Name == "Input" ? "The features"
        : input.HoldsCategories ? "The categories"
        : $"The input {input.Name}";

    /// <summary>Shape and element type of one input, for documentation.</summary>
    public static string Contents(InputBlock input) => input.HoldsLengths ? $"{input.Stored}, int64 from 1 on: {string.Join(", ", input.LengthsOf)}"
        : input.HoldsCategories ? $"{input.Stored}, int64: {string.Join(", ", input.Features.Select(feature => $"{feature.Name} {Range(feature.Indices)}"))}"
        : input.Stored.Indices is { } indices ? $"{input.Stored}, int64 {Range(indices)}"
        : $"{input.Stored}, float{(input.Operations.Any(operation => operation is MissingNumbersOperation) ? ", where NaN is a missing number" : "")}";

    /// <summary>The column of a sequence in the input that holds all lengths.</summary>
    public static int ColumnOfLengths(ModelGraph model, string sequence) =>
        model.Inputs.First(static input => input.HoldsLengths).LengthsOf.ToList().IndexOf(sequence);

    private static string Range(IndexRange indices) => $"from 0 to {indices.Count - 1}{(indices.HasMissing ? ", where 0 is a missing category" : "")}";
}
