using Mtl.Generator.Model;

namespace Mtl.Generator.Graph;

/// <summary>Collects what lowering finds wrong, behind what parsing found.</summary>
internal sealed class ProblemReport(IEnumerable<Problem> parsed)
{
    private readonly List<Problem> _problems = [.. parsed];

    public IReadOnlyList<Problem> Problems => _problems;

    public void Add(string rule, Site site, params string[] arguments) =>
        _problems.Add(new Problem(rule, site, arguments.ToEquatableArray()));
}
