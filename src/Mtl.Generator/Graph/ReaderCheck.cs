using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>Checks the readers of layers and inputs: every task layer belongs to one task, and nothing is unused.</summary>
internal sealed class ReaderCheck(ModelDescription model, ProblemReport report)
{
    private static readonly List<string> _none = [];

    public void Check(IReadOnlyList<Block> inputs, IReadOnlyList<LayerBlock> layers, IReadOnlyList<TaskBlock> tasks)
    {
        var readers = new Dictionary<string, List<string>>();
        foreach (var task in tasks)
            Mark(task.Sources, task.Name);
        foreach (var layer in layers.Reverse())
        {
            foreach (var task in TasksOf(layer.Name))
                Mark(layer.Sources, task);
            if (layer.Layer.IsShared)
                CheckShared(layer, layers);
        }

        foreach (var layer in layers)
        {
            var owners = TasksOf(layer.Name);
            if (owners.Count == 0)
                report.Add(RuleIds.UnreadLayer, layer.Layer.Site, layer.Name, "layer", "");
            else if (!layer.Layer.IsShared && owners.Count > 1)
                ReportOwners(layer, string.Join(" and ", owners.OrderBy(static name => name, StringComparer.Ordinal)));
        }
        foreach (var input in inputs.Where(input => TasksOf(input.Name).Count == 0))
            report.Add(RuleIds.UnreadLayer, InputSite(input), input.Name, "input", FeaturesOf(input));

        List<string> TasksOf(string block) => readers.TryGetValue(block, out var found) ? found : _none;

        void Mark(Sources sources, string task)
        {
            foreach (var source in sources.Blocks)
            {
                if (!readers.TryGetValue(source, out var found))
                    readers[source] = found = [];
                if (!found.Contains(task))
                    found.Add(task);
            }
        }
    }

    private void ReportOwners(LayerBlock layer, string owners) => report.Add(
        RuleIds.TaskLayerOwner, layer.Layer.Site, new Hint { Instead = "SharedLayer" }, layer.Name,
        $"is read by the tasks {owners}; it belongs to one, or is a [SharedLayer]");

    private void CheckShared(LayerBlock layer, IReadOnlyList<LayerBlock> layers)
    {
        foreach (var source in layers.Where(other => !other.Layer.IsShared && layer.Sources.Blocks.Contains(other.Name)))
        {
            report.Add(
                RuleIds.TaskLayerOwner, layer.Layer.Site, source.Name,
                $"is read by the shared layer '{layer.Name}'; a layer that all tasks share can read shared layers and inputs only");
        }
    }

    /// <summary>The features of an input that is not called like its only feature.</summary>
    private static string FeaturesOf(Block input) =>
        input is InputBlock { Features: { Count: > 0 } features } && features[0].Name != input.Name
            ? $" (the features {string.Join(", ", features.Select(feature => feature.Name))})"
            : "";

    private Site InputSite(Block input) => model.Inputs.First(candidate => candidate.Name == input.Name).Site;
}
