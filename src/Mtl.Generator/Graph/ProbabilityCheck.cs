using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>
/// Finds layers that compute probabilities for a task whose loss computes them itself, such as a softmax before cross-entropy. The model
/// would still train, but slowly and to worse predictions.
/// </summary>
internal sealed class ProbabilityCheck(ProblemReport report)
{
    private static readonly string[] _modules = ["Softmax", "Softmax2d", "LogSoftmax", "Softmin", "Sigmoid", "LogSigmoid"];

    public void Check(IReadOnlyList<LayerBlock> layers, IReadOnlyList<TaskBlock> tasks)
    {
        foreach (var task in tasks.Where(task => task.Head.Kind.Probabilities is not null))
        {
            var layer = task.Sources.Blocks is [var source] ? layers.FirstOrDefault(layer => layer.Name == source) : null;
            if (layer is not null && EndOf(layer, task) is { } function)
                report.Add(RuleIds.Probabilities, SiteOf(layer), task.Name, layer.Name, function);
        }
    }

    /// <summary>The function that computes probabilities at the end of the layer, or null.</summary>
    private static string? EndOf(LayerBlock layer, TaskBlock task) =>
        _modules.FirstOrDefault(name => IsOfTorch(layer.Layer.Member.Type, name)) is { } module ? $"a {module}"
        : IsSigmoidPerOutput(layer, task) ? "a sigmoid for every output of the task"
        : null;

    private static bool IsOfTorch(string type, string name)
    {
        const string prefix = "global::TorchSharp.Modules.";
        return type.Length == prefix.Length + name.Length
            && type.StartsWith(prefix, StringComparison.Ordinal)
            && type.EndsWith(name, StringComparison.Ordinal);
    }

    /// <summary>
    /// Whether the layer has a sigmoid and exactly one unit for each output of the task; other layers with a sigmoid are hidden layers.
    /// </summary>
    private static bool IsSigmoidPerOutput(LayerBlock layer, TaskBlock task) =>
        task.Head.Hidden.Count == 0
        && layer.Output.Last == task.Head.Outputs
        && layer.Operations.OfType<ActivationOperation>().Any(activation => activation.Function == ActivationFunction.Sigmoid);

    private static Site SiteOf(LayerBlock layer) =>
        layer.Layer.Modifiers.FirstOrDefault(modifier => modifier.Kind == ModifierKind.Activation)?.Site ?? layer.Layer.Site;
}
