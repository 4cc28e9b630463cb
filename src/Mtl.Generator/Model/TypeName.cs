namespace Mtl.Generator.Model;

/// <summary>A class that the generator re-opens: its name, its namespace and the types around it.</summary>
/// <param name="Namespace">The namespace, empty for the global one; keywords escaped.</param>
/// <param name="Containers">Declarations of the containing types, outermost first: <c>partial class Outer</c>.</param>
/// <param name="Name">The simple name, escaped where it is a keyword.</param>
/// <param name="MetadataName">The full metadata name: <c>Samples.Outer+TwoDigits</c>.</param>
/// <param name="FullName">The name as in C#, with <c>global::</c>.</param>
/// <param name="PredictionAccessibility">Accessibility of members that mention the tasks' label types.</param>
/// <param name="RowAccessibility">Accessibility of members that mention the row type as well.</param>
internal sealed record TypeName(
    string Namespace,
    EquatableArray<string> Containers,
    string Name,
    string MetadataName,
    string FullName,
    string PredictionAccessibility,
    string RowAccessibility)
{
    /// <summary>The name as text, for messages and strings.</summary>
    public string PlainName => Name.TrimStart('@');
}
