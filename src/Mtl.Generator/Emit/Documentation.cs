using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>Documentation that several generated members share.</summary>
internal static class Documentation
{
    /// <summary>The outputs with shape and meaning: <c>Left [batch, 10], one logit per class; Sum [batch], …</c>.</summary>
    public static Text Outputs(ModelGraph model) =>
        $"{model.Tasks.Join(static task => $"{task.Name} {task.Output}, {Meaning(task)}", "; ")}.";

    /// <summary>The remarks on what a custom training loop fits before its first step; empty for a model without fitted parts.</summary>
    public static string Unfitted(ModelGraph model)
    {
        var vocabularies = model.Row?.Texts.Select(feature => $"<c>{GeneratedNames.Vocabulary(feature.Name)}.EnsureFitted</c>") ?? [];
        var calls = vocabularies.Concat(StandardizationEmitter.IsIn(model) ? ["<c>EnsureFitted</c>"] : []).ToList();
        return calls.Count == 0 ? ""
            : $"\n<remarks>For a new model, call {string.Join(" and ", calls)} with the training data first, as <c>Fit</c> does.</remarks>";
    }

    public static string Meaning(TaskBlock task) => task.Head.Kind.Meaning(task.Head);

    /// <summary>The objective as a formula: <c>Left + Right + 0.1·Sum + penalty</c>.</summary>
    public static Text Objective(ModelGraph model) =>
        model.Tasks.Count == 0 ? "Penalty"
        : BalancingEmitter.IsOfLosses(model)
            ? (Text)$"{BalancingEmitter.Formula(model.Balancing!)}, over {model.Tasks.Join(WithPreference, ", ")}, + Penalty"
        : (Text)$"{model.Tasks.Join(Weighted, " + ")} + Penalty";

    private static Text Weighted(TaskBlock task) =>
        task.Head.Weight == 1 ? task.Name : (Text)$"{Literal.Double(task.Head.Weight)}·{task.Name}";

    /// <summary>The task with its p in the formula of the balancing method.</summary>
    private static Text WithPreference(TaskBlock task) =>
        task.Head.Weight == 1 ? task.Name : (Text)$"{task.Name} (p = {Literal.Double(task.Head.Weight)})";
}
