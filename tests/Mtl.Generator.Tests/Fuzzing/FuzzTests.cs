using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Graph;
using Xunit.Abstractions;

namespace Mtl.Generator.Tests;

/// <summary>
/// Without an error of ours the project compiles, and generated code has no warning; with one, generated code adds none. For
/// random programs and for changed ones of the other tests. <c>scripts/fuzz.sh</c> runs it for longer.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    /// <summary>How many programs a run of the tests has; with <c>MTL_FUZZ_MINUTES</c> as many as there is time for.</summary>
    private const int Programs = 40;

    private static readonly double _minutes =
        double.TryParse(Environment.GetEnvironmentVariable("MTL_FUZZ_MINUTES"), CultureInfo.InvariantCulture, out var minutes)
            ? minutes
            : 0;

    private static readonly int _firstSeed =
        int.TryParse(Environment.GetEnvironmentVariable("MTL_FUZZ_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : 1;

    /// <summary>The programs that compile without any error must be so many of a hundred, or the test says little.</summary>
    private const int LeastShare = 33;

    [Fact]
    public void Random_programs_compile_or_have_an_error_of_ours() => Check("random", (seed, project) =>
        new RandomDeclarations(seed, project.Language >= LanguageVersion.CSharp13).Write(), LeastShare);

    [Fact]
    public void Changed_programs_compile_or_have_an_error_of_ours() =>
        Check("changed", static (seed, _) => MutatedDeclarations.Write(seed), leastShare: 10);

    private void Check(string kind, Func<int, UserProject, string> write, int leastShare)
    {
        var clock = Stopwatch.StartNew();
        var (all, compiled) = (0, 0);
        var refused = new List<string>();
        var faults = new List<string>();
        while (_minutes > 0 ? clock.Elapsed.TotalMinutes < _minutes / 2 : all < Programs)
        {
            var seed = _firstSeed + all++;
            var project = Project(seed);
            if (kind == "changed" && project.Language == LanguageVersion.CSharp11)
                project = project with { Language = LanguageVersion.Preview }; // They have partial properties.
            var program = write(seed, project);
            var outcome = Outcome.Of(program, project, isTwice: seed % 10 == 0);
            compiled += outcome.Compiles ? 1 : 0;
            if (outcome.Rule is { } rule)
                refused.Add(rule);
            if (outcome.Fault is not { } fault)
                continue;
            faults.Add(
                $"{kind} program of seed {seed}, C# {project.Language.ToDisplayString()}, nullable {project.Nullable}: {fault}\n{program}");
            if (faults.Count == 20)
                break;
        }
        var rules = refused.CountBy(rule => rule).OrderByDescending(rule => rule.Value).Take(9).Select(rule => $"{rule.Key} {rule.Value}");
        var counts = $"{all} {kind} programs from seed {_firstSeed}: {compiled} compile ({100 * compiled / all} %), "
            + $"{refused.Count} have an error of ours ({string.Join(", ", rules)}), {faults.Count} faults";
        output.WriteLine(counts);
        Assert.True(faults.Count == 0, $"{counts}\n{string.Join("\n\n", faults)}");
        Assert.True(100 * compiled / all >= leastShare, counts);
    }

    /// <summary>Settings that change what the compiler says: language, nullability, documentation, checked arithmetic.</summary>
    private static UserProject Project(int seed)
    {
        LanguageVersion[] languages =
        [
            LanguageVersion.CSharp13, LanguageVersion.CSharp11, LanguageVersion.Preview, LanguageVersion.CSharp13,
        ];
        NullableContextOptions[] nullable =
        [
            NullableContextOptions.Enable, NullableContextOptions.Disable, NullableContextOptions.Enable, NullableContextOptions.Warnings,
        ];
        return new UserProject
        {
            Language = languages[seed % 4],
            Nullable = nullable[seed / 4 % 4],
            Documentation = seed % 3 == 0 ? DocumentationMode.Diagnose : DocumentationMode.Parse,
            IsChecked = seed % 2 == 0,
        };
    }

    /// <summary>What became of one program.</summary>
    /// <param name="Compiles">Whether it compiles without an error of anybody.</param>
    /// <param name="Rule">Our rule that it breaks, the first of several; null if there is none.</param>
    /// <param name="Fault">What is wrong with the generator, or null.</param>
    private sealed record Outcome(bool Compiles, string? Rule, string? Fault)
    {
        public static Outcome Of(string program, UserProject project, bool isTwice)
        {
            var compilation = GeneratorHost.Compile(project, program);
            var driver = GeneratorHost.Driver(compilation).RunGeneratorsAndUpdateCompilation(compilation, out var generated, out var said);
            var result = driver.GetRunResult().Results.Single();
            if (result.Exception is { } exception)
                return new(Compiles: false, Rule: null, $"the generator throws {exception}");
            if (isTwice && !HaveSameSources(driver, GeneratorHost.Run(GeneratorHost.Compile(project, program))))
                return new(Compiles: false, Rule: null, "two runs give different code");

            var rule = said
                .Where(static message => message.DefaultSeverity == DiagnosticSeverity.Error)
                .Select(static message => message.Id)
                .Concat(Problems(result))
                .FirstOrDefault(static rule => !RuleIds.IsAdvice(rule));
            var messages = GeneratorHost.CompilerMessages(generated).ToList();
            var isWrong = messages.Exists(static message => !GeneratorHost.IsGenerated(message) && IsError(message));
            var ofGenerated = messages.FindAll(GeneratorHost.IsGenerated);
            if (ofGenerated.Count == 0 || isWrong)
                return new(rule is null && !isWrong, rule, Fault: null);
            var first = string.Join("\n", ofGenerated.Take(3).Select(message => $"{message}: {LineOf(message)}"));
            return new(Compiles: false, rule, $"{(rule is null ? "" : $"beside {rule}, ")}generated code has {first}");
        }

        /// <summary>Errors by default: the strict project makes errors of warnings, also of those about the program itself.</summary>
        private static bool IsError(Diagnostic message) => message.DefaultSeverity == DiagnosticSeverity.Error;

        private static IEnumerable<string> Problems(GeneratorRunResult result) => result.TrackedSteps
            .GetValueOrDefault(MultiTaskModelGenerator.GraphStep, [])
            .SelectMany(static step => step.Outputs)
            .SelectMany(static graph => ((ModelGraph)graph.Value).Problems)
            .Select(static problem => problem.Rule);

        private static bool HaveSameSources(GeneratorDriver one, GeneratorDriver other) => Sources(one).SequenceEqual(Sources(other));

        private static IEnumerable<string> Sources(GeneratorDriver driver) =>
            driver.GetRunResult().Results.Single().GeneratedSources.Select(static source => source.SourceText.ToString());

        private static string LineOf(Diagnostic message) =>
            message.Location.SourceTree!.GetText().Lines[message.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim();
    }
}
