using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>Checks that there are tasks to balance, and that the method uses the task weights of the model.</summary>
internal sealed class BalancingCheck(BalancingDescription balancing, ProblemReport report)
{
    public void Check(ModelGraph model)
    {
        if (model.Tasks.Count == 1)
        {
            report.Add(RuleIds.BalancingSingle, balancing.Site, balancing.Method, model.Tasks[0].Name);
            return;
        }

        var hasShared = model.Blocks.Any(
            static block => block is { ParameterOwner: null, ParameterCount: > 0, Parameters.IsFrozen: false });
        if (balancing.Kind.IsOfGradients && !hasShared)
            report.Add(RuleIds.BalancingNothingShared, balancing.Site, balancing.Method, model.Type.Name);
        foreach (var task in balancing.Kind.IgnoresPreferences ? model.Tasks : EquatableArray<TaskBlock>.Empty)
        {
            if (task.Head.Weight is not (0 or 1)) // 0 excludes the task from every method.
                report.Add(RuleIds.BalancingPreference, task.Head.Site, new Hint { Argument = "Weight" }, task.Name, balancing.Method);
        }
    }
}
