using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Mtl.Generator.CodeFixes.Editing;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.CodeFixes.Fixes;

/// <summary>Adds a <c>Flatten</c> layer after the layer whose output is feature maps.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddFlattenFix)), Shared]
public sealed class AddFlattenFix() : ModelCodeFix(RuleIds.NeedsVector)
{
    internal override IEnumerable<Remedy> RemediesFor(Mistake mistake)
    {
        if (mistake is not { Hint.Name: { } source, Property: { } reader, Attribute: { } role, Type: { } type, TypeSymbol: { } symbol }
            || mistake.SemanticModel.Compilation.GetTypeByMetadataName("TorchSharp.Modules.Flatten") is not { } flatten)
        {
            yield break;
        }

        var from = role.Argument("From");
        var sourceLayer = type.Members.OfType<PropertyDeclarationSyntax>().FirstOrDefault(member => member.Identifier.ValueText == source);
        // There is no fix for several sources and for layers in another file.
        if (sourceLayer is null || role.Argument("Concat") is not null
            || role.Argument("Add") is not null || role.Argument("Multiply") is not null)
        {
            yield break;
        }

        var name = symbol.FreeName(from is null ? "Flat" : source + "Flat");
        var isShared = sourceLayer.AttributeLists.SelectMany(list => list.Attributes)
            .All(attribute => attribute.ShortName() != "TaskLayer");
        var attribute = mistake.SemanticModel.AttributeAt(sourceLayer.SpanStart, isShared ? "SharedLayer" : "TaskLayer");
        var layer = sourceLayer.InsertAfter(
            from is null ? $"[{attribute}]" : $"[{attribute}(From = nameof({source}))]",
            $"{reader.Modifiers} {flatten.ToMinimalDisplayString(mistake.SemanticModel, sourceLayer.SpanStart)} {name} {{ get; }}");
        yield return from is null
            ? new Remedy($"Add a Flatten after '{source}'", layer)
            : new Remedy($"Read '{source}' through a Flatten", layer, Edit.Replace(from.Expression, $"nameof({name})"));
    }
}
