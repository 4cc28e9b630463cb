using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Rename;
using Mtl.Generator.CodeFixes.Editing;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.CodeFixes.Fixes;

/// <summary>Gives a member whose name the generated code uses another one, wherever it is mentioned.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RenameFix)), Shared]
public sealed class RenameFix() : ModelCodeFix(RuleIds.ReservedName)
{
    /// <summary>Renaming changes many files; several at once would get into each other's way.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    internal override IEnumerable<Remedy> RemediesFor(Mistake mistake)
    {
        if (mistake.Attribute is not null || mistake.Property is not { } property || mistake.TypeSymbol is not { } type
            || mistake.SemanticModel.GetDeclaredSymbol(property) is not { } symbol)
        {
            yield break;
        }

        var roles = property.AttributeLists.SelectMany(list => list.Attributes).Select(attribute => attribute.ShortName()).ToList();
        var isTask = roles.Contains("TaskHead");
        // A label has its task's name: in another file, perhaps another project.
        if (isTask && HasRow(type))
            yield break;
        var word = isTask ? "Task" : roles.Contains("SharedLayer") || roles.Contains("TaskLayer") ? "Layer" : "Value";
        var name = type.FreeName(char.ToUpperInvariant(symbol.Name[0]) + symbol.Name.Substring(1) + word);
        yield return new Remedy(
            $"Rename it to '{name}'",
            (solution, cancellation) => Renamer.RenameSymbolAsync(solution, symbol, new SymbolRenameOptions(), name, cancellation));
    }

    private static bool HasRow(INamedTypeSymbol model) =>
        model.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: "MultiTaskModelAttribute", TypeArguments.Length: 1 });
}
