using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>Writes the numbers that a model can be created with other values of: their record, and the members that return it.</summary>
internal static class HyperparameterEmitter
{
    /// <summary>The field of the model that holds them.</summary>
    public const string Field = "_hyperparameters";

    private const string Info = $"{Names.Runtime}.Hyperparameter";

    /// <summary>The expression of a number, in a method of the model.</summary>
    public static string Of(Hyperparameter number) => $"{Field}.{number.Name}";

    /// <summary>The expression of a number of another object.</summary>
    public static string Of(Hyperparameter number, string owner) => $"{owner}.{Of(number)}";

    /// <summary>Writes the record.</summary>
    public static void WriteRecord(ModelFile file, ModelGraph model)
    {
        file.Document(
            """
            <summary>
            The hyper-parameters of a model: the numbers of the declaration, which a model can be created with other values of. A value that
            is out of range throws an <see cref="global::System.ArgumentOutOfRangeException"/>.
            </summary>
            """);
        file.Write(ModelFile.GeneratedCode);
        file.Braces($"public sealed record Hyperparameters : {Names.Runtime}.IModelHyperparameters", () =>
        {
            file.Write("private static readonly Hyperparameters _declared = new Hyperparameters();");
            foreach (var number in model.Hyperparameters)
                file.Write($"private readonly double {GeneratedNames.Field(number.Name)} = {Literal.Double(number.Value)};");
            file.Blank();
            foreach (var number in model.Hyperparameters)
                WriteProperty(file, number);
            WriteLists(file, model);
            WriteSaved(file, model);
        });
        file.Blank();
    }

    /// <summary>Writes the property of the model, and the interface member that training and saving read.</summary>
    public static void WriteMembers(ModelFile file, ModelGraph model)
    {
        var isFull = model.Emission == Emission.Full;
        file.Document("<summary>The hyper-parameters that the model was created with.</summary>");
        file.Write(ModelFile.GeneratedCode);
        file.Write($"public Hyperparameters UsedHyperparameters => {(isFull ? $"{Field};" : file.Refusal)}");
        file.Blank();
        if (!isFull)
            return;
        file.Write(ModelFile.GeneratedCode);
        file.Write(
            $"{Names.Runtime}.IModelHyperparameters {Names.Runtime}.IMultiTaskModel<Batch, Metrics>.Hyperparameters => {Field};");
        file.Blank();
    }

    private static void WriteProperty(ModelFile file, Hyperparameter number)
    {
        var field = GeneratedNames.Field(number.Name);
        file.Document($"<summary>{number.Meaning}: {Words(number.Range)}, declared as {Literal.Double(number.Value)}.</summary>");
        file.Braces($"public double {number.Name}", () => file.Write(
            $"""
            get => {field};
            init => {field} = {Names.CompilerServices}.HyperparameterRange.{number.Range}(value);
            """));
        file.Blank();
    }

    private static void WriteLists(ModelFile file, ModelGraph model)
    {
        file.Document("<summary>All values, each with its name and its declared value.</summary>");
        file.Write($"public {Names.List}<{Info}> Values => new {Info}[]");
        file.Write("{");
        foreach (var number in model.Hyperparameters)
            file.Write($"    new {Info}({Literal.String(number.Name)}, {number.Name}, _declared.{number.Name}),");
        file.Write("};");
        file.Blank();
        var weights = model.Tasks.Join(static task => task.Weight.Name);
        file.Write(
            $$"""
            {{Names.List}}<double> {{Names.Runtime}}.IModelHyperparameters.TaskWeights => new double[] { {{weights}} };

            /// <summary>Returns the values as text.</summary>
            public override string ToString() => {{Names.CompilerServices}}.HyperparameterText.Of(Values);
            """);
        file.Blank();
    }

    /// <summary>Writes the method that creates the hyper-parameters of a model file.</summary>
    private static void WriteSaved(ModelFile file, ModelGraph model)
    {
        file.Write("// Those that a model file has; the others have their declared values.");
        file.Write(
            $"internal static Hyperparameters Of({Names.CompilerServices}.SavedHyperparameters saved) => new Hyperparameters");
        file.Write("{");
        foreach (var number in model.Hyperparameters)
            file.Write($"    {number.Name} = saved.Read({Literal.String(number.Name)}, _declared.{number.Name}),");
        file.Write("};");
    }

    private static string Words(NumberRange range) => range switch
    {
        NumberRange.Probability => "in [0, 1)",
        NumberRange.Share => "in [0, 1]",
        NumberRange.NotNegative => "finite and not negative",
        _ => "finite and above 0",
    };
}
