using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>Writes the standardization of inputs and labels, except for its part of the forward pass.</summary>
internal static class StandardizationEmitter
{
    public static void WriteConstruction(ModelFile file, ModelGraph model)
    {
        foreach (var (_, operation) in Of(model))
        {
            var sizes = $"new long[] {{ {string.Join(", ", operation.Sizes)} }}";
            var ranges = string.Join(", ", operation.Columns.Select(range => $"{range.Start}..{range.End}"));
            var arguments = $"{Literal.String(operation.Module)}, {sizes}{(operation.IsWhole ? "" : $", {ranges}")}";
            file.Write($"{MemberAccess.Of(operation.Module)} = new {Names.Runtime}.Standardization({arguments});");
        }
    }

    public static void WriteProperties(ModelFile file, ModelGraph model)
    {
        foreach (var (input, operation) in Of(model))
        {
            var count = operation.Columns.Sum(range => range.End - range.Start);
            var target = operation.IsWhole ? input.Name : $"{count} of {operation.Sizes[0]} columns of {input.Name}";
            file.Document(
                $"""
                <summary>Standardizes {target} to mean 0 and deviation 1; each number is fitted when it first has values.</summary>
                """);
            file.Write(ModelFile.GeneratedCode);
            file.Write($"public {Names.Runtime}.Standardization {operation.Module} {{ get; }}");
            file.Blank();
        }
    }

    /// <summary>Writes the methods that fit standardizations and require them fitted; nothing for a model without any.</summary>
    public static void WriteFitting(ModelFile file, ModelGraph model)
    {
        if (!IsIn(model))
            return;
        file.Method(
            """
            <summary>
            Fits the mean and deviation of standardized inputs and labels to training data, unless they are fitted. If the data is invalid,
            nothing is fitted. <c>Fit</c> calls it; a custom training loop calls it before its first step.
            </summary>
            <param name="train">The training data.</param>
            <exception cref="global::System.ArgumentException">An input or the labels have another shape.</exception>
            """,
            "public void EnsureFitted(Batch train)",
            () => WriteFittings(file, model));
        file.Method(
            """
            <summary>Requires that all standardizations are fitted.</summary>
            <exception cref="global::System.InvalidOperationException">A standardization is not fitted.</exception>
            """,
            "public void RequireFitted()",
            () => WriteRequirements(file, model));
    }

    /// <summary>Writes the statement that requires fitted standardizations; nothing for a model without standardization.</summary>
    public static void WriteRequirement(ModelFile file, ModelGraph model)
    {
        if (IsIn(model))
            file.Write("RequireFitted();");
    }

    /// <summary>The documented exception of a method that requires fitted standardizations, on a new line; else nothing.</summary>
    public static string NotFitted(ModelGraph model, string mode = "") => !IsIn(model) ? ""
        : $"\n<exception cref=\"global::System.InvalidOperationException\">A standardization is not fitted{mode}.</exception>";

    /// <summary>Whether the model standardizes an input or labels.</summary>
    public static bool IsIn(ModelGraph model) =>
        model.Inputs.Any(static input => input.Standardization is not null) || model.Tasks.Any(static task => task.Head.IsStandardized);

    private static void WriteFittings(ModelFile file, ModelGraph model)
    {
        var measured = new List<Text>();
        foreach (var (input, operation) in Of(model))
        {
            var lengths = input.Stored.Sequence is { } sequence ? $", train.{Literal.Identifier(GeneratedNames.Lengths(sequence))}" : "";
            measured.Add($"{MemberAccess.Of(operation.Module)}.Measure(train.{Literal.Identifier(input.Name)}{lengths})");
        }
        foreach (var task in model.Tasks.Where(task => task.Head.IsStandardized))
            measured.Add($"{MemberAccess.Of(task.Name)}.Measure({ObjectiveEmitter.Labels(task, "train")})");
        if (measured.Count == 1)
        {
            file.Write($"{Names.Runtime}.Standardization.Fit({measured[0]});");
            return;
        }
        file.Write($"{Names.Runtime}.Standardization.Fit(");
        for (var i = 0; i < measured.Count; i++)
            file.Write($"    {measured[i]}{(i == measured.Count - 1 ? ");" : ",")}");
    }

    private static void WriteRequirements(ModelFile file, ModelGraph model)
    {
        foreach (var (_, operation) in Of(model))
            file.Write($"{MemberAccess.Of(operation.Module)}.RequireFitted({Literal.String(operation.Module)});");
        foreach (var task in model.Tasks.Where(task => task.Head.IsStandardized))
            file.Write($"{MemberAccess.Of(task.Name)}.Standardization!.RequireFitted({Literal.String(task.Name)});");
    }

    private static IEnumerable<(InputBlock Input, StandardizeOperation Operation)> Of(ModelGraph model)
    {
        foreach (var input in model.Inputs)
        {
            if (input.Standardization is { } operation)
                yield return (input, operation);
        }
    }
}
