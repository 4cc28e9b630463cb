using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Mtl.Generator.CodeFixes.Editing;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.CodeFixes.Fixes;

/// <summary>Adds a head for a label that has none, of the kind that fits the label's type, after the last member of the model.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddTaskFix)), Shared]
public sealed class AddTaskFix() : ModelCodeFix(RuleIds.LabelWithoutHead)
{
    internal override IEnumerable<Remedy> RemediesFor(Mistake mistake)
    {
        var compilation = mistake.SemanticModel.Compilation;
        if (mistake.Hint is not { Model: { } name, Name: { } label, Instead: { } task } || !SyntaxFacts.IsValidIdentifier(task)
            || compilation.GetTypeByMetadataName(name) is not { } model
            || mistake.PartsOf(model).FirstOrDefault(part => part.Members.Count > 0) is not { } part
            || TypeOf(label, model) is not { } type
            || HeadTypes.For(type, compilation) is not { } head)
        {
            yield break;
        }

        var place = part.Members.OfType<PropertyDeclarationSyntax>().LastOrDefault() ?? part.Members.Last();
        var context = compilation.GetSemanticModel(part.SyntaxTree);
        var spelling = head.ToMinimalDisplayString(context, place.SpanStart);
        var modifiers = place is PropertyDeclarationSyntax && place.Modifiers.Any(SyntaxKind.PartialKeyword)
            ? place.Modifiers.ToString()
            : "public partial";
        var property = place.InsertAfter(
            $"[{context.AttributeAt(place.SpanStart, "TaskHead")}]",
            $"{modifiers} {spelling} {task} {{ get; }}");
        yield return new Remedy($"Add the task '{task}'", property);
    }

    /// <summary>The type of a member of the row type in the model's <c>[MultiTaskModel]</c> attribute.</summary>
    private static ITypeSymbol? TypeOf(string label, INamedTypeSymbol model)
    {
        var row = model.GetAttributes().Select(attribute => attribute.AttributeClass)
            .FirstOrDefault(attribute => attribute is { Name: "MultiTaskModelAttribute", TypeArguments.Length: 1 })?.TypeArguments[0];
        for (var type = row; type is not null; type = type.BaseType)
        {
            if (type.GetMembers(label).FirstOrDefault() is { } member)
                return (member as IPropertySymbol)?.Type ?? (member as IFieldSymbol)?.Type;
        }
        return null;
    }
}
