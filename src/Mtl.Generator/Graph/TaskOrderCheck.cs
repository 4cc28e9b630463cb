using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>
/// Checks that a task comes after one that can be its condition: a yes-or-no task declared above it. Downwards only, so there are no
/// cycles.
/// </summary>
internal sealed class TaskOrderCheck(ModelDescription model, ProblemReport report)
{
    /// <summary>Whether <paramref name="condition"/> can be the condition of <paramref name="head"/>; if not, that is reported.</summary>
    public bool Allows(HeadDescription head, string condition)
    {
        var name = head.Member.Name;
        var heads = model.Heads.ToList();
        var other = heads.Find(candidate => candidate.Member.Name == condition);
        var hint = HintAt(head, condition);
        var reason = other is null ? $"which is no task of this model{NearestName.Question(hint.Instead)}"
            : condition == name ? "which is the task itself"
            : heads.IndexOf(other) > heads.IndexOf(head) ? "which is declared below it; data flows downwards"
            : head.Kind != HeadKind.Binary ? $"because it is {Article.With(head.Member.TypeName)}; only a BinaryHead has one probability to multiply"
            : other.Kind != HeadKind.Binary ? $"which is {Article.With(other.Member.TypeName)}; only a BinaryHead has one probability to multiply"
            : head.PerPosition != other.PerPosition ? "because only one of them answers at every step"
            : null;
        if (reason is not null)
            report.Add(RuleIds.TaskOrder, head.Site, hint, name, condition, reason);
        return reason is null;
    }

    /// <summary>The task that was probably meant, or the order that was.</summary>
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
