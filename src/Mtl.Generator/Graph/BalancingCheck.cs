using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>Checks that there is something to balance, and that the model says nothing to which the method does not listen.</summary>
internal sealed class BalancingCheck(BalancingDescription balancing, ProblemReport report)
{
    public void Check(ModelGraph model)
    {
        if (model.Tasks.Count == 1)
        {
            report.Add(RuleIds.BalancingSingle, balancing.Site, balancing.Method, model.Tasks[0].Name);
            return;
        }

        if (balancing.Kind.IsOfGradients && !model.Blocks.Any(static block => block is { ParameterOwner: null, ParameterCount: > 0, Parameters.IsFrozen: false }))
            report.Add(RuleIds.BalancingNothingShared, balancing.Site, balancing.Method, model.Type.Name);
        foreach (var task in balancing.Kind.IgnoresPreferences ? model.Tasks : EquatableArray<TaskBlock>.Empty)
        {
            if (task.Head.Weight is not (0 or 1)) // 0 takes the task out, whatever the method.
                report.Add(RuleIds.BalancingPreference, task.Head.Site, new Hint { Argument = "Weight" }, task.Name, balancing.Method);
        }
    }
}
