using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Mtl.Generator.CodeFixes.Editing;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.CodeFixes.Fixes;

/// <summary>Sets an argument to the value in the message.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SetArgumentFix)), Shared]
public sealed class SetArgumentFix() : ModelCodeFix(
    RuleIds.TwoDefaults, RuleIds.ShapeMismatch, RuleIds.CustomLayer, RuleIds.InputName, RuleIds.PerPosition, RuleIds.StateKey,
    RuleIds.ExpertCount, RuleIds.Reduction)
{
    internal override IEnumerable<Remedy> RemediesFor(Mistake mistake)
    {
        if (mistake.Hint is { Argument: { } argument, Instead: { } value } && AttributeOf(mistake)?.Set(argument, value) is { } edit)
            yield return new Remedy(char.IsDigit(argument[0]) ? $"Write {value}" : $"Write {argument} = {value}", edit) { Kind = argument };
    }

    /// <summary>The attribute that contains the mistake, or that of the layer in the hint.</summary>
    private static AttributeSyntax? AttributeOf(Mistake mistake) => mistake.Hint.Name is { } layer
        ? mistake.Type?.Members.OfType<PropertyDeclarationSyntax>().FirstOrDefault(property => property.Identifier.ValueText == layer)
            ?.AttributeLists.SelectMany(list => list.Attributes)
            .FirstOrDefault(attribute => attribute.ShortName() is "SharedLayer" or "TaskLayer")
        : mistake.Attribute;
}
