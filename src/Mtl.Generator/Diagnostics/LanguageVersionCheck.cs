using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Mtl.Generator.Model;
using Mtl.Generator.Parsing;

namespace Mtl.Generator.Diagnostics;

/// <summary>
/// Says that a project's language is too old for a model, and what to do. It is the one rule that the generator speaks: where the compiler
/// refuses a declaration, as it does a partial property before C# 13, a build shows no analyzer's message.
/// </summary>
internal static class LanguageVersionCheck
{
    private const LanguageVersion GeneratedCode = LanguageVersion.CSharp11;

    /// <summary>C# 13, which the compiler that the generator is built against has no name for.</summary>
    private const LanguageVersion PartialProperties = (LanguageVersion)1300;

    /// <summary>Reports on every model of a project whose language is too old. Others hand on nothing, so that nothing is run again.</summary>
    /// <param name="context">The generator's.</param>
    /// <param name="models">Metadata names of all models.</param>
    public static void Register(IncrementalGeneratorInitializationContext context, IncrementalValueProvider<ImmutableArray<string>> models)
    {
        var tooOld = context.CompilationProvider.SelectMany(static (compilation, _) =>
            compilation is CSharpCompilation { LanguageVersion: < PartialProperties } old
                ? ImmutableArray.Create(old)
                : ImmutableArray<CSharpCompilation>.Empty);
        context.RegisterSourceOutput(tooOld.Combine(models), static (context, pair) =>
        {
            var (compilation, names) = (pair.Left, pair.Right);
            foreach (var type in names.Select(name => compilation.GetTypeByMetadataName(name)).OfType<INamedTypeSymbol>())
            {
                if (ModelParser.MarkerOf(type) is { } marker && Find(type, compilation.LanguageVersion, context.CancellationToken) is var (site, message))
                    context.ReportDiagnostic(Diagnostic.Create(Rules.ById(RuleIds.Language), new SiteLocator(type, marker, compilation, context.CancellationToken).LocationOf(site), message));
            }
        });
    }

    private static (Site Site, string Message)? Find(INamedTypeSymbol type, LanguageVersion language, CancellationToken cancellationToken)
    {
        if (language < GeneratedCode)
            return (Site.Class, $"The generated part of '{type.Name}' needs C# 11, but this project compiles C# {language.ToDisplayString()}; set <LangVersion>11</LangVersion> or a newer one in the project file");
        var property = type.GetMembers().OfType<IPropertySymbol>().FirstOrDefault(member => member.GetAttributes().Any(DeclarationFinder.IsRole) && Declaration(member)?.IsPartial() == true);
        return property is null
            ? null
            : (new Site(property.Name), $"'{property.Name}' is a partial property, which needs C# 13, but this project compiles C# {language.ToDisplayString()}; set <LangVersion>13</LangVersion> or a newer one, or declare fields instead, whose properties are generated: private readonly {Declaration(property)!.Type} {GeneratedNames.Field(property.Name)};");

        PropertyDeclarationSyntax? Declaration(IPropertySymbol member) =>
            member.FirstWritten<PropertyDeclarationSyntax>(cancellationToken);
    }
}
