using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Mtl.Generator.Model;
using Mtl.Generator.Parsing;

namespace Mtl.Generator.Diagnostics;

/// <summary>
/// Reports that a project's language version is too old for a model. Only the generator reports this rule: where the compiler refuses a
/// declaration, such as a partial property before C# 13, a build shows no messages of analyzers.
/// </summary>
internal static class LanguageVersionCheck
{
    private const LanguageVersion GeneratedCode = LanguageVersion.CSharp11;

    /// <summary>C# 13, which has no name in the compiler version of the generator.</summary>
    private const LanguageVersion PartialProperties = (LanguageVersion)1300;

    /// <summary>Reports on every model of a project whose language version is too old. In other projects nothing is run again.</summary>
    /// <param name="context">The context of the generator.</param>
    /// <param name="models">The metadata names of all models.</param>
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
                if (ModelParser.MarkerOf(type) is not { } marker
                    || Find(type, compilation.LanguageVersion, context.CancellationToken) is not var (site, message))
                {
                    continue;
                }
                var location = new SiteLocator(type, marker, compilation, context.CancellationToken).LocationOf(site);
                context.ReportDiagnostic(Diagnostic.Create(Rules.ById(RuleIds.Language), location, message));
            }
        });
    }

    private static (Site Site, string Message)? Find(INamedTypeSymbol type, LanguageVersion language, CancellationToken cancellationToken)
    {
        var found = $"but this project compiles C# {language.ToDisplayString()}";
        if (language < GeneratedCode)
        {
            return (
                Site.Class,
                $"The generated part of '{type.Name}' needs C# 11, {found}; "
                + "set <LangVersion>11</LangVersion> or a newer one in the project file");
        }
        var property = type.GetMembers().OfType<IPropertySymbol>().FirstOrDefault(IsPartialRole);
        if (property is null)
            return null;
        var field = $"private readonly {Declaration(property)!.Type} {GeneratedNames.Field(property.Name)};";
        return (
            new Site(property.Name),
            $"'{property.Name}' is a partial property, which needs C# 13, {found}; set <LangVersion>13</LangVersion> or a newer one, "
            + $"or declare fields instead, whose properties are generated: {field}");

        bool IsPartialRole(IPropertySymbol member) =>
            member.GetAttributes().Any(DeclarationFinder.IsRole) && Declaration(member)?.IsPartial() == true;

        PropertyDeclarationSyntax? Declaration(IPropertySymbol member) =>
            member.FirstWritten<PropertyDeclarationSyntax>(cancellationToken);
    }
}
