using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>Collects the problems that lowering finds, after those of parsing.</summary>
internal sealed class ProblemReport(IEnumerable<Problem> parsed)
{
    private readonly List<Problem> _problems = [.. parsed];

    public IReadOnlyList<Problem> Problems => _problems;

    /// <summary>Whether a problem prevents generation of the model.</summary>
    public bool HasErrors => _problems.Exists(static problem => !RuleIds.IsAdvice(problem.Rule));

    /// <summary>Adds a problem, unless the same one was added before.</summary>
    public void Add(string rule, Site site, params string[] arguments) => Add(rule, site, Hint.None, arguments);

    /// <summary>Adds a problem with a hint for the code fix.</summary>
    public void Add(string rule, Site site, Hint hint, params string[] arguments)
    {
        var problem = new Problem(rule, site, arguments.ToEquatableArray()) { Hint = hint };
        if (!_problems.Exists(problem.IsSameAs))
            _problems.Add(problem);
    }
}
