using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Rename;
using Mtl.Generator.CodeFixes.Editing;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.CodeFixes.Fixes;

/// <summary>
/// Renames a member and all references to it, if the generated code uses its name, or if a head's name differs slightly from that of
/// its label.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RenameFix)), Shared]
public sealed class RenameFix() : ModelCodeFix(RuleIds.ReservedName, RuleIds.HeadWithoutLabel)
{
    /// <summary>Null: a rename changes many files, and several at once could conflict.</summary>
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
        // The label has the same name, in another file or even another project, and would have to be renamed too.
        if (isTask && HasRow(type))
            return null;
        var word = isTask ? "Task" : roles.Contains("SharedLayer") || roles.Contains("TaskLayer") ? "Layer" : "Value";
        return type.FreeName(char.ToUpperInvariant(symbol.Name[0]) + symbol.Name.Substring(1) + word);
    }

    private static bool HasRow(INamedTypeSymbol model) =>
        model.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: "MultiTaskModelAttribute", TypeArguments.Length: 1 });
}
