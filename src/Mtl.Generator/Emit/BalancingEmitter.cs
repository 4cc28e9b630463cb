using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>Writes what belongs to the balancing of tasks: the method's object, and what says how it works.</summary>
internal static class BalancingEmitter
{
    /// <summary>The expression of the method's object.</summary>
    public const string Member = GeneratedNames.Balancing;

    public static string Type(BalancingDescription balancing) => $"{Names.Runtime}.{balancing.Method}Balancing";

    /// <summary>Whether the losses, not the gradients, are balanced.</summary>
    public static bool IsOfLosses(ModelGraph model) => model.Balancing is { Kind.IsOfGradients: false };

    /// <summary>Statements of the constructor that make the method's object.</summary>
    public static void WriteConstruction(ModelFile file, ModelGraph model)
    {
        if (model.Balancing is not { } balancing)
            return;
        var options = balancing.Options.Count == 0 ? "" : $" {{ {string.Join(", ", balancing.Options.Select(option => $"{option.Name} = {Value(option, $"{Names.Runtime}.{option.Enum}.")}"))} }}";
        file.Write($"{Member} = new {Type(balancing)}({(balancing.Kind.TakesTaskCount ? $"tasks: {model.Tasks.Count}" : "")}){options};");
        file.Write($"{Member}.Attach(Info, _modelRandom);");
    }

    /// <summary>The property that holds the method's object, and the member by which the trainer finds it.</summary>
    public static void WriteMembers(ModelFile file, ModelGraph model)
    {
        if (model.Balancing is not { } balancing || model.Emission != Emission.Full)
            return;
        file.Document($"<summary>How the tasks are balanced: {Formula(balancing)}.</summary>");
        file.Write(ModelFile.GeneratedCode);
        file.Write($"public {Type(balancing)} {Member} {{ get; }}");
        file.Blank();
        file.Write(ModelFile.GeneratedCode);
        file.Write($"{Names.Runtime}.TaskBalancing {Names.Runtime}.IMultiTaskModel<Batch, Metrics>.Balancing => {Member};");
        file.Blank();
    }

    /// <summary>The line of the summary. The formula of an objective stands above it already.</summary>
    public static void WriteSummary(ModelFile file, ModelGraph model)
    {
        if (model.Balancing is { } balancing)
            file.Write($"balanced by {(balancing.Kind.IsOfGradients ? NameAndFormula(balancing) : balancing.Method)}{string.Concat(balancing.Options.Select(option => $", {option.Name} = {Value(option, "")}"))}{LearnedCount(model)}");
    }

    /// <summary>A method learns a number for each task.</summary>
    private static string LearnedCount(ModelGraph model) => model.LearnedByBalancing == 0 ? "" : $" ({Literal.Grouped(model.LearnedByBalancing)} parameters)";

    /// <summary>The method, and what it does, in a few words.</summary>
    public static string NameAndFormula(BalancingDescription balancing) => $"{balancing.Method}: {Formula(balancing)}";

    /// <summary>What the method does, in a few words.</summary>
    public static string Formula(BalancingDescription balancing) => balancing.Kind.Formula;

    private static string Value(BalancingOption option, string qualifier) => option.Value switch
    {
        double number => Literal.Double(number),
        bool choice => Literal.Boolean(choice),
        var member => $"{qualifier}{member}",
    };
}
