using Microsoft.CodeAnalysis;

namespace Mtl.Generator.Tests;

/// <summary>A row type of another project: compiled, or open in the editor beside the model's own.</summary>
public sealed class ReferencedRowTests
{
    private const string Model =
        """
        using Mtl;
        namespace App;

        [MultiTaskModel<Data.Row>]
        partial class M
        {
            [TaskHead] internal partial ClassHead<Data.Kind> Kind { get; }
            [TaskHead] internal partial RegressionHead Cost { get; }
        }
        """;

    /// <summary>The first lines of the file with the row.</summary>
    private const string Start =
        """
        #pragma warning disable CS1591
        using Mtl;
        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("UserProject")]
        namespace Data;
        public enum Kind { A, B }
        """;

    private const string Row =
        $"""
        {Start}
        public record Base([property: Feature] float X);
        public sealed record Row(
            float X, [property: Feature(2)] double[] Y, [property: Label] Kind? Kind, [property: Label] decimal? Cost) : Base(X);
        """;

    private const string WrongRow =
        $"""
        {Start}
        public sealed record Row([property: Feature] System.DateTime X, [property: Label] int Kind);
        """;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_model_compiles_and_reads_all_of_it(string kind)
    {
        var generated = GeneratorHost.Generate(GeneratorHost.Compile(Model).AddReferences(Reference(kind, Row)));
        Assert.Empty(GeneratorHost.CompilerMessages(generated));
        Assert.Empty(await GeneratorHost.Analyze(generated));
        var data = generated.SyntaxTrees.Single(tree => tree.FilePath.EndsWith("M.Data.g.cs", StringComparison.Ordinal)).ToString();
        Assert.Contains(
            """
                    inputFeatures.Add("X", row.X);
                    inputFeatures.Add("Y", 2, row.Y);

            """,
            data,
            StringComparison.Ordinal);
    }

    /// <summary>A compiled type lists its fields apart from its properties; the order of the features does not depend on that.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Features_come_in_the_same_order_wherever_the_row_is_from(string kind)
    {
        const string row =
            $$"""
            {{Start}}
            public record Row([property: Feature] float First, [property: Label] Kind Kind)
            {
                [Feature] public float Second { get; init; }
                [Feature] public float Third;
                [Feature] public float Fourth { get; init; }
                [Feature] public float Fifth;
                [Label] public float Cost;
            }
            """;
        var elsewhere = GeneratorHost.Run(GeneratorHost.Compile(Model).AddReferences(Reference(kind, row)));
        var here = GeneratorHost.Run(Model, row);
        Assert.Equal(Data(here), Data(elsewhere));
        Assert.Matches("Third.*Fifth.*First.*Second.*Fourth", Data(here).ReplaceLineEndings(""));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Internal_members_count_where_they_can_be_seen(string kind)
    {
        const string row =
            $$"""
            {{Start}}
            internal sealed class Row
            {
                [Feature] internal float X { get; init; }
                [Label] internal Kind Kind { get; init; }
                [Label] internal float Cost { get; init; }
            }
            """;
        var generated = GeneratorHost.Generate(GeneratorHost.Compile(Model).AddReferences(Reference(kind, row)));
        Assert.Empty(GeneratorHost.CompilerMessages(generated));
        Assert.Empty(await GeneratorHost.Analyze(generated));
    }

    /// <summary>The files of the other project are out of reach, so the model's name is the place.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Its_mistakes_are_reported_at_the_model(string kind)
    {
        var compilation = GeneratorHost.Compile(Model).AddReferences(Reference(kind, WrongRow));
        var messages = await GeneratorHost.Analyze(GeneratorHost.Generate(compilation));
        Assert.Equal(["MTL004", "MTL011", "MTL013"], messages.Select(message => message.Id).Order());
        var ofTheRow = messages.Where(message => message.Id != "MTL004");
        Assert.All(ofTheRow, message => Assert.Equal("M", GeneratorHost.TextAt(message.Location)));
    }

    private static string Data(GeneratorDriver driver)
    {
        var sources = driver.GetRunResult().Results.Single().GeneratedSources;
        return sources.Single(source => source.HintName == "App.M.Data.g.cs").SourceText.ToString();
    }

    public static TheoryData<string> Kinds => new("compiled", "open");

    private static MetadataReference Reference(string kind, string row)
    {
        var library = GeneratorHost.Compile(row).WithAssemblyName("Library");
        return kind == "open" ? library.ToMetadataReference() : MetadataReference.CreateFromImage(GeneratorHost.Emit(library));
    }
}
