using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>
/// Finds layers that make probabilities for a task whose loss makes them itself: softmax in front of cross-entropy. The model would
/// train, slowly and to worse answers, which is why nobody notices.
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

    /// <summary>What makes probabilities at the end of the layer, or null.</summary>
    private static string? EndOf(LayerBlock layer, TaskBlock task) =>
        _modules.FirstOrDefault(name => IsOfTorch(layer.Layer.Member.Type, name)) is { } module ? $"a {module}"
        : IsSigmoidPerOutput(layer, task) ? "a sigmoid for every output of the task"
        : null;

    private static bool IsOfTorch(string type, string name)
    {
        const string place = "global::TorchSharp.Modules.";
        return type.Length == place.Length + name.Length && type.StartsWith(place, StringComparison.Ordinal) && type.EndsWith(name, StringComparison.Ordinal);
    }

    /// <summary>Hidden layers with sigmoids are a matter of taste; one with exactly as many units as the task has outputs is meant as the answer.</summary>
    private static bool IsSigmoidPerOutput(LayerBlock layer, TaskBlock task) =>
        task.Head.Hidden.Count == 0
        && layer.Output.Last == task.Head.Outputs
        && layer.Operations.OfType<ActivationOperation>().Any(activation => activation.Function == ActivationFunction.Sigmoid);

    private static Site SiteOf(LayerBlock layer) =>
        layer.Layer.Modifiers.FirstOrDefault(modifier => modifier.Kind == ModifierKind.Activation)?.Site ?? layer.Layer.Site;
}
