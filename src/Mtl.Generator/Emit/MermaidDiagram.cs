using Mtl.Generator.Graph;

namespace Mtl.Generator.Emit;

/// <summary>The blocks of a model and their connections as a Mermaid flowchart.</summary>
internal static class MermaidDiagram
{
    public static void Write(ModelFile file, ModelGraph model)
    {
        file.Write("flowchart TD");
        var blocks = model.NeededBy([.. model.Inputs, .. model.Tasks]);
        foreach (var block in blocks)
        {
            var (open, close) = block switch
            {
                InputBlock => ("([", "])"),
                TaskBlock => ("[[", "]]"),
                GateBlock => ("{{", "}}"),
                _ => ("[", "]"),
            };
            var copies = block is LayerBlock { Experts: > 0 and var experts } ? $" × {experts} experts" : "";
            file.Write($"    {Id(block.Name)}{open}\"{block.Name} {block.Output}{copies}\"{close}");
        }
        foreach (var block in blocks)
        {
            foreach (var source in block.Sources.Blocks)
                file.Write($"    {Id(source)} --> {Id(block.Name)}");
            foreach (var operation in block.Operations)
            {
                if (operation is ConditionOperation condition)
                    file.Write($"    {Id(condition.Condition)} -. times .-> {Id(block.Name)}");
            }
        }
    }

    /// <summary>Mermaid's keywords, such as <c>end</c>, start with a lower-case letter.</summary>
    private static string Id(string name) => (char.IsLower(name[0]) ? name + "_" : name).Replace('·', '-');
}
