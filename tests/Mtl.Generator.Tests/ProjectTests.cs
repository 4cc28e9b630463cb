using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Mtl.Generator.Tests;

/// <summary>The settings of a user's project: language version, nullability, documentation.</summary>
public sealed class ProjectTests
{
    public static TheoryData<LanguageVersion, NullableContextOptions, DocumentationMode> Projects => new()
    {
        { LanguageVersion.CSharp13, NullableContextOptions.Enable, DocumentationMode.Diagnose },
        { LanguageVersion.CSharp13, NullableContextOptions.Enable, DocumentationMode.Parse },
        { LanguageVersion.CSharp13, NullableContextOptions.Enable, DocumentationMode.None },
        { LanguageVersion.CSharp13, NullableContextOptions.Disable, DocumentationMode.Diagnose },
        { LanguageVersion.CSharp13, NullableContextOptions.Warnings, DocumentationMode.Diagnose },
        { LanguageVersion.CSharp13, NullableContextOptions.Annotations, DocumentationMode.Diagnose },
        { LanguageVersion.Latest, NullableContextOptions.Enable, DocumentationMode.Diagnose },
        { LanguageVersion.Latest, NullableContextOptions.Disable, DocumentationMode.None },
        { LanguageVersion.Preview, NullableContextOptions.Enable, DocumentationMode.Diagnose },
        { LanguageVersion.Preview, NullableContextOptions.Disable, DocumentationMode.None },
    };

    [Theory]
    [MemberData(nameof(Projects))]
    public async Task Every_project_compiles_without_a_message(LanguageVersion language, NullableContextOptions nullable, DocumentationMode documentation)
    {
        var project = new UserProject { Language = language, Nullable = nullable, Documentation = documentation };
        foreach (var source in (string[])[Declarations.TwoDigits, Declarations.Smallest, Declarations.Awkward])
        {
            // Without nullability `string?` is the user's own warning, not ours.
            var generated = GeneratorHost.Generate(GeneratorHost.Compile(project, source.Replace("string?", "string", StringComparison.Ordinal)));
            Assert.DoesNotContain(GeneratorHost.CompilerMessages(generated), message => message.Id != "CS8618" || GeneratorHost.IsGenerated(message));
            Assert.Empty(await GeneratorHost.Analyze(generated));
        }
    }

    /// <summary>Partial properties came with C# 13. Before, the compiler says so at every property, and nothing else is wrong.</summary>
    [Theory]
    [InlineData(LanguageVersion.CSharp11)]
    [InlineData(LanguageVersion.CSharp12)]
    public async Task An_older_language_is_the_compilers_to_report(LanguageVersion language)
    {
        var compilation = GeneratorHost.Compile(new UserProject { Language = language }, OlderSyntax(Declarations.TwoDigits));
        var generated = GeneratorHost.Generate(compilation);
        var messages = GeneratorHost.CompilerMessages(generated).ToList();
        Assert.NotEmpty(messages);
        Assert.All(messages, message => Assert.EndsWith("Please use language version '13.0' or greater.", message.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        Assert.Empty(await GeneratorHost.Analyze(generated));
    }

    /// <summary>Before C# 11 there are no generic attributes and no raw strings; there is nothing to hope for but no crash.</summary>
    [Theory]
    [InlineData(LanguageVersion.CSharp7_3)]
    [InlineData(LanguageVersion.CSharp8)]
    [InlineData(LanguageVersion.CSharp9)]
    [InlineData(LanguageVersion.CSharp10)]
    public async Task An_ancient_language_crashes_nothing(LanguageVersion language)
    {
        foreach (var source in (string[])[Declarations.TwoDigits, Declarations.Smallest, Declarations.Awkward])
        {
            var project = new UserProject { Language = language, Nullable = NullableContextOptions.Disable };
            Assert.Empty(await GeneratorHost.Analyze(GeneratorHost.Generate(GeneratorHost.Compile(project, source))));
        }
    }

    /// <summary>Collection expressions in attributes came with C# 12.</summary>
    private static string OlderSyntax(string source) => source.Replace("[6]", "new[] { 6 }", StringComparison.Ordinal);
}
