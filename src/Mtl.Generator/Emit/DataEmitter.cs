using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>Writes <c>*.Data.g.cs</c>: rows to tensors, member by member, without reflection.</summary>
internal static class DataEmitter
{
    public static string Emit(ModelGraph model, RowDescription row) => ModelFile.Write(model, bases: null, file =>
    {
        WriteEncode(file, model, row);
        WriteEncodeFeatures(file, model, row);
        WriteAddFeatures(file, model, row);
    });

    private static void WriteEncode(ModelFile file, ModelGraph model, RowDescription row) => file.Method(
        """
        <summary>Turns rows into tensors: features and labels.</summary>
        <param name="rows">The rows, read once; a label that is <see langword="null"/> is missing.</param>
        <returns>One batch with all rows.</returns>
        <exception cref="global::Mtl.InvalidRowException">A row has a feature of the wrong size, a number that is not finite, or an unknown class.</exception>
        """,
        $"{model.Type.RowAccessibility} static Batch Encode({Names.Enumerable}<{row.Type}> rows)",
        () =>
        {
            var locals = new LocalNames(model, "rows", "features", "row");
            file.Write($"var features = new {Names.Runtime}.FeatureMatrix(width: {model.Input.Width});");
            foreach (var task in model.Tasks)
                file.Write($"var {locals[task.Name]} = new {LabelColumn(task.Head)}({Literal.String(task.Name)});");
            file.Braces("foreach (var row in rows)", () =>
            {
                file.Write("AddFeatures(features, row);");
                foreach (var label in row.Labels)
                    file.Write($"{locals[label.Task]}.Add({Label(label)});");
            });
            var columns = model.Tasks.Select(task => $"{locals[task.Name]}.ToLabels()").Prepend("features.ToTensor()");
            file.Write($"return new Batch({string.Join(", ", columns)});");
        });

    private static void WriteEncodeFeatures(ModelFile file, ModelGraph model, RowDescription row) => file.Method(
        $"""
        <summary>Turns the features of rows into a tensor; the labels are not read.</summary>
        <param name="rows">The rows, read once.</param>
        <returns>[rows, {model.Input.Width}], float.</returns>
        <exception cref="global::Mtl.InvalidRowException">A row has a feature of the wrong size, or a number that is not finite.</exception>
        """,
        $"{model.Type.RowAccessibility} static {Names.Tensor} EncodeFeatures({Names.Enumerable}<{row.Type}> rows)",
        () =>
        {
            file.Write($"var features = new {Names.Runtime}.FeatureMatrix(width: {model.Input.Width});");
            file.Write(
                """
                foreach (var row in rows)
                    AddFeatures(features, row);
                return features.ToTensor();
                """);
        });

    private static void WriteAddFeatures(ModelFile file, ModelGraph model, RowDescription row) => file.Implementation(
        $"private static void AddFeatures({Names.Runtime}.FeatureMatrix features, {row.Type} row)",
        () =>
        {
            foreach (var feature in row.Features)
            {
                var name = Literal.String(feature.Name);
                var value = $"row.{Literal.Identifier(feature.Name)}";
                file.Write(feature.IsArray ? $"features.Add({name}, {feature.Width}, {value});" : $"features.Add({name}, {value});");
            }
            file.Write("features.EndRow();");
        });

    private static string LabelColumn(HeadDescription head) =>
        $"{Names.Runtime}.{head.Kind}Labels" + (head.Kind == HeadKind.Class ? $"<{head.LabelType}>" : "");

    private static string Label(LabelDescription label)
    {
        var value = $"row.{Literal.Identifier(label.Name)}";
        return label.NeedsCast ? $"(float?){value}" : value;
    }
}
