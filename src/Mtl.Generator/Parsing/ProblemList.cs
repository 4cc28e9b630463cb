using Microsoft.CodeAnalysis;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>Collects the mistakes found in one declaration.</summary>
internal sealed class ProblemList
{
    private readonly List<Problem> _problems = [];

    /// <summary>Adds a mistake. One that two parts of an attribute share is said once.</summary>
    public void Add(string rule, Site site, params string[] arguments) => Add(rule, site, Hint.None, arguments);

    /// <summary>Adds a mistake with a hint how to mend it.</summary>
    public void Add(string rule, Site site, Hint hint, params string[] arguments) =>
        Add(new Problem(rule, site, arguments.ToEquatableArray()) { Hint = hint });

    /// <summary>Adds a mistake that is about several places.</summary>
    public void Add(Problem problem)
    {
        if (!_problems.Exists(problem.IsSameAs))
            _problems.Add(problem);
    }

    /// <summary>Adds that a field has an initializer, while the generated constructor makes what it holds.</summary>
    public void AddInitialized(Declaration declaration) => Add(
        RuleIds.UnsupportedMember, declaration.MemberSite, declaration.Symbol!.Name, "initialized",
        $"private readonly {declaration.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)} {declaration.Symbol.Name};");

    public EquatableArray<Problem> ToEquatableArray() => _problems.ToEquatableArray();
}
