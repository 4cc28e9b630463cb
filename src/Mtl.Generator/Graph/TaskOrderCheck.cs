using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>
/// Checks that the condition of a task is a binary task that is declared above it, so that there are no cycles.
/// </summary>
internal sealed class TaskOrderCheck(ModelDescription model, ProblemReport report)
{
    /// <summary>Whether <paramref name="condition"/> can be the condition of <paramref name="head"/>; if not, that is reported.</summary>
    public bool Allows(HeadDescription head, string condition)
    {
        const string onlyBinary = "only a BinaryHead has one probability to multiply";
        var name = head.Member.Name;
        var heads = model.Heads.ToList();
        var other = heads.Find(candidate => candidate.Member.Name == condition);
        var hint = HintAt(head, condition);
        var reason = other is null ? $"which is no task of this model{NearestName.Question(hint.Instead)}"
            : condition == name ? "which is the task itself"
            : heads.IndexOf(other) > heads.IndexOf(head) ? "which is declared below it; data flows downwards"
            : head.Kind != HeadKind.Binary ? $"because it is {Article.With(head.Member.TypeName)}; {onlyBinary}"
            : other.Kind != HeadKind.Binary ? $"which is {Article.With(other.Member.TypeName)}; {onlyBinary}"
            : head.PerPosition != other.PerPosition ? "because only one of them predicts at every time step"
            : null;
        if (reason is not null)
            report.Add(RuleIds.TaskOrder, head.Site, hint, name, condition, reason);
        return reason is null;
    }

    /// <summary>The task, or the order of tasks, that was probably meant.</summary>
    private Hint HintAt(HeadDescription head, string condition)
    {
        var heads = model.Heads.ToList();
        if (heads.Find(candidate => candidate.Member.Name == condition) is { } other)
            return heads.IndexOf(other) > heads.IndexOf(head) ? new Hint { Above = condition } : Hint.None;
        var above = heads.TakeWhile(candidate => candidate != head).Where(candidate => candidate.Kind == HeadKind.Binary);
        return NearestName.Of(condition, above.Select(candidate => candidate.Member.Name)) is { } meant
            ? new Hint { Name = condition, Instead = meant }
            : Hint.None;
    }
}
