namespace Mtl.Generator.Model;

/// <summary>The name of a model class, its namespace and its containing types.</summary>
/// <param name="Namespace">The namespace, empty for the global one; keywords escaped.</param>
/// <param name="Containers">Declarations of the containing types, outermost first: <c>partial class Outer</c>.</param>
/// <param name="Name">The simple name, escaped where it is a keyword.</param>
/// <param name="MetadataName">The full metadata name: <c>Samples.Outer+TwoDigits</c>.</param>
/// <param name="FullName">The name as in C#, with <c>global::</c>.</param>
/// <param name="PredictionAccessibility">The accessibility of members with the tasks' label types in their signature.</param>
/// <param name="RowAccessibility">The accessibility of members that also have the row type in their signature.</param>
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
