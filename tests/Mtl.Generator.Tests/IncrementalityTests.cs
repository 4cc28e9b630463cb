using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Tests;

/// <summary>What an edit re-runs: nothing that it does not concern.</summary>
public sealed class IncrementalityTests
{
    /// <summary>The compiler's own name for what writes files.</summary>
    private const string OutputStep = "SourceOutput";

    private static string[] Steps { get; } = [MultiTaskModelGenerator.DescriptionStep, MultiTaskModelGenerator.GraphStep, OutputStep];

    /// <summary>Two models, their rows and an enum, each in a file of its own.</summary>
    private static readonly string[] _files =
    [
        "using Mtl; [MultiTaskModel<RowA>] partial class A { [TaskHead] internal partial ClassHead<Kind> Of { get; } }",
        "using Mtl; [MultiTaskModel<RowB>] partial class B { [TaskHead] internal partial BinaryHead Yes { get; } }",
        "using Mtl; record RowA([property: Feature] float X, [property: Label] Kind Of);",
        "using Mtl; record RowB([property: Feature] float X, [property: Label] bool Yes);",
        "enum Kind { One, Two }",
        "class Unrelated { void M() { } }",
    ];

    [Fact]
    public void The_same_compilation_runs_nothing()
    {
        var compilation = GeneratorHost.Compile(_files);
        var result = Rerun(compilation, compilation);
        AssertNothingChanged(result);
    }

    [Theory]
    [InlineData(5, "class Unrelated { void M() { int x = 1; } }")]
    [InlineData(5, "class Unrelated { void M() { } } class Another; enum Third { A }")]
    [InlineData(5, "class Unrelated { half typed")]
    [InlineData(
        0,
        """
        // A comment.
        using Mtl; [MultiTaskModel<RowA>] /* here too */ partial class A {

         [TaskHead] internal partial ClassHead<Kind> Of { get; } // there
        }
        """)]
    [InlineData(
        0,
        """
        using Mtl;
        class Before;
        [MultiTaskModel<RowA>] partial class A { [TaskHead] internal partial ClassHead<Kind> Of { get; } int Method() => 1; }
        class After;
        """)]
    [InlineData(
        0,
        """
        using Mtl;
        [MultiTaskModel<RowA>] partial class A { [TaskHead] internal partial ClassHead<Kind> Of { get; } }
        enum Bind { A }
        """)]
    [InlineData(
        2,
        """
        using Mtl;
        record RowA([property: Feature] float X, [property: Label] Kind Of) { public string? Note { get; init; } }
        """)]
    [InlineData(4, "/// <summary>Documented now.</summary>\nenum Kind { One = 0, Two = 1 }")]
    public void An_edit_that_concerns_no_model_changes_nothing(int file, string text)
    {
        var result = Edit(file, text);
        AssertNothingChanged(result);
    }

    [Theory]
    [InlineData(
        "the model", 0,
        """
        using Mtl;
        [MultiTaskModel<RowA>] partial class A { [TaskHead(Weight = 2)] internal partial ClassHead<Kind> Of { get; } }
        """)]
    [InlineData(
        "the row, in another file", 2,
        """
        using Mtl;
        record RowA([property: Feature] float X, [property: Feature] float Y, [property: Label] Kind Of);
        """)]
    [InlineData("the classes, in another file", 4, "enum Kind { One, Two, Three }")]
    [InlineData(
        "its documentation", 0,
        """
        using Mtl;
        [MultiTaskModel<RowA>] partial class A {
        /// <summary>Which kind.</summary>
        [TaskHead] internal partial ClassHead<Kind> Of { get; } }
        """)]
    public void An_edit_of_one_model_concerns_that_model_alone(string what, int file, string text)
    {
        _ = what;
        var result = Edit(file, text);
        foreach (var step in Steps)
            Assert.Equal([("A", IncrementalStepRunReason.Modified), ("B", IncrementalStepRunReason.Cached)], Outputs(result, step).Order());
    }

    [Fact]
    public void A_new_model_leaves_the_others_alone()
    {
        var result = Edit(
            5,
            """
            using Mtl;
            [MultiTaskModel(Inputs = 2)] partial class C { [TaskHead] internal partial BinaryHead Yes { get; } }
            """);
        Assert.Equal(
            [("A", IncrementalStepRunReason.Cached), ("B", IncrementalStepRunReason.Cached), ("C", IncrementalStepRunReason.New)],
            Outputs(result, OutputStep).Order());
    }

    [Fact]
    public void A_model_that_goes_takes_its_files_along()
    {
        var result = Edit(1, "");
        Assert.Equal(
            ["A.Data.g.cs", "A.Module.g.cs", "A.Step.g.cs", "A.Training.g.cs", "A.Types.g.cs"],
            result.GeneratedSources.Select(source => source.HintName).Order());
        Assert.Equal(
            [("A", IncrementalStepRunReason.Cached), ("B", IncrementalStepRunReason.Removed)],
            Outputs(result, OutputStep).Order());
    }

    /// <summary>A mistake is a state of the model like any other: it is cached until it is fixed.</summary>
    [Fact]
    public void A_mistake_that_stays_changes_nothing()
    {
        const string wrong =
            """
            using Mtl;
            [MultiTaskModel<RowB>] partial class B { [TaskHead(Weight = -1)] internal partial BinaryHead Yes { get; } }
            """;
        var before = GeneratorHost.Compile([_files[0], wrong, .. _files.Skip(2)]);
        var result = Rerun(before, before.ReplaceSyntaxTree(before.SyntaxTrees[5], GeneratorHost.Parse("class Other;", "File5.cs")));
        AssertNothingChanged(result);
    }

    [Theory]
    [MemberData(nameof(Declarations.All), MemberType = typeof(Declarations))]
    public void The_pipeline_holds_nothing_of_a_compilation(string source)
    {
        var result = GeneratorHost.Run([source, .. _files]).GetRunResult().Results.Single();
        foreach (var step in (string[])[MultiTaskModelGenerator.DescriptionStep, MultiTaskModelGenerator.GraphStep])
        {
            foreach (var output in result.TrackedSteps[step].SelectMany(run => run.Outputs))
                Assert.DoesNotContain(ObjectGraph.Reachable(output.Value), IsOfACompilation);
        }
    }

    [Fact]
    public void The_walk_through_the_pipeline_finds_what_is_there()
    {
        var compilation = GeneratorHost.Compile(_files);
        var symbol = compilation.GetTypeByMetadataName("A")!;
        foreach (var planted in (object[])[compilation, symbol, compilation.SyntaxTrees[0].GetRoot(), symbol.Locations[0]])
            Assert.Contains(ObjectGraph.Reachable(new Holder([("here", planted)])), IsOfACompilation);
    }

    [Fact]
    public void An_old_compilation_is_let_go()
    {
        var (driver, old) = RunTwice();
        for (var i = 0; i < 10 && old.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.False(old.IsAlive, "The generator keeps a compilation alive that is no longer there.");
        GC.KeepAlive(driver);
    }

    /// <summary>In a method of its own, so that no local variable keeps the first compilation.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (GeneratorDriver Driver, WeakReference Old) RunTwice()
    {
        var before = GeneratorHost.Compile(_files);
        var driver = GeneratorHost.Run(before);
        return (driver.RunGenerators(GeneratorHost.Compile(_files)), new WeakReference(before));
    }

    private static bool IsOfACompilation(object value) =>
        value is ISymbol or SyntaxNode or SyntaxTree or SyntaxReference or Location or Compilation or SemanticModel
            or AttributeData or TypedConstant;

    private static void AssertNothingChanged(GeneratorRunResult result)
    {
        foreach (var step in Steps)
            Assert.Equal([("A", IncrementalStepRunReason.Cached), ("B", IncrementalStepRunReason.Cached)], Outputs(result, step).Order());
    }

    /// <summary>Runs on the files, then again with one of them edited.</summary>
    private static GeneratorRunResult Edit(int file, string text)
    {
        var before = GeneratorHost.Compile(_files);
        return Rerun(before, before.ReplaceSyntaxTree(before.SyntaxTrees[file], GeneratorHost.Parse(text, $"File{file}.cs")));
    }

    private static GeneratorRunResult Rerun(Compilation before, Compilation after) =>
        GeneratorHost.Run(before).RunGenerators(after).GetRunResult().Results.Single();

    /// <summary>What a step gave, and for which class.</summary>
    private static List<(string Name, IncrementalStepRunReason Reason)> Outputs(GeneratorRunResult result, string step) =>
        step == OutputStep
            ?
            [
                .. from run in result.TrackedOutputSteps[step]
                   from output in run.Outputs
                   select (NameOf(run.Inputs.Single()), output.Reason),
            ]
            :
            [
                .. from run in result.TrackedSteps[step]
                   from output in run.Outputs
                   select (NameOf(output.Value), output.Reason),
            ];

    /// <summary>The output step gives texts; which class they are of stands in what it reads: the graph and the shared names.</summary>
    private static string NameOf((IncrementalGeneratorRunStep Source, int OutputIndex) input) =>
        NameOf(((ITuple)input.Source.Outputs[input.OutputIndex].Value)[0]!);

    private static string NameOf(object value) => value switch
    {
        ModelDescription description => description.Type.MetadataName,
        ModelGraph graph => graph.Type.MetadataName,
        _ => throw new ArgumentException($"{value.GetType()} is of no class."),
    };

    private sealed record Holder(List<(string, object)> Things);
}
