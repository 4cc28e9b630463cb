using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>Sentences that several generated files share.</summary>
internal static class Documentation
{
    /// <summary>Which output is what, with shapes: <c>Left [batch, 10] logits, Sum [batch]</c>.</summary>
    public static Text Outputs(ModelGraph model) =>
        $"{model.Tasks.Join(static task => $"{task.Name} {task.Output}, {Meaning(task)}", "; ")}.";

    /// <summary>A line on what a loop of one's own must fit before its first step, as <c>Fit</c> does; empty where there is nothing.</summary>
    public static string Unfitted(ModelGraph model)
    {
        var vocabularies = model.Row?.Texts.Select(feature => $"<c>{GeneratedNames.Vocabulary(feature.Name)}.EnsureFitted</c>") ?? [];
        var calls = vocabularies.Concat(StandardizationEmitter.IsIn(model) ? ["<c>EnsureFitted</c>"] : []).ToList();
        return calls.Count == 0 ? ""
            : $"\n<remarks>In a new model the loop first calls {string.Join(", ", calls)} with the training data, as <c>Fit</c> does.</remarks>";
    }

    public static string Meaning(TaskBlock task) => task.Head.Kind.Meaning(task.Head);

    /// <summary>The objective as a formula: <c>Left + Right + 0.1·Sum + penalty</c>.</summary>
    public static Text Objective(ModelGraph model) =>
        model.Tasks.Count == 0 ? "Penalty"
        : BalancingEmitter.IsOfLosses(model)
            ? (Text)$"{BalancingEmitter.Formula(model.Balancing!)} over {model.Tasks.Join(WithPreference, ", ")}, + Penalty"
        : (Text)$"{model.Tasks.Join(Weighted, " + ")} + Penalty";

    private static Text Weighted(TaskBlock task) =>
        task.Head.Weight == 1 ? task.Name : (Text)$"{Literal.Double(task.Head.Weight)}·{task.Name}";

    /// <summary>The task with its p in the formula of the balancing method.</summary>
    private static Text WithPreference(TaskBlock task) =>
        task.Head.Weight == 1 ? task.Name : (Text)$"{task.Name} (p = {Literal.Double(task.Head.Weight)})";
}
