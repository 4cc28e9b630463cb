using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Mtl.Testing.Snapshots.Tests;

/// <summary>The stand-in as tests use it, with snapshot files beside this file.</summary>
public sealed class VerifierTests
{
    [Fact]
    public Task A_driver_gives_one_file_per_source() => Verify(Run(new Greeter(warns: false)));

    [Fact]
    public Task A_warning_gives_a_text_file_with_the_source_line() => Verify(Run(new Greeter(warns: true)).GetRunResult());

    [Theory]
    [InlineData("first")]
    [InlineData("second")]
    public Task A_theory_gives_files_per_value(string value) => Verify($"the {value} text").UseParameters(value);

    [Fact]
    public async Task A_text_can_have_its_own_extension_folder_and_name() =>
        await Verify("# Title", "md").UseDirectory("Elsewhere").UseTypeName("Docs").UseMethodName("Title");

    [Fact]
    public void An_exception_in_the_generator_reaches_the_test() =>
        Assert.Throws<TimeZoneNotFoundException>(() => { _ = Verify(Run(new Thrower())); });

    [Fact]
    public async Task A_difference_fails_the_task_not_the_call()
    {
        using var folder = new TemporaryFolder();
        var comparison = Verify("new").UseDirectory(folder.FullName);
        await Assert.ThrowsAsync<VerifyException>(() => comparison);
    }

    private static GeneratorDriver Run(IIncrementalGenerator generator) =>
        CSharpGeneratorDriver.Create(generator).RunGenerators(
            CSharpCompilation.Create("Test", [CSharpSyntaxTree.ParseText("class A\n{\n    int x;\n}", path: "folder/A.cs")]));

    private sealed class Greeter(bool warns) : IIncrementalGenerator
    {
        private static readonly DiagnosticDescriptor Rule = new(
            "GREET1", "Greeting", "{0} is not greeted", "Greetings", DiagnosticSeverity.Warning, isEnabledByDefault: true,
            description: "Everybody should be greeted.", helpLinkUri: "https://example.org/greet1", customTags: "Polite");

        public void Initialize(IncrementalGeneratorInitializationContext context) =>
            context.RegisterSourceOutput(context.CompilationProvider, (output, compilation) =>
            {
                output.AddSource("Hello.Module.g.cs", "class Hello\r\n{\r\n}\r\n");
                output.AddSource("Bye.g.cs", "class Bye;");
                if (warns)
                {
                    var location = compilation.SyntaxTrees.Single().GetLocation(new TextSpan(14, 3));
                    output.ReportDiagnostic(Diagnostic.Create(Rule, location, "x"));
                }
            });
    }

    private sealed class Thrower : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) =>
            context.RegisterSourceOutput(context.CompilationProvider, (_, _) => throw new TimeZoneNotFoundException());
    }
}
