using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Mtl.Generator.CodeFixes.Editing;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.CodeFixes.Fixes;

/// <summary>Moves a task with its comments below the one in its <c>After</c>. Empty lines are not moved.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MoveBelowFix)), Shared]
public sealed class MoveBelowFix() : ModelCodeFix(RuleIds.TaskOrder)
{
    internal override IEnumerable<Remedy> RemediesFor(Mistake mistake)
    {
        if (mistake is not { Hint.Above: { } above, Property: { } property, Type: { } type })
            yield break;
        var members = type.Members.ToList();
        var from = members.IndexOf(property);
        var to = members.FindIndex(member => member is PropertyDeclarationSyntax other && other.Identifier.ValueText == above);
        if (to <= from)
            yield break;

        // Every member between the two moves one position up.
        var bodies = members.GetRange(from, to - from + 1).ConvertAll(member => TextSpan.FromBounds(member.BodyStart(), member.Span.End));
        var text = type.SyntaxTree.GetText();
        var edits = bodies.Select((body, index) => new Edit(type.SyntaxTree, body, text.ToString(bodies[(index + 1) % bodies.Count])));
        yield return new Remedy($"Move it below '{above}'", [.. edits]);
    }
}
