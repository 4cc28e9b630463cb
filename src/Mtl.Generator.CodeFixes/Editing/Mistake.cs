using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Mtl.Generator.Model;

namespace Mtl.Generator.CodeFixes.Editing;

/// <summary>A diagnostic and the code that it reports.</summary>
internal sealed class Mistake
{
    private readonly Project _project;
    private readonly Location? _beside;

    private Mistake(Project project, Diagnostic diagnostic, SyntaxNode node, SemanticModel model)
    {
        _project = project;
        Rule = diagnostic.Id;
        Hint = Hint.Of(diagnostic.Properties);
        _beside = diagnostic.AdditionalLocations is [var first, ..] ? first : null;
        Node = node;
        SemanticModel = model;
    }

    public string Rule { get; }

    public Hint Hint { get; }

    /// <summary>The declaration or the attribute, or its name.</summary>
    public SyntaxNode Node { get; }

    public SemanticModel SemanticModel { get; }

    /// <summary>The attribute that contains the mistake, or null if the mistake is in the declaration itself.</summary>
    public AttributeSyntax? Attribute => Node.FirstAncestorOrSelf<AttributeSyntax>();

    /// <summary>The attribute at the diagnostic's additional location, which can be in another file.</summary>
    public AttributeSyntax? AttributeBeside =>
        _beside?.SourceTree?.GetRoot().FindNode(_beside.SourceSpan).FirstAncestorOrSelf<AttributeSyntax>();

    /// <summary>The argument that the hint names.</summary>
    public AttributeArgumentSyntax? Argument => Hint.Argument is { } argument ? Attribute?.Argument(argument) : null;

    /// <summary>The property that is a layer or a head.</summary>
    public PropertyDeclarationSyntax? Property => Node.FirstAncestorOrSelf<PropertyDeclarationSyntax>();

    /// <summary>The property or field that is a layer or a head; null for a field whose declaration has several.</summary>
    public MemberDeclarationSyntax? Member =>
        (MemberDeclarationSyntax?)Property
        ?? (Node.FirstAncestorOrSelf<FieldDeclarationSyntax>() is { Declaration.Variables.Count: 1 } single ? single : null);

    /// <summary>The type declaration around it.</summary>
    public TypeDeclarationSyntax? Type => Node.FirstAncestorOrSelf<TypeDeclarationSyntax>();

    public static async Task<Mistake?> ReadAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        return root is null || model is null || !root.FullSpan.Contains(diagnostic.Location.SourceSpan)
            ? null
            : new Mistake(document.Project, diagnostic, root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true), model);
    }

    /// <summary>Finds an additional file of the project by its name.</summary>
    public DocumentId? AdditionalFile(string name) =>
        _project.AdditionalDocuments.FirstOrDefault(document => string.Equals(document.Name, name, StringComparison.OrdinalIgnoreCase))?.Id;

    /// <summary>The partial declarations of a type that are not generated.</summary>
    public IEnumerable<TypeDeclarationSyntax> PartsOf(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences
            .Where(reference => _project.GetDocument(reference.SyntaxTree) is not (null or SourceGeneratedDocument))
            .Select(reference => reference.GetSyntax())
            .OfType<TypeDeclarationSyntax>();

    /// <summary>The symbol of <see cref="Type"/>.</summary>
    public INamedTypeSymbol? TypeSymbol => Type is { } type ? SemanticModel.GetDeclaredSymbol(type) as INamedTypeSymbol : null;
}
