using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>Writes what belongs to the standardization of inputs and labels outside the forward pass.</summary>
internal static class StandardizationEmitter
{
    public static void WriteConstruction(ModelFile file, ModelGraph model)
    {
        foreach (var (_, operation) in Of(model))
        {
            var sizes = $"new long[] {{ {string.Join(", ", operation.Sizes)} }}";
            var columns = operation.IsWhole ? "" : $", {string.Join(", ", operation.Columns.Select(range => $"{range.Start}..{range.End}"))}";
            file.Write($"{MemberAccess.Of(operation.Module)} = new {Names.Runtime}.Standardization({Literal.String(operation.Module)}, {sizes}{columns});");
        }
    }

    public static void WriteProperties(ModelFile file, ModelGraph model)
    {
        foreach (var (input, operation) in Of(model))
        {
            var what = operation.IsWhole ? "" : $" in {operation.Columns.Sum(range => range.End - range.Start)} of {operation.Sizes[0]} columns";
            file.Document($"<summary>Brings the numbers of {input.Name}{what} to mean 0 and deviation 1; each is fitted when it first has values.</summary>");
            file.Write(ModelFile.GeneratedCode);
            file.Write($"public {Names.Runtime}.Standardization {operation.Module} {{ get; }}");
            file.Blank();
        }
    }

    /// <summary>Writes what fits it and what requires that it is fitted; nothing where nothing is standardized.</summary>
    public static void WriteFitting(ModelFile file, ModelGraph model)
    {
        if (!IsIn(model))
            return;
        file.Method(
            """
            <summary>
            Fits mean and deviation of what the model standardizes to training data, where that was not done before: all of it, or nothing
            where the data is refused. Fit begins with it; a loop of one's own calls it before its first step.
            </summary>
            <param name="train">The training data.</param>
            <exception cref="global::System.ArgumentException">An input or the labels have another shape.</exception>
            """,
            "public void EnsureFitted(Batch train)",
            () => WriteFittings(file, model));
        file.Method(
            """
            <summary>Requires that what the model standardizes was fitted.</summary>
            <exception cref="global::System.InvalidOperationException">It was not.</exception>
            """,
            "public void RequireFitted()",
            () => WriteRequirements(file, model));
    }

    /// <summary>Writes the statement that refuses to answer before anything was fitted; nothing where nothing is standardized.</summary>
    public static void WriteRequirement(ModelFile file, ModelGraph model)
    {
        if (IsIn(model))
            file.Write("RequireFitted();");
    }

    /// <summary>Whether anything is standardized.</summary>
    public static bool IsIn(ModelGraph model) => model.Inputs.Any(static input => input.Standardization is not null) || model.Tasks.Any(static task => task.Head.IsStandardized);

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
