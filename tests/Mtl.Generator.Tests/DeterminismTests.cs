using System.Globalization;
using Microsoft.CodeAnalysis;
using Mtl.Generator.Graph;

namespace Mtl.Generator.Tests;

/// <summary>The same declarations give the same code: on every machine, in every culture, for every order of the files.</summary>
public sealed class DeterminismTests
{
    public static TheoryData<string> Cultures => new("de-DE", "fi-FI", "tr-TR", "ar-SA", "sv-SE", "hostile");

    public static TheoryData<string[]> ManyFiles => new(
        [Declarations.TwoDigits, Declarations.Awkward, Declarations.Fields, Declarations.OnClass],
        [
            """
            using Mtl;
            /* The members of this file have larger positions than those of the second file. */
            using TorchSharp.Modules;
            [MultiTaskModel<R>, L2(0.5)]
            partial class M
            {
                [SharedLayer(3)] internal partial Linear First { get; }
                [TaskHead] internal partial BinaryHead Yes { get; }
            }
            """,
            """
            using Mtl;
            using TorchSharp.Modules;
            [Dropout(0.5)]
            partial class M
            {
                [SharedLayer(4)] internal partial Linear Second { get; }
                [TaskHead] internal partial RegressionHead Cost { get; }
            }
            """,
            "using Mtl; /* As have these. */ partial class R { [Feature] public float X; [Label] public bool Yes; }",
            "using Mtl; partial class R { [Feature(2)] public float[] Y = []; [Label] public float Cost; }",
        ]);

    [Theory]
    [MemberData(nameof(ManyFiles))]
    public void The_order_of_files_does_not_matter(string[] sources)
    {
        var compilation = GeneratorHost.Compile(sources);
        var expected = Output(compilation);
        Assert.NotEmpty(expected);
        foreach (var order in Permutations([.. compilation.SyntaxTrees]))
            Assert.Equal(expected, Output(compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(order)));
    }

    /// <summary>Layers of a class in several files come in the order of the files' names, compared as they are on every machine.</summary>
    [Fact]
    public void Files_are_ordered_by_name_without_culture()
    {
        const string Ä =
            """
            [MultiTaskModel(Inputs = 2)]
            partial class M
            {
                [SharedLayer(3)] internal partial Linear Ä { get; }
                [TaskHead] internal partial BinaryHead Yes { get; }
            }
            """;
        const string B =
            """
            /* The name of the file decides, not the position in it. This comment moves the position. */
            partial class M { [SharedLayer(4)] internal partial Linear B { get; } }
            """;
        const string C = "partial class M { [SharedLayer(5)] internal partial Linear C { get; } }";
        var compilation = GeneratorHost.Compile("global using Mtl; global using TorchSharp.Modules;").AddSyntaxTrees(
            GeneratorHost.Parse(Ä, "Model.Ä.cs"), GeneratorHost.Parse(B, "Model.B.cs"), GeneratorHost.Parse(C, "Model.a.cs"));
        foreach (var culture in (CultureInfo[])[CultureInfo.InvariantCulture, new("de-DE"), new("sv-SE")])
        {
            var picture = InCulture(culture, () => Output(compilation))["M.Module.g.cs"];
            Assert.Contains("Input --> B\n            B --> C\n            C --> Ä\n", picture, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void The_culture_does_not_matter(string name)
    {
        var culture = Culture(name);
        foreach (var source in Declarations.All)
        {
            var compilation = GeneratorHost.Compile(source);
            Assert.Equal(
                InCulture(CultureInfo.InvariantCulture, () => Output(compilation)),
                InCulture(culture, () => Output(compilation)));
        }
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Messages_say_the_same_in_every_culture(string name)
    {
        var culture = Culture(name);
        foreach (var mistake in Mistakes.All)
        {
            var compilation = GeneratorHost.Compile(mistake.Code);
            Assert.Equal(
                InCulture(CultureInfo.InvariantCulture, () => Arguments(compilation)),
                InCulture(culture, () => Arguments(compilation)));
        }
    }

    /// <summary>What the messages about a model are made of.</summary>
    private static List<string> Arguments(Compilation compilation) =>
        [.. GeneratorHost.Run(compilation).GetRunResult().Results.Single()
            .TrackedSteps.GetValueOrDefault(MultiTaskModelGenerator.GraphStep, [])
            .SelectMany(step => step.Outputs)
            .SelectMany(output => ((ModelGraph)output.Value).Problems)
            .SelectMany(problem => problem.Arguments)];

    private static SortedDictionary<string, string> Output(Compilation compilation) => new(
        GeneratorHost.Run(compilation).GetRunResult().Results.Single().GeneratedSources
            .ToDictionary(source => source.HintName, source => source.SourceText.ToString()),
        StringComparer.Ordinal);

    private static T InCulture<T>(CultureInfo culture, Func<T> run)
    {
        var (current, currentUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = culture;
            CultureInfo.CurrentUICulture = culture;
            return run();
        }
        finally
        {
            CultureInfo.CurrentCulture = current;
            CultureInfo.CurrentUICulture = currentUi;
        }
    }

    /// <summary>A culture of the platform, or one in which everything that a number can be written with is different.</summary>
    private static CultureInfo Culture(string name)
    {
        if (name != "hostile")
            return new CultureInfo(name);
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat = new NumberFormatInfo
        {
            NegativeSign = "minus",
            PositiveSign = "plus",
            NumberDecimalSeparator = "point",
            NumberGroupSeparator = "and",
            NaNSymbol = "nothing",
            PositiveInfinitySymbol = "endless",
            NegativeInfinitySymbol = "bottomless",
        };
        return culture;
    }

    private static IEnumerable<T[]> Permutations<T>(T[] items)
    {
        if (items.Length < 2)
            return [items];
        return
            from index in Enumerable.Range(0, items.Length)
            from rest in Permutations<T>([.. items[..index], .. items[(index + 1)..]])
            select (T[])[items[index], .. rest];
    }
}
