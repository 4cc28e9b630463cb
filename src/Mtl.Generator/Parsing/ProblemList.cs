using Microsoft.CodeAnalysis;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>Collects the problems of one declaration.</summary>
internal sealed class ProblemList
{
    private readonly List<Problem> _problems = [];

    /// <summary>Adds a problem, unless the same one was added before.</summary>
    public void Add(string rule, Site site, params string[] arguments) => Add(rule, site, Hint.None, arguments);

    /// <summary>Adds a problem with a hint for the code fix.</summary>
    public void Add(string rule, Site site, Hint hint, params string[] arguments) =>
        Add(new Problem(rule, site, arguments.ToEquatableArray()) { Hint = hint });

    /// <summary>Adds a problem, which may have additional locations.</summary>
    public void Add(Problem problem)
    {
        if (!_problems.Exists(problem.IsSameAs))
            _problems.Add(problem);
    }

    /// <summary>Adds that a field has an initializer, although the generated constructor sets it.</summary>
    public void AddInitialized(Declaration declaration) => Add(
        RuleIds.UnsupportedMember, declaration.MemberSite, declaration.Symbol!.Name, "initialized",
        $"private readonly {declaration.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)} {declaration.Symbol.Name};");

    public EquatableArray<Problem> ToEquatableArray() => _problems.ToEquatableArray();
}
