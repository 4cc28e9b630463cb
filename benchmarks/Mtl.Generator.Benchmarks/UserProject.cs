using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Mtl.Generator.Benchmarks;

/// <summary>A user's project: annotated classes, one per file, and the same number of unrelated files.</summary>
internal sealed class UserProject
{
    private const int Classes = 100;

    private static readonly ImmutableArray<MetadataReference> _references =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal)
                || Path.GetFileName(path) is "Mtl.Attributes.dll" or "Mtl.Runtime.dll" or "TorchSharp.dll" or "netstandard.dll")
            .Select(path => MetadataReference.CreateFromFile(path))];

    private readonly Func<int, int, string> _annotated;
    private readonly CSharpCompilation _compilation;
    private int _edits;

    /// <summary>Creates the project.</summary>
    /// <param name="annotated">Returns the text of an annotated class for its index and the number of the edit, initially 0.</param>
    /// <param name="libraries">Further references of the project, in addition to the framework and MtlGen.</param>
    public UserProject(Func<int, int, string> annotated, params IEnumerable<string> libraries)
    {
        _annotated = annotated;
        var trees = Enumerable.Range(0, Classes).SelectMany(index => new[]
        {
            Parse(annotated(index, 0), $"Model{index}.cs"),
            Parse(Unrelated(index, 0), $"Other{index}.cs"),
        });
        var references = _references.AddRange(libraries.Select(library => MetadataReference.CreateFromFile(library)));
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
        _compilation = CSharpCompilation.Create("UserProject", trees, references, options);
    }

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp13);

    /// <summary>A copy of the project that is parsed, but in which nothing is bound.</summary>
    public CSharpCompilation Fresh() => _compilation.Clone();

    /// <summary>The project with a change of a method body in a file without models.</summary>
    public CSharpCompilation WithUnrelatedEdit() => Replace("Other7.cs", Unrelated(7, ++_edits));

    /// <summary>The project with a change of one annotated class.</summary>
    public CSharpCompilation WithEditedClass() => Replace("Model7.cs", _annotated(7, ++_edits));

    private CSharpCompilation Replace(string path, string text) =>
        _compilation.ReplaceSyntaxTree(_compilation.SyntaxTrees.First(tree => tree.FilePath == path), Parse(text, path));

    private static SyntaxTree Parse(string text, string path)
    {
        var tree = CSharpSyntaxTree.ParseText(SourceText.From(text, System.Text.Encoding.UTF8), ParseOptions, path);
        _ = tree.GetRoot();
        return tree;
    }

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
