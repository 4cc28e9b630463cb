using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>Collects the mistakes found in one declaration.</summary>
internal sealed class ProblemList
{
    private readonly List<Problem> _problems = [];

    public void Add(string rule, Site site, params string[] arguments) =>
        _problems.Add(new Problem(rule, site, arguments.ToEquatableArray()));

    public EquatableArray<Problem> ToEquatableArray() => _problems.ToEquatableArray();
}
