using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>Checks the input of gates: a linear layer needs numbers, and equally many in every row.</summary>
internal static class GateInput
{
    /// <summary>Reports a block that a gate cannot read.</summary>
    public static void Check(Block block, SharingDescription declared, ProblemReport report)
    {
        if (block.Output.Indices is not null)
        {
            report.Add(
                RuleIds.GateInput, declared.Site, block.Name, "category indices",
                "declare an Embedding that reads it, which stays single");
        }
        else if (block.Output.Sequence is not null)
        {
            report.Add(
                RuleIds.GateInput, declared.Site, block.Name, $"a sequence whose length varies, {block.Output}",
                $"let {declared.Scheme} begin after a layer that makes a vector of it: "
                + $"Steps = Steps.Last, Mean or Max on that layer, and its name as From of {declared.Scheme}");
        }
    }
}
