using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>
/// Turns an annotated class into its description. Generator and analyzer both parse with it, so that they never disagree.
/// </summary>
internal sealed class ModelParser
{
    private readonly INamedTypeSymbol _type;
    private readonly Compilation _compilation;
    private readonly CancellationToken _cancellationToken;
    private readonly ProblemList _problems = new();

    private ModelParser(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        _type = type;
        _compilation = compilation;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Describes a class that carries the marker attribute; null if it does not carry one that makes sense.</summary>
    public static ModelDescription? Parse(
        INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        var marker = type.LanguageAttributes(AttributeNames.MultiTaskModel).FirstOrDefault();
        return marker is null ? null : new ModelParser(type, compilation, cancellationToken).Parse(marker);
    }

    private ModelDescription Parse(AttributeData marker)
    {
        CheckClass();
        var members = new MemberParser(_problems, _type, _cancellationToken);
        members.Parse();
        var defaults = new ModifierParser(_problems).ParseClass(_type);
        var row = marker.AttributeClass is { TypeArguments: [INamedTypeSymbol rowType] }
            ? new RowParser(_problems, _type, _compilation).Parse(rowType, members.Heads)
            : null;
        var inputParser = new InputParser(_problems, _type);
        var inputs = row is null ? inputParser.ParseDeclared(marker) : inputParser.FromRow(row, members.NamedSources);
        if (members.Heads.Count == 0)
            _problems.Add(RuleIds.NoTasks, Site.Class, _type.Name);
        CheckNames(members.Layers, members.Heads);
        return new ModelDescription(
            DescribeType(row, members.Heads),
            inputs,
            row,
            members.Layers.ToEquatableArray(),
            members.Heads.ToEquatableArray(),
            defaults,
            _problems.ToEquatableArray());
    }

    private void CheckClass()
    {
        for (var type = _type; type is not null; type = type.ContainingType)
        {
            if (!type.WrittenDeclarations(_cancellationToken).All(declaration => declaration.IsPartial()))
                _problems.Add(RuleIds.NotPartial, Site.Class, type.Name);
        }

        var obstacle = _type switch
        {
            { IsRecord: true } => "a record",
            { IsStatic: true } => "static",
            { IsAbstract: true } => "abstract",
            _ when IsGeneric() => "generic, or inside a generic type",
            _ when !HasFreeBase() => $"derived from '{_type.BaseType!.Name}'",
            _ => null,
        };
        if (obstacle is not null)
            _problems.Add(RuleIds.UnsupportedClass, Site.Class, _type.Name, obstacle);
    }

    private bool IsGeneric()
    {
        for (var type = _type; type is not null; type = type.ContainingType)
        {
            if (type.TypeParameters.Length > 0)
                return true;
        }
        return false;
    }

    /// <summary>The class has no base of its own: none yet, or (as the analyzer sees it) the one that is generated.</summary>
    private bool HasFreeBase() =>
        _type.BaseType is null
        || _type.BaseType.TypeKind == TypeKind.Error
        || _type.BaseType.SpecialType == SpecialType.System_Object
        || _type.BaseType is { Name: "Module", TypeArguments.Length: > 1, ContainingType.Name: "nn" };

    /// <summary>Reports members whose names the generated code needs for itself.</summary>
    private void CheckNames(IReadOnlyList<LayerDescription> layers, IReadOnlyList<HeadDescription> heads)
    {
        var tasks = new HashSet<string>(heads.Select(head => head.Member.Name));
        var supports = new HashSet<string>(layers.SelectMany(layer => ReservedNames.BesideLayer(layer.Member.Name)));
        foreach (var member in _type.GetMembers())
        {
            if (member.IsImplicitlyDeclared || !member.CanBeReferencedByName || !IsWritten(member))
                continue;
            var isTask = tasks.Contains(member.Name);
            if (ReservedNames.OfModel.Contains(member.Name) || supports.Contains(member.Name) || (isTask && ReservedNames.OfTypes.Contains(member.Name)))
                _problems.Add(RuleIds.ReservedName, new Site(member.Name), member.Name, isTask ? "task" : "member");
        }
    }

    private bool IsWritten(ISymbol member) => member.WrittenDeclarations(_cancellationToken).Any();

    private TypeName DescribeType(RowDescription? row, IReadOnlyList<HeadDescription> heads)
    {
        var containers = new Stack<string>();
        for (var type = _type.ContainingType; type is not null; type = type.ContainingType)
            containers.Push($"partial {DeclarationKeyword(type)} {Escape(type.Name)}");
        return new TypeName(
            _type.ContainingNamespace.IsGlobalNamespace ? "" : _type.ContainingNamespace.DeclaredName(),
            containers.ToEquatableArray(),
            Escape(_type.Name),
            MetadataName(_type),
            _type.GlobalName(),
            AccessibilityFor(heads.Select(head => head.Reach)),
            AccessibilityFor([.. heads.Select(head => head.Reach), row?.Reach ?? 2]));
    }

    /// <summary>The accessibility of a member that mentions types which can be seen as far as <paramref name="reaches"/>.</summary>
    private string AccessibilityFor(IEnumerable<int> reaches)
    {
        var least = reaches.Append(2).Min();
        return least >= _type.Reach() ? "public" : least == 1 ? "internal" : "private";
    }

    private static string DeclarationKeyword(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Struct, IsRecord: true } => "record struct",
        { TypeKind: TypeKind.Struct } => "struct",
        { TypeKind: TypeKind.Interface } => "interface",
        { IsRecord: true } => "record",
        _ => "class",
    };

    private static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    private static string MetadataName(INamedTypeSymbol type)
    {
        var name = type.MetadataName;
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
            name = $"{outer.MetadataName}+{name}";
        for (var space = type.ContainingNamespace; !space.IsGlobalNamespace; space = space.ContainingNamespace)
            name = $"{space.Name}.{name}";
        return name;
    }
}
