using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.Tests;

/// <summary>Compiles source text as a user's project would, with the generator and the analyzer in it.</summary>
/// <remarks>
/// Not <c>CSharpAnalyzerTest</c> of Microsoft.CodeAnalysis.Testing: these tests also read the steps of the generator driver and
/// the properties of messages, compare parts of messages, and run what they compile.
/// </remarks>
internal static class GeneratorHost
{
    private static readonly ImmutableArray<MetadataReference> _references =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)
                || Path.GetFileName(path) is
                    "Mtl.Attributes.dll" or "Mtl.Runtime.dll" or "TorchSharp.dll" or "netstandard.dll" or "Sep.dll")
            .Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>Warnings are errors: generated code must live with the strictest project.</summary>
    private static readonly CSharpCompilationOptions _options = new(
        OutputKind.DynamicallyLinkedLibrary,
        allowUnsafe: true,
        generalDiagnosticOption: ReportDiagnostic.Error,
        specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]);

    public static CSharpCompilation Compile(params string[] sources) => Compile(new UserProject(), sources);

    public static CSharpCompilation Compile(UserProject project, params string[] sources) => CSharpCompilation.Create(
        "UserProject",
        sources.Select((source, index) => Parse(source, $"File{index}.cs", project)),
        _references,
        _options.WithNullableContextOptions(project.Nullable).WithOverflowChecks(project.IsChecked));

    public static SyntaxTree Parse(string source, string path, UserProject? project = null) =>
        CSharpSyntaxTree.ParseText(source, (project ?? new UserProject()).ParseOptions, path, System.Text.Encoding.UTF8);

    /// <summary>The generator as the compiler hosts it; what its steps did can be read from the result.</summary>
    public static GeneratorDriver Driver(Compilation compilation) => CSharpGeneratorDriver.Create(
        [new MultiTaskModelGenerator().AsSourceGenerator()],
        parseOptions: (CSharpParseOptions)compilation.SyntaxTrees.First().Options,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public static GeneratorDriver Run(params string[] sources) => Run(Compile(sources));

    public static GeneratorDriver Run(Compilation compilation) => Driver(compilation).RunGenerators(compilation);

    /// <summary>The user's compilation together with what was generated.</summary>
    public static Compilation Generate(params string[] sources) => Generate(Compile(sources));

    public static Compilation Generate(Compilation compilation)
    {
        var run = Driver(compilation)
            .RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _)
            .GetRunResult();
        Assert.All(run.Results, result => Assert.Null(result.Exception));
        return generated;
    }

    /// <summary>Our analyzer's messages on the compilation with the generated code in it.</summary>
    public static async Task<ImmutableArray<Diagnostic>> Analyze(params string[] sources) =>
        await Analyze(Generate(sources));

    /// <param name="generated">The compilation.</param>
    /// <param name="stateKeys">The text of the file of state keys, if the project has one.</param>
    public static async Task<ImmutableArray<Diagnostic>> Analyze(Compilation generated, string? stateKeys = null) =>
        await generated
            .WithAnalyzers(
                [new ModelAnalyzer()],
                new AnalyzerOptions(stateKeys is null ? [] : [new TextFile(StateKeyBaseline.FileName, stateKeys)]))
            .GetAnalyzerDiagnosticsAsync();

    /// <summary>The assembly of a compilation that has no errors.</summary>
    public static ImmutableArray<byte> Emit(Compilation compilation)
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return [.. image.ToArray()];
    }

    /// <summary>Messages of the compiler alone.</summary>
    public static IEnumerable<Diagnostic> CompilerMessages(Compilation compilation) =>
        compilation.GetDiagnostics().Where(message => message.Severity > DiagnosticSeverity.Hidden);

    /// <summary>An additional file of the project.</summary>
    private sealed class TextFile(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    /// <summary>The text at a location.</summary>
    public static string TextAt(Location location) => location.SourceTree!.GetText().ToString(location.SourceSpan);

    /// <summary>Whether a message is about generated code.</summary>
    public static bool IsGenerated(Diagnostic message) =>
        message.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true;
}
