using System.Text;
using Mtl.Generator.Graph;

namespace Mtl.Generator.Emit;

/// <summary>The blocks of a model and what reads what, in the Mermaid language.</summary>
internal static class MermaidDiagram
{
    public static string Of(ModelGraph model)
    {
        var text = new StringBuilder("flowchart TD", capacity: 512);
        foreach (var block in model.Blocks)
        {
            var (open, close) = block switch
            {
                InputBlock => ("([", "])"),
                TaskBlock => ("[[", "]]"),
                GateBlock => ("{{", "}}"),
                _ => ("[", "]"),
            };
            text.Append("\n    ").Append(Id(block.Name)).Append(open).Append('"').Append(block.Name).Append(' ').Append(block.Output).Append(block is LayerBlock { Experts: > 0 and var experts } ? $" × {experts} experts" : "").Append('"').Append(close);
        }
        foreach (var block in model.Blocks)
        {
            foreach (var source in block.Sources.Blocks)
                text.Append("\n    ").Append(Id(source)).Append(" --> ").Append(Id(block.Name));
            foreach (var condition in block.Operations.OfType<ConditionOperation>())
                text.Append($"\n    {Id(condition.Condition)} -. times .-> {Id(block.Name)}");
        }
        return text.ToString();
    }

    /// <summary>Mermaid has keywords in lower case, <c>end</c> for one.</summary>
    private static string Id(string name) => (char.IsLower(name[0]) ? name + "_" : name).Replace('·', '-');
}
