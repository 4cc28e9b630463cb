using Mtl.Generator.Graph;

namespace Mtl.Generator.Emit;

/// <summary>Writes the options of <c>Fit</c> that name tasks, so that the tasks of another model cannot be named.</summary>
internal static class FitOptionsEmitter
{
    /// <summary>The base of the options: that for rows, if the model has rows.</summary>
    public static string Base(ModelGraph model) => $"{Names.Runtime}.TrainingOptions{(model.Row is { } row ? $"<{row.Type}>" : "")}";

    /// <summary>The accessibility of the options, whose base has the type of the rows.</summary>
    public static string Accessibility(ModelGraph model) => model.Row is null ? "public" : model.Type.RowAccessibility;

    public static void Write(ModelFile file, ModelGraph model)
    {
        WriteWatch(file, model);
        WriteOptions(file, model);
    }

    private static void WriteWatch(ModelFile file, ModelGraph model)
    {
        file.Document("<summary>What decides which epoch of a training run is the best: results on the validation rows.</summary>");
        file.Write(ModelFile.GeneratedCode);
        file.Braces("public static class Watch", () =>
        {
            WriteMember("The objective without penalties: the sum of the losses, each times its weight.", "Watch", "Objective");
            file.Blank();
            WriteMember("The main metrics of all tasks, until none improves. The objective decides which is best.", "Watch", "AllTasks");
            file.Blank();
            WriteMember(
                "The main metrics of all tasks, until one no longer improves. The objective decides which is best.", "Watch", "AnyTask");
            for (var task = 0; task < model.Tasks.Count; task++)
            {
                var name = model.Tasks[task].Name;
                file.Blank();
                WriteMember(
                    $"The main metric of the task {name}.", "TaskWatch", Literal.Identifier(name), $"Task<{model.Type.Name}>({task})");
            }
        });
        file.Blank();

        void WriteMember(string meaning, string type, string name, string? creation = null) => file.Write(
            $"""
            /// <summary>{meaning}</summary>
            public static {Names.Runtime}.{type}<{model.Type.Name}> {name}
                => {Names.CompilerServices}.Watches.{creation ?? $"{name}<{model.Type.Name}>()"};
            """);
    }

    private static void WriteOptions(ModelFile file, ModelGraph model)
    {
        var watch = $"{Names.Runtime}.Watch<{model.Type.Name}>?";
        file.Document("<summary>The options of a training run, which can watch the tasks of this model.</summary>");
        file.Write(ModelFile.GeneratedCode);
        file.Braces($"{Accessibility(model)} sealed class FitOptions : {Base(model)}", () => file.Write(
            $$"""
            /// <summary>
            /// What decides which epoch is the best, for early stopping, the restored epoch and a plateau of the learning rate: a member of
            /// the class Watch. <see langword="null"/> is the objective.
            /// </summary>
            public new {{watch}} Watch
            {
                get => ({{watch}})base.Watch;
                init => base.Watch = value;
            }
            """));
        file.Blank();
    }
}
