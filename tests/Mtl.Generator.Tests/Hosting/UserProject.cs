using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Mtl.Generator.Tests;

/// <summary>The settings of the project that the generator works in; the strictest unless said otherwise.</summary>
internal sealed record UserProject
{
    public LanguageVersion Language { get; init; } = LanguageVersion.CSharp13;

    public NullableContextOptions Nullable { get; init; } = NullableContextOptions.Enable;

    public DocumentationMode Documentation { get; init; } = DocumentationMode.Diagnose;

    /// <summary>Whether arithmetic is checked where nothing is said.</summary>
    public bool IsChecked { get; init; }

    public CSharpParseOptions ParseOptions => new(Language, Documentation);
}
