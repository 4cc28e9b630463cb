using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>Collects what lowering finds wrong, behind what parsing found.</summary>
internal sealed class ProblemReport(IEnumerable<Problem> parsed)
{
    private readonly List<Problem> _problems = [.. parsed];

    public IReadOnlyList<Problem> Problems => _problems;

    /// <summary>Whether something is wrong so that the model cannot be generated.</summary>
    public bool HasErrors => _problems.Exists(static problem => !RuleIds.IsAdvice(problem.Rule));

    /// <summary>Adds a mistake. One that two parts of an attribute share is said once.</summary>
    public void Add(string rule, Site site, params string[] arguments) => Add(rule, site, Hint.None, arguments);

    /// <summary>Adds a mistake with a hint how to mend it.</summary>
    public void Add(string rule, Site site, Hint hint, params string[] arguments)
    {
        var problem = new Problem(rule, site, arguments.ToEquatableArray()) { Hint = hint };
        if (!_problems.Exists(problem.IsSameAs))
            _problems.Add(problem);
    }
}
