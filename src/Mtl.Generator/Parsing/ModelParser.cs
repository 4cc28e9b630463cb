using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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

    /// <summary>The attribute that makes a class a model, or null. Of several, which half-typed code can have, the first counts.</summary>
    public static AttributeData? MarkerOf(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class, CanBeReferencedByName: true }
            ? type.LanguageAttribute(AttributeNames.MultiTaskModel)
            : null;

    /// <summary>Describes a class that carries a marker.</summary>
    public static ModelDescription Parse(
        INamedTypeSymbol type, AttributeData marker, Compilation compilation, CancellationToken cancellationToken) =>
        new ModelParser(type, compilation, cancellationToken).Parse(marker);

    private ModelDescription Parse(AttributeData marker)
    {
        CheckClass();
        CheckMarkers(marker);
        var isConstructorTaken = CheckConstructors();
        var members = new MemberParser(_problems, _type, _compilation, _cancellationToken);
        members.Parse();
        var defaults = new ModifierParser(_problems).ParseClass(_type);
        var row = ParseRow(marker, members);
        var inputParser = new InputParser(_problems, _type);
        var inputs = HasRow(marker) ? inputParser.FromRow(row, members.NamedSources) : inputParser.ParseDeclared(marker);
        if (members.Heads.Count == 0 && members.HeadsWithoutRole.Count == 0)
            _problems.Add(RuleIds.NoTasks, Site.Class, _type.Name);
        var sharing = new SharingParser(_problems).Parse(_type);
        var balancing = BalancingParser.Parse(_type, _problems);
        var names = new NameCheck(_problems, _type, _cancellationToken);
        var isSurfaceTaken = names.CheckMembers(members, row, inputs, [.. SharingNames.Of(sharing, members.Layers, members.Heads), .. balancing is null ? [] : new[] { GeneratedNames.Balancing }]);
        names.CheckInputs(inputs, members);
        new StandardizeParser(_problems).CheckMembers(_type, members.Heads);
        return new ModelDescription(
            DescribeType(row, members.Heads),
            inputs,
            row,
            members.Layers.ToEquatableArray(),
            members.Heads.ToEquatableArray(),
            defaults,
            _problems.ToEquatableArray())
        {
            Sharing = sharing,
            Balancing = balancing,
            IsConstructorTaken = isConstructorTaken,
            IsSurfaceTaken = isSurfaceTaken,
            Stubs = members.Stubs.ToEquatableArray(),
            StandardizesInputs = StandardizeParser.Of(_type) == true,
            HasOwnDispose = _type.GetMembers("Dispose").OfType<IMethodSymbol>().Any(method => method.Parameters.Length == 1 && method.IsWritten(_cancellationToken)),
        };
    }

    private void CheckClass()
    {
        foreach (var type in _type.SelfAndContaining())
        {
            if (!type.WrittenDeclarations(_cancellationToken).All(declaration => declaration.IsPartial()))
                _problems.Add(RuleIds.NotPartial, Site.Class, type.Name);
        }

        var obstacle = _type switch
        {
            { IsRecord: true } => "a record",
            { IsStatic: true } => "static",
            { IsAbstract: true } => "abstract",
            _ when TypeAccessibility.FileLocalIn(_type) is not null => "local to its file",
            _ when _type.SelfAndContaining().Any(type => type.TypeParameters.Length > 0) => "generic, or inside a generic type",
            _ when !HasFreeBase() => $"derived from '{_type.BaseType!.Name}'",
            _ when HiddenName() is { } hidden => $"where a type of the name '{hidden}' can be seen, which generated code would take for {(hidden == "var" ? "the keyword" : "the namespace")}",
            _ => null,
        };
        if (obstacle is not null)
            _problems.Add(RuleIds.UnsupportedClass, Site.Class, _type.Name, obstacle);
    }

    /// <summary>The class has no base of its own: none yet, or (as the analyzer sees it) the one that is generated.</summary>
    private bool HasFreeBase() =>
        _type.BaseType is null
        || _type.BaseType.TypeKind == TypeKind.Error
        || _type.BaseType.SpecialType == SpecialType.System_Object
        || _type.BaseType is { Name: "Module", TypeArguments: [.., { Name: "Outputs" }], ContainingType.Name: "nn" };

    /// <summary>A word of generated code that means a type where the class is: <c>var</c>, or the namespace with which a full name begins.</summary>
    private string? HiddenName()
    {
        if (_type.SelfAndContaining().Any(type => IsSeen(type, "var")))
            return "var";
        for (var space = _type.ContainingNamespace; space is not null; space = space.ContainingNamespace)
        {
            if (IsSeen(space, "var"))
                return "var";
        }
        return Array.Find(_rootNamespaces, name => IsSeen(_compilation.GlobalNamespace, name));

        bool IsSeen(INamespaceOrTypeSymbol within, string name) => within.GetTypeMembers(name, arity: 0).Any(type => _compilation.IsSymbolAccessibleWithin(type, _type));
    }

    private static readonly string[] _rootNamespaces = ["System", "TorchSharp", "Mtl"];

    /// <summary>The row type that a marker names.</summary>
    public static INamedTypeSymbol? RowTypeOf(AttributeData marker) =>
        marker.AttributeClass is { TypeArguments: [INamedTypeSymbol row] } ? row : null;

    private static bool HasRow(AttributeData marker) => marker.AttributeClass is { TypeArguments.Length: 1 };

    /// <summary>The row, or null if there is none, or generated code could not read it. An unknown type is the compiler's to report.</summary>
    private RowDescription? ParseRow(AttributeData marker, MemberParser members)
    {
        var row = RowTypeOf(marker);
        if (!HasRow(marker) || row is { TypeKind: TypeKind.Error })
            return null;
        if (row is { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface, IsTupleType: false } && TypeAccessibility.FileLocalIn(row) is null)
            return new RowParser(_problems, _type, _compilation).Parse(row, members);
        var type = marker.AttributeClass!.TypeArguments[0];
        _problems.Add(
            RuleIds.RowMember, new Site(Member: null, AttributeNames.MultiTaskModel), type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
            row is { IsTupleType: false } && TypeAccessibility.FileLocalIn(row) is not null ? "is local to its file, where generated code cannot read it; declare it without 'file'"
                : "has no members with [Feature] and [Label]; a row is a record, a class or a struct of your own");
        return null;
    }

    /// <summary>The generated constructor builds everything, so a constructor of the user's has to call it.</summary>
    /// <returns>Whether one of the user's is where the generated one should be.</returns>
    private bool CheckConstructors()
    {
        var isTaken = false;
        if (_type.WrittenDeclarations(_cancellationToken).Any(static type => type is ClassDeclarationSyntax { ParameterList: not null }))
        {
            _problems.Add(RuleIds.Constructor, Site.Class, _type.Name, "is declared beside its name, where it cannot call the generated one; declare it inside the class, with ': this(seed: null)'");
            isTaken = true;
        }

        var number = 0;
        foreach (var constructor in WrittenConstructors(_type, _cancellationToken))
        {
            var site = new Site(WellKnownMemberNames.InstanceConstructorName, Attribute: null, number++);
            if (IsAsGenerated(constructor.ParameterList))
            {
                _problems.Add(RuleIds.Constructor, site, _type.Name, "has the parameters of the generated one; remove it, or give it others");
                isTaken = true;
            }
            else if (constructor.Initializer?.IsKind(SyntaxKind.ThisConstructorInitializer) != true)
            {
                _problems.Add(RuleIds.Constructor, site, _type.Name, $"does not call the generated one, which builds the layers; write '{_type.Name}{constructor.ParameterList} : this(seed: null)'");
            }
        }

        return isTaken;
    }

    private static bool IsAsGenerated(ParameterListSyntax parameters) =>
        parameters.Parameters is [{ Type: NullableTypeSyntax { ElementType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.LongKeyword } } }, { Type: { } second }]
        && second.ToString().TrimEnd('?').EndsWith("Device", StringComparison.Ordinal);

    /// <summary>The constructors that a person wrote, in order.</summary>
    public static IEnumerable<ConstructorDeclarationSyntax> WrittenConstructors(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        type.InstanceConstructors
            .SelectMany(constructor => constructor.WrittenDeclarations(cancellationToken))
            .OfType<ConstructorDeclarationSyntax>();

    /// <summary>The same marker twice is the compiler's to report; a class with both kinds of marker is ours.</summary>
    private void CheckMarkers(AttributeData marker)
    {
        var ordinal = 0;
        foreach (var candidate in _type.LanguageAttributes(AttributeNames.MultiTaskModel))
        {
            if (!SymbolEqualityComparer.Default.Equals(candidate.AttributeClass?.OriginalDefinition, marker.AttributeClass?.OriginalDefinition))
            {
                _problems.Add(RuleIds.TwoDefaults, new Site(Member: null, AttributeNames.MultiTaskModel, ordinal), AttributeNames.MultiTaskModel, _type.Name);
                return;
            }
            ordinal++;
        }
    }


    private TypeName DescribeType(RowDescription? row, IReadOnlyList<HeadDescription> heads)
    {
        var containers = new Stack<string>();
        foreach (var type in _type.SelfAndContaining().Skip(1))
            containers.Push($"partial {DeclarationKeyword(type)} {DeclaredName(type)}");
        var reach = MemberAccessibility.Public;
        foreach (var head in heads)
            reach = head.Accessibility < reach ? head.Accessibility : reach;
        var reachWithRow = row is not null && row.Accessibility < reach ? row.Accessibility : reach;
        return new TypeName(
            _type.ContainingNamespace.IsGlobalNamespace ? "" : _type.ContainingNamespace.DeclaredName(),
            containers.ToEquatableArray(),
            DeclaredName(_type),
            MetadataName(_type),
            _type.GlobalName(),
            reach.Keyword(),
            reachWithRow.Keyword());
    }

    private static string DeclarationKeyword(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Struct, IsRecord: true } => "record struct",
        { TypeKind: TypeKind.Struct } => "struct",
        { TypeKind: TypeKind.Interface } => "interface",
        { IsRecord: true } => "record",
        _ => "class",
    };

    /// <summary>
    /// The name as a declaration spells it. Where a type is declared, contextual keywords are not allowed either, and later
    /// versions of C# have more of them; all are in lower case.
    /// </summary>
    private static string DeclaredName(INamedTypeSymbol type) =>
        type.Name.All(letter => letter is (>= 'a' and <= 'z') or '_') ? "@" + type.Name : type.Name;

    /// <summary>The name by which a compilation finds the type.</summary>
    public static string MetadataName(INamedTypeSymbol type)
    {
        var name = type.MetadataName;
        for (var container = type.ContainingType; container is not null; container = container.ContainingType)
            name = $"{container.MetadataName}+{name}";
        for (var space = type.ContainingNamespace; !space.IsGlobalNamespace; space = space.ContainingNamespace)
            name = $"{space.Name}.{name}";
        return name;
    }
}
