using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Rename;
using Mtl.Generator.CodeFixes.Editing;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.CodeFixes.Fixes;

/// <summary>Gives a member another name, wherever it is mentioned: where the generated code uses its own, and where its label has almost the same.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RenameFix)), Shared]
public sealed class RenameFix() : ModelCodeFix(RuleIds.ReservedName, RuleIds.HeadWithoutLabel)
{
    /// <summary>Renaming changes many files; several at once would get into each other's way.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    internal override IEnumerable<Remedy> RemediesFor(Mistake mistake)
    {
        if (mistake.Property is not { } property || mistake.TypeSymbol is not { } type
            || mistake.SemanticModel.GetDeclaredSymbol(property) is not { } symbol)
        {
            yield break;
        }

        if (NameFor(mistake, property, type, symbol) is { } name)
        {
            yield return new Remedy(
                $"Rename it to '{name}'",
                (solution, cancellation) => Renamer.RenameSymbolAsync(solution, symbol, new SymbolRenameOptions(), name, cancellation));
        }
    }

    private static string? NameFor(Mistake mistake, PropertyDeclarationSyntax property, INamedTypeSymbol type, ISymbol symbol)
    {
        if (mistake.Rule == RuleIds.HeadWithoutLabel)
            return mistake.Hint.Instead;
        if (mistake.Attribute is not null)
            return null;
        var roles = property.AttributeLists.SelectMany(list => list.Attributes).Select(attribute => attribute.ShortName()).ToList();
        var isTask = roles.Contains("TaskHead");
        // A label has its task's name: in another file, perhaps another project.
        if (isTask && HasRow(type))
            return null;
        var word = isTask ? "Task" : roles.Contains("SharedLayer") || roles.Contains("TaskLayer") ? "Layer" : "Value";
        return type.FreeName(char.ToUpperInvariant(symbol.Name[0]) + symbol.Name.Substring(1) + word);
    }

    private static bool HasRow(INamedTypeSymbol model) =>
        model.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: "MultiTaskModelAttribute", TypeArguments.Length: 1 });
}
