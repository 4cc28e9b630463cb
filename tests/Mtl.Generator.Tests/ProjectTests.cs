using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Mtl.Generator.Tests;

/// <summary>The settings of a user's project: language version, nullability, documentation.</summary>
public sealed class ProjectTests
{
    /// <summary>The rule that this class shows being broken.</summary>
    internal const string Rule = "MTL086";

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
    public async Task Every_project_compiles_without_a_message(
        LanguageVersion language, NullableContextOptions nullable, DocumentationMode documentation)
    {
        var project = new UserProject { Language = language, Nullable = nullable, Documentation = documentation };
        foreach (var source in (string[])[Declarations.TwoDigits, Declarations.Smallest, Declarations.Awkward])
        {
            // Without nullability `string?` is the user's own warning, not ours.
            var code = source.Replace("string?", "string", StringComparison.Ordinal);
            var generated = GeneratorHost.Generate(GeneratorHost.Compile(project, code));
            Assert.DoesNotContain(
                GeneratorHost.CompilerMessages(generated),
                message => message.Id != "CS8618" || GeneratorHost.IsGenerated(message));
            Assert.Empty(await GeneratorHost.Analyze(generated));
        }
    }

    /// <summary>
    /// Partial properties came with C# 13. Before, the compiler says so at every property, and nothing else is wrong. It then shows no
    /// analyzer's message in a build, so the generator says what to do.
    /// </summary>
    [Theory]
    [InlineData(LanguageVersion.CSharp11)]
    [InlineData(LanguageVersion.CSharp12)]
    public async Task Before_partial_properties_a_rule_tells_of_fields(LanguageVersion language)
    {
        var compilation = GeneratorHost.Compile(new UserProject { Language = language }, OlderSyntax(Declarations.TwoDigits));
        var message = Assert.Single(GeneratorHost.Run(compilation).GetRunResult().Diagnostics);
        Assert.Equal(Rule, message.Id);
        Assert.Equal("Strokes", GeneratorHost.TextAt(message.Location));
        Assert.EndsWith("private readonly Linear _strokes;", message.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);

        var generated = GeneratorHost.Generate(compilation);
        var messages = GeneratorHost.CompilerMessages(generated).ToList();
        Assert.NotEmpty(messages);
        Assert.All(messages, message => Assert.EndsWith(
            "Please use language version '13.0' or greater.",
            message.GetMessage(CultureInfo.InvariantCulture),
            StringComparison.Ordinal));
        Assert.Empty(await GeneratorHost.Analyze(generated));
    }

    /// <summary>The form with fields compiles from C# 11 on.</summary>
    [Theory]
    [InlineData(LanguageVersion.CSharp11)]
    [InlineData(LanguageVersion.CSharp12)]
    public async Task Fields_need_no_new_language(LanguageVersion language)
    {
        var compilation = GeneratorHost.Compile(new UserProject { Language = language }, OlderSyntax(Declarations.Fields));
        var generated = GeneratorHost.Generate(compilation);
        Assert.Empty(GeneratorHost.Run(compilation).GetRunResult().Diagnostics);
        Assert.Empty(GeneratorHost.CompilerMessages(generated));
        Assert.Empty(await GeneratorHost.Analyze(generated));
    }

    /// <summary>Before C# 11 there are no generic attributes and no raw strings; every model gets one message of ours.</summary>
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
            var compilation = GeneratorHost.Compile(project, source);
            var message = Assert.Single(GeneratorHost.Run(compilation).GetRunResult().Diagnostics);
            Assert.Equal(Rule, message.Id);
            Assert.Contains("needs C# 11", message.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
            Assert.Empty(await GeneratorHost.Analyze(GeneratorHost.Generate(compilation)));
        }
    }

    /// <summary>Collection expressions in attributes came with C# 12.</summary>
    private static string OlderSyntax(string source) => source.Replace("[6]", "new[] { 6 }", StringComparison.Ordinal);
}
