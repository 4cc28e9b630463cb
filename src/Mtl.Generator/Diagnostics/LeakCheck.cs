using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Mtl.Generator.Model;
using Mtl.Generator.Parsing;

namespace Mtl.Generator.Diagnostics;

/// <summary>
/// Finds label leaks: a feature that a row computes from a label, a label that it computes only from features, and the same value as both.
/// Only the code of the row type is read, by names, and only in the analyzer, because generation does not depend on it.
/// </summary>
internal sealed class LeakCheck
{
    private readonly CancellationToken _cancellationToken;
    private readonly IReadOnlyList<RowMember> _members;
    private readonly Dictionary<string, RowMember> _byName;

    private LeakCheck(INamedTypeSymbol row, CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
        _members = RowMembers.Of(row);
        _byName = _members.ToDictionary(member => member.Name, StringComparer.Ordinal);
    }

    public static IEnumerable<Problem> Check(INamedTypeSymbol row, CancellationToken cancellationToken) =>
        new LeakCheck(row, cancellationToken).Find();

    private IEnumerable<Problem> Find()
    {
        foreach (var member in _members.Where(member => member.HasRole && ComputationOf(member) is not null))
        {
            var sources = Sources(member, new HashSet<string>(StringComparer.Ordinal)).ToList();
            if (member.Feature is not null && sources.Find(source => source.Label is not null) is { } label)
            {
                yield return Problem(
                    member, AttributeNames.Feature,
                    $"The feature '{member.Name}' is computed from the label '{label.Name}', which is not known when the model predicts");
            }
            else if (member.Feature is not null && TwinOf(member) is { } twin)
            {
                yield return Problem(
                    member, AttributeNames.Feature,
                    $"The feature '{member.Name}' and the label '{twin.Name}' are the same value, "
                    + "so the model would read what it must predict");
            }
            else if (member.Label is not null && sources.Count > 0 && sources.TrueForAll(source => source.Feature is not null))
            {
                var names = string.Join(" and ", sources.Select(source => $"'{source.Name}'"));
                yield return Problem(
                    member, AttributeNames.Label,
                    $"The label '{member.Name}' is computed from {(sources.Count == 1 ? "the feature" : "features alone:")} {names}, "
                    + "so there is nothing to predict");
            }
        }
    }

    /// <summary>The label that is computed like a feature, or null.</summary>
    private RowMember? TwinOf(RowMember feature) => _members.FirstOrDefault(other => other.Label is not null && IsSame(feature, other));

    /// <summary>The members that a member is computed from: those with a role, and those that are stored.</summary>
    private IEnumerable<RowMember> Sources(RowMember member, HashSet<string> seen)
    {
        foreach (var read in ReadBy(member).Where(read => seen.Add(read.Name)))
        {
            if (read.HasRole || ComputationOf(read) is null)
                yield return read;
            else
            {
                foreach (var source in Sources(read, seen))
                    yield return source;
            }
        }
    }

    /// <summary>The members of the row that the code of a member names.</summary>
    private IEnumerable<RowMember> ReadBy(RowMember member) =>
        (ComputationOf(member)?.DescendantNodesAndSelf() ?? [])
            .OfType<IdentifierNameSyntax>()
            .Where(IsOfThisRow)
            .Select(name => _byName.TryGetValue(name.Identifier.ValueText, out var found) && found != member ? found : null)
            .OfType<RowMember>();

    /// <summary>Whether a name is a member of the row: <c>X</c> or <c>this.X</c>, but not <c>Other.X</c>.</summary>
    private static bool IsOfThisRow(IdentifierNameSyntax name) =>
        name.Parent is not MemberAccessExpressionSyntax access || access.Name != name || access.Expression is ThisExpressionSyntax;

    private bool IsSame(RowMember one, RowMember other) =>
        ComputationOf(one) is { } first && ComputationOf(other) is { } second
        && ReadBy(one).Any() && SyntaxFactory.AreEquivalent(first, second);

    /// <summary>The code that computes a member; null for one that is stored, or that is in another assembly.</summary>
    private SyntaxNode? ComputationOf(RowMember member) =>
        member.Symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_cancellationToken) is PropertyDeclarationSyntax property
            ? (SyntaxNode?)property.ExpressionBody ?? Getter(property)
            : null;

    private static SyntaxNode? Getter(PropertyDeclarationSyntax property) =>
        property.AccessorList?.Accessors.FirstOrDefault(accessor => accessor.IsKind(SyntaxKind.GetAccessorDeclaration)) is { } getter
            ? (SyntaxNode?)getter.ExpressionBody ?? getter.Body
            : null;

    private static Problem Problem(RowMember member, string attribute, string message) =>
        new(RuleIds.Leak, member.Site(attribute), new[] { message }.ToEquatableArray());
}
