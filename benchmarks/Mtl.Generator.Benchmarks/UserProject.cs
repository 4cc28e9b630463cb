using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Mtl.Generator.Benchmarks;

/// <summary>A user's project: annotated classes with three heads each, one per file, and as many files that have nothing to do with them.</summary>
internal sealed class UserProject
{
    private const int Classes = 100;

    private static readonly ImmutableArray<MetadataReference> _references =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)
                || Path.GetFileName(path) is "Mtl.Attributes.dll" or "Mtl.Runtime.dll" or "Mtl.LibTorch.dll" or "TorchSharp.dll" or "netstandard.dll")
            .Select(path => MetadataReference.CreateFromFile(path))];

    private readonly bool _withRows;
    private readonly CSharpCompilation _compilation;
    private int _edits;

    public UserProject(bool withRows)
    {
        _withRows = withRows;
        var trees = Enumerable.Range(0, Classes).SelectMany(index => new[] { Parse(Model(index, width: 64), $"Model{index}.cs"), Parse(Unrelated(index, 0), $"Other{index}.cs") });
        _compilation = CSharpCompilation.Create("UserProject", trees, _references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp13);

    /// <summary>The project as a compiler sees it that has just read its files: nothing is bound yet.</summary>
    public CSharpCompilation Fresh() => _compilation.Clone();

    /// <summary>Another method body in a file without models.</summary>
    public CSharpCompilation WithUnrelatedEdit() => Replace("Other7.cs", Unrelated(7, ++_edits));

    /// <summary>Another size in one model.</summary>
    public CSharpCompilation WithEditedModel() => Replace("Model7.cs", Model(7, width: 64 + ++_edits));

    private CSharpCompilation Replace(string path, string text) =>
        _compilation.ReplaceSyntaxTree(_compilation.SyntaxTrees.First(tree => tree.FilePath == path), Parse(text, path));

    private static SyntaxTree Parse(string text, string path)
    {
        var tree = CSharpSyntaxTree.ParseText(SourceText.From(text, System.Text.Encoding.UTF8), ParseOptions, path);
        _ = tree.GetRoot();
        return tree;
    }

    private string Model(int index, int width) => (_withRows
        ? $$"""
            using Mtl;
            using TorchSharp.Modules;
            namespace Samples;
            public enum Kind{{index}} { A, B, C }
            public sealed record Row{{index}}(
                [property: Feature] float Area, [property: Feature] int Rooms, [property: Feature] bool Garden, [property: Feature(4)] float[] Measures,
                [property: Label] Kind{{index}}? Kind, [property: Label] bool? Sold, [property: Label] float? Price);
            [MultiTaskModel<Row{{index}}>]
            """
        : $$"""
            using Mtl;
            using TorchSharp.Modules;
            namespace Samples;
            public enum Kind{{index}} { A, B, C }
            [MultiTaskModel(Inputs = 16)]
            """)
        + $$"""

            public partial class Model{{index}}
            {
                [SharedLayer({{width}}), BatchNorm, Dropout(0.3)]
                public partial Linear Trunk { get; }

                [TaskHead(Hidden = [16])]
                public partial ClassHead<Kind{{index}}> Kind { get; }

                [TaskHead]
                public partial BinaryHead Sold { get; }

                [TaskHead(Weight = 0.1)]
                public partial RegressionHead Price { get; }
            }
            """;

    private static string Unrelated(int index, int edit) =>
        $$"""
        namespace Samples;
        public static class Other{{index}}
        {
            public static int Sum(int[] values)
            {
                var sum = {{edit}};
                foreach (var value in values)
                    sum += value;
                return sum;
            }
        }
        """;
}
