using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>Writes the balancing of tasks: the object of the method and its documentation.</summary>
internal static class BalancingEmitter
{
    /// <summary>The expression of the balancing object.</summary>
    public const string Member = GeneratedNames.Balancing;

    public static string Type(BalancingDescription balancing) => $"{Names.Runtime}.{balancing.Method}Balancing";

    /// <summary>Whether the method weights losses instead of combining gradients.</summary>
    public static bool IsOfLosses(ModelGraph model) => model.Balancing is { Kind.IsOfGradients: false };

    /// <summary>Writes the statements of the constructor that create the balancing object.</summary>
    public static void WriteConstruction(ModelFile file, ModelGraph model)
    {
        if (model.Balancing is not { } balancing)
            return;
        var assignments = balancing.Options.Select(option => $"{option.Name} = {ValueOf(option)}");
        var options = balancing.Options.Count == 0 ? "" : $" {{ {string.Join(", ", assignments)} }}";
        var arguments = balancing.Kind.TakesTaskCount ? $"tasks: {model.Tasks.Count}" : "";
        file.Write($"{Member} = new {Type(balancing)}({arguments}){options};");
        file.Write($"{Member}.Attach(Info.With({HyperparameterEmitter.Field}), _modelRandom);");

        string ValueOf(BalancingOption option) => Hyperparameter.Of(balancing, option) is { } number
            ? HyperparameterEmitter.Of(number)
            : Value(option, $"{Names.Runtime}.{option.Enum}.");
    }

    /// <summary>Writes the property of the balancing object, and the interface member that the training reads.</summary>
    public static void WriteMembers(ModelFile file, ModelGraph model)
    {
        if (model.Balancing is not { } balancing || model.Emission != Emission.Full)
            return;
        file.Document($"<summary>The balancing of the tasks: {Formula(balancing)}.</summary>");
        file.Write(ModelFile.GeneratedCode);
        file.Write($"public {Type(balancing)} {Member} {{ get; }}");
        file.Blank();
        file.Write(ModelFile.GeneratedCode);
        file.Write($"{Names.Runtime}.TaskBalancing {Names.Runtime}.IMultiTaskModel<Batch, Metrics>.Balancing => {Member};");
        file.Blank();
    }

    /// <summary>Writes the line of the summary table. The objective above it already has the formula of a loss weighting.</summary>
    public static void WriteSummary(ModelFile file, ModelGraph model)
    {
        if (model.Balancing is not { } balancing)
            return;
        var method = balancing.Kind.IsOfGradients ? NameAndFormula(balancing) : balancing.Method;
        var options = string.Concat(balancing.Options.Select(option => $", {option.Name} = {Value(option, "")}"));
        file.Write($"balanced by {method}{options}{LearnedCount(model)}");
    }

    /// <summary>The number of parameters that the method learns; empty for none.</summary>
    private static string LearnedCount(ModelGraph model) =>
        model.LearnedByBalancing == 0 ? "" : $" ({Literal.Grouped(model.LearnedByBalancing)} parameters)";

    /// <summary>The name of the method and its formula.</summary>
    public static string NameAndFormula(BalancingDescription balancing) => $"{balancing.Method}: {Formula(balancing)}";

    /// <summary>What the method minimizes, or how it combines gradients.</summary>
    public static string Formula(BalancingDescription balancing) => balancing.Kind.Formula;

    private static string Value(BalancingOption option, string qualifier) => option.Value switch
    {
        double number => Literal.Double(number),
        int number => Literal.Integer(number),
        bool choice => Literal.Boolean(choice),
        var member => $"{qualifier}{member}",
    };
}
