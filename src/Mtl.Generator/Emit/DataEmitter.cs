using Microsoft.CodeAnalysis.Text;
using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>Writes <c>*.Data.g.cs</c>: the encoding of rows as tensors, member by member, without reflection.</summary>
internal static class DataEmitter
{
    public static SourceText Emit(ModelGraph model, RowDescription row) => ModelFile.Write(model, bases: "", file =>
    {
        WriteWarnings(file, model, row);
        WriteEncode(file, model, row);
        WriteEncodeFeatures(file, model, row);
        WriteAddFeatures(file, model, row);
    });

    private static void WriteEncode(ModelFile file, ModelGraph model, RowDescription row) => file.Method(
        """
        <summary>Encodes rows as tensors: features and labels.</summary>
        <param name="rows">The rows, read once; a label that is <see langword="null"/> is missing.</param>
        <returns>One batch with all rows.</returns>
        <exception cref="global::Mtl.InvalidRowException">
        A row has a feature of the wrong size, a number that is not finite, or an unknown class or category.
        </exception>
        """,
        $"{model.Type.RowAccessibility} {Static(row)}Batch Encode({Names.Enumerable}<{row.Type}> rows)",
        () =>
        {
            var locals = new LocalNames([.. Collected(model).Select(Matrix), "rows", "row"]);
            WriteNewMatrices(file, model);
            foreach (var task in model.Tasks)
                file.Write($"var {locals[task.Name]} = {NewLabelColumn(task, row)};");
            file.Braces($"foreach (var row in {Names.CompilerServices}.RowSource.Read(rows))", () =>
            {
                file.Write($"AddFeatures({Matrices(model)}, row);");
                foreach (var label in row.Labels)
                    file.Write($"{locals[label.Task]}.Add({Length(label, model)}{Label(label)});");
            });
            Text inputs = model.Inputs.Join(input => ToTensor(input, model));
            Text labels = model.Tasks.Join(task => $"{locals[task.Name]}.ToLabels()");
            file.Write($"return new Batch({inputs}{(model.Tasks.Count > 0 ? ", " : "")}{labels});");
        });

    private static void WriteEncodeFeatures(ModelFile file, ModelGraph model, RowDescription row)
    {
        var isSingle = model.Inputs.Count == 1;
        var type = isSingle
            ? Names.Tensor
            : $"({string.Join(", ", model.Inputs.Select(input => $"{Names.Tensor} {Literal.Identifier(input.Name)}"))})";
        file.Method(
            $"""
            <summary>Encodes the features of rows as tensors; the labels are not read.</summary>
            <param name="rows">The rows, read once.</param>
            <returns>{model.Inputs.Join(InputNames.Description, " ")}</returns>
            <exception cref="global::Mtl.InvalidRowException">
            A row has a feature of the wrong size, a number that is not finite, or an unknown category.
            </exception>
            """,
            $"{model.Type.RowAccessibility} {Static(row)}{type} EncodeFeatures({Names.Enumerable}<{row.Type}> rows)",
            () =>
            {
                WriteNewMatrices(file, model);
                var tensors = model.Inputs.Join(input => ToTensor(input, model));
                file.Write(
                    $"""
                    foreach (var row in {Names.CompilerServices}.RowSource.Read(rows))
                        AddFeatures({Matrices(model)}, row);
                    return {(isSingle ? tensors : (Text)$"({tensors})")};
                    """);
            });
    }

    private static void WriteAddFeatures(ModelFile file, ModelGraph model, RowDescription row)
    {
        var matrices = string.Join(", ", Collected(model).Select(input => $"{MatrixType(input)} {Matrix(input)}"));
        file.Helper(
            $"private {Static(row)}void AddFeatures({matrices}, {row.Type} row)",
            () =>
            {
                foreach (var input in Collected(model))
                {
                    foreach (var feature in input.Features)
                        file.Write(AddFeature(input, feature));
                    if (!input.IsSequence)
                        file.Write($"{Matrix(input)}.EndRow();");
                }
                foreach (var input in Collected(model))
                {
                    if (input.IsSequence && input.Stored.Sequence is { } sequence && sequence != input.Name)
                        file.Write(RequireLength(input, sequence, model));
                }
            });
    }

    /// <summary>The statement that requires a sequence to be as long as the one whose lengths it uses.</summary>
    private static Text RequireLength(InputBlock input, string sequence, ModelGraph model)
    {
        var length = $"{Matrix(OwnerOf(sequence, model))}.LastLength";
        return $"{Matrix(input)}.RequireLength({Literal.String(input.Name)}, {Literal.String(sequence)}, {length});";
    }

    private static void WriteNewMatrices(ModelFile file, ModelGraph model)
    {
        foreach (var input in Collected(model))
        {
            var sizes = !input.IsSequence ? $"width: {input.Stored.Width}"
                : input.Stored.Indices is null ? $"width: {input.Stored.Last}, maxLength: {input.Stored.Sizes[0]}"
                : $"maxLength: {input.Stored.Sizes[0]}";
            var type = input.IsDouble ? IsDouble : "";
            var warnings = input.Features.Any(feature => IsWatched(feature, input)) ? IsWarned : "";
            var expected = input.IsSequence ? "" : $", expectedRows: {Names.CompilerServices}.RowSource.CountIfKnown(rows)";
            file.Write($"var {Matrix(input)} = new {MatrixType(input)}({sizes}{type}{warnings}{expected});");
        }
    }

    /// <summary>The inputs that collect features; the lengths come from the sequences.</summary>
    private static IEnumerable<InputBlock> Collected(ModelGraph model) => model.Inputs.Where(input => !input.HoldsLengths);

    /// <summary>The input whose lengths a sequence has.</summary>
    private static InputBlock OwnerOf(string sequence, ModelGraph model) => model.Inputs.First(input => input.Name == sequence);

    /// <summary>Encoding is static unless it requires the vocabularies of a model.</summary>
    private static string Static(RowDescription row) => row.Texts.Any() ? "" : "static ";

    private static Text AddFeature(InputBlock input, FeatureDescription feature)
    {
        var method = feature.IsCategory && input.Stored.Indices is null ? "AddOneHot" : "Add";
        var value = $"row.{Literal.Identifier(feature.Name)}";
        if (feature.Kind == FeatureKind.Text)
            return $"{Matrix(input)}.{method}({GeneratedNames.Vocabulary(feature.Name)}, {value});";
        var nullable = feature.IsNullable ? "OrMissing" : "";
        var categories = feature.Kind == FeatureKind.Index ? $", {feature.Categories}" : "";
        var length = feature is not { IsArray: true, IsSequence: false } ? ""
            : feature.IsRectangular ? $", {string.Join(", ", feature.Shape)}"
            : $", {feature.Length}";
        return $"{Matrix(input)}.{method}{nullable}({Literal.String(feature.Name)}{categories}{length}, {value});";
    }

    private static Text MatrixType(InputBlock input) => $"{Names.CompilerServices}.{MatrixName(input)}";

    private static string MatrixName(InputBlock input) => (input.Stored.Indices is null, input.IsSequence) switch
    {
        (true, true) => "NumberSequences",
        (true, false) => "FeatureMatrix",
        (false, true) => "IndexSequences",
        (false, false) => "IndexMatrix",
    };

    /// <summary>The variable that collects the features of an input.</summary>
    private static string Matrix(InputBlock input) =>
        GeneratedNames.Variable(input.Name) + (input.Stored.Indices is null ? "Features" : "Indices");

    private static Text Matrices(ModelGraph model) => string.Join(", ", Collected(model).Select(Matrix));

    private static Text ToTensor(InputBlock input, ModelGraph model) => input.Stored.Rank switch
    {
        _ when input.HoldsLengths =>
            $"{Names.CompilerServices}.Sequences.SideBySide({input.LengthsOf.Join(sequence => Lengths(sequence, model))})",
        1 => $"{Matrix(input)}.ToTensor()",
        _ => $"{Matrix(input)}.ToTensor(stackalloc long[] {{ {string.Join(", ", input.Stored.Sizes.Skip(input.IsSequence ? 1 : 0))} }})",
    };

    private static Text Lengths(string sequence, ModelGraph model) => $"{Matrix(OwnerOf(sequence, model))}.ToLengths()";

    private static Text NewLabelColumn(TaskBlock task, RowDescription row)
    {
        var head = task.Head;
        var label = row.Labels.FirstOrDefault(label => label.Task == task.Name);
        var outputs = head.HasArrayLabels ? $", outputs: {head.Outputs}" : "";
        var numbers = $"{(head.IsStandardized ? IsDouble : "")}{(label is not null && IsWatched(label, head) ? IsWarned : "")}";
        var column = $"{head.Types.LabelColumn}({Literal.String(head.Member.Name)}{outputs}{numbers})";
        if (task.Output.Sequence is not null)
            column = $"new {Names.CompilerServices}.SequenceLabels<{head.Types.Label}>({column})";
        else if (head.PerPosition)
            column = $"new {Names.CompilerServices}.PositionLabels<{head.Types.Label}>({column}, steps: {task.Output.Sizes[0]})";
        return column + (label is { IsRequired: true } && head.Kind != HeadKind.Custom ? " { IsRequired = true }" : "");
    }

    /// <summary>Numbers keep their digits until they are standardized.</summary>
    private const string IsDouble = $", type: {Names.Torch}.ScalarType.Float64";

    private const string IsWarned = ", warnings: _precisionWarnings";

    /// <summary>Writes the warnings of numbers that lose digits, for members whose type has more digits than the model.</summary>
    private static void WriteWarnings(ModelFile file, ModelGraph model, RowDescription row)
    {
        var features = model.Inputs.SelectMany(static input => input.Features.Where(feature => IsWatched(feature, input)));
        var tasks = model.Tasks.Where(task => row.Labels.Any(label => label.Task == task.Name && IsWatched(label, task.Head)));
        var members = features.Select(static feature => feature.Name).Concat(tasks.Select(static task => task.Name)).ToList();
        if (members.Count == 0)
            return;
        file.Write("// Warns of numbers in these members that lose digits as 32-bit numbers.");
        const string type = $"{Names.CompilerServices}.PrecisionWarnings";
        file.Write($"private static readonly {type} _precisionWarnings = new {type}(");
        file.Write($"    {Literal.String(model.Type.PlainName)}, {string.Join(", ", members.Select(member => Literal.String(member)))});");
        file.Blank();
    }

    /// <summary>Whether numbers of a feature can lose digits in the element type of the input.</summary>
    private static bool IsWatched(FeatureDescription feature, InputBlock input) =>
        feature is { IsWide: true, Kind: FeatureKind.Number } && !input.Standardizes(feature);

    /// <summary>Whether numbers of a label can lose digits in the element type of the loss.</summary>
    private static bool IsWatched(LabelDescription label, HeadDescription head) =>
        label.IsWide && !head.IsStandardized && head.Kind.Label is LabelKind.Number or LabelKind.WholeNumber;

    /// <summary>The length of the sequence for whose time steps a task predicts, as a first argument.</summary>
    private static Text Length(LabelDescription label, ModelGraph model) =>
        model.Tasks.First(task => task.Name == label.Task).Output.Sequence is { } sequence
            ? $"{Matrix(OwnerOf(sequence, model))}.LastLength, "
            : "";

    private static Text Label(LabelDescription label)
    {
        var value = $"row.{Literal.Identifier(label.Name)}";
        return label.Cast is null ? value : $"({label.Cast}){value}";
    }
}
