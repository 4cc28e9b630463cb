using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>
/// Parses an annotated class to a description. Generator and analyzer both use it, so that they agree.
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

    /// <summary>The marker attribute of a model, or null. Of several, as in half-typed code, the first is used.</summary>
    public static AttributeData? MarkerOf(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class, CanBeReferencedByName: true }
            ? type.LanguageAttribute(AttributeNames.MultiTaskModel)
            : null;

    /// <summary>Parses a class with a marker.</summary>
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
        var generated = SharingNames.Of(sharing, members.Layers, members.Heads);
        if (balancing is not null)
            generated = generated.Append(GeneratedNames.Balancing);
        var isSurfaceTaken = names.CheckMembers(members, row, inputs, generated);
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
            HasOwnDispose = _type.GetMembers("Dispose").OfType<IMethodSymbol>().Any(IsOwnDispose),
        };
    }

    private bool IsOwnDispose(IMethodSymbol method) => method.Parameters.Length == 1 && method.IsWritten(_cancellationToken);

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
            _ when HiddenName() is { } hidden =>
                $"where a type of the name '{hidden}' is visible, "
                + $"which hides the {(hidden == "var" ? "keyword" : "namespace")} in generated code",
            _ => null,
        };
        if (obstacle is not null)
            _problems.Add(RuleIds.UnsupportedClass, Site.Class, _type.Name, obstacle);
    }

    /// <summary>Whether the class has no base class, or, in the analyzer's compilation, only the generated one.</summary>
    private bool HasFreeBase() =>
        _type.BaseType is null
        || _type.BaseType.TypeKind == TypeKind.Error
        || _type.BaseType.SpecialType == SpecialType.System_Object
        || _type.BaseType is { Name: "Module", TypeArguments: [.., { Name: "Outputs" }], ContainingType.Name: "nn" };

    /// <summary>A name in generated code that a visible type hides: <c>var</c>, or the root of a namespace.</summary>
    private string? HiddenName()
    {
        if (_type.SelfAndContaining().Any(type => HasVisible(type, "var")))
            return "var";
        for (var space = _type.ContainingNamespace; space is not null; space = space.ContainingNamespace)
        {
            if (HasVisible(space, "var"))
                return "var";
        }
        return Array.Find(_rootNamespaces, name => HasVisible(_compilation.GlobalNamespace, name));

        bool HasVisible(INamespaceOrTypeSymbol within, string name) =>
            within.GetTypeMembers(name, arity: 0).Any(type => _compilation.IsSymbolAccessibleWithin(type, _type));
    }

    private static readonly string[] _rootNamespaces = ["System", "TorchSharp", "Mtl"];

    /// <summary>The row type of a marker.</summary>
    public static INamedTypeSymbol? RowTypeOf(AttributeData marker) =>
        marker.AttributeClass is { TypeArguments: [INamedTypeSymbol row] } ? row : null;

    private static bool HasRow(AttributeData marker) => marker.AttributeClass is { TypeArguments.Length: 1 };

    /// <summary>The row, or null if there is none or generated code cannot read it. The compiler reports an unknown type.</summary>
    private RowDescription? ParseRow(AttributeData marker, MemberParser members)
    {
        var row = RowTypeOf(marker);
        if (!HasRow(marker) || row is { TypeKind: TypeKind.Error })
            return null;
        var isFileLocal = row is { IsTupleType: false } && TypeAccessibility.FileLocalIn(row) is not null;
        if (row is { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface, IsTupleType: false } && !isFileLocal)
            return new RowParser(_problems, _type, _compilation).Parse(row, members);
        var type = marker.AttributeClass!.TypeArguments[0].ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        _problems.Add(
            RuleIds.RowMember, new Site(Member: null, AttributeNames.MultiTaskModel), type,
            isFileLocal
                ? "is local to its file, where generated code cannot read it; declare it without 'file'"
                : "has no members with [Feature] and [Label]; a row is a record, a class or a struct of your own");
        return null;
    }

    /// <summary>Checks that the user's constructors call the generated one, which creates the layers.</summary>
    /// <returns>Whether one has the signature of the generated one.</returns>
    private bool CheckConstructors()
    {
        var isTaken = false;
        if (_type.WrittenDeclarations(_cancellationToken).Any(static type => type is ClassDeclarationSyntax { ParameterList: not null }))
        {
            _problems.Add(
                RuleIds.Constructor, Site.Class, _type.Name,
                "is a primary constructor, which cannot call the generated one; declare it inside the class, with ': this(seed: null)'");
            isTaken = true;
        }

        var number = 0;
        foreach (var constructor in WrittenConstructors(_type, _cancellationToken))
        {
            var site = new Site(WellKnownMemberNames.InstanceConstructorName, Attribute: null, number++);
            if (HasGeneratedSignature(constructor.ParameterList))
            {
                _problems.Add(
                    RuleIds.Constructor, site, _type.Name, "has the parameters of the generated one; remove it, or give it others");
                isTaken = true;
            }
            else if (constructor.Initializer?.IsKind(SyntaxKind.ThisConstructorInitializer) != true)
            {
                _problems.Add(
                    RuleIds.Constructor, site, _type.Name,
                    "does not call the generated one, which creates the layers; "
                    + $"write '{_type.Name}{constructor.ParameterList} : this(seed: null)'");
            }
        }

        return isTaken;
    }

    /// <summary>Whether the parameters are those of the generated constructor, or only its first two: calls would be ambiguous.</summary>
    private static bool HasGeneratedSignature(ParameterListSyntax list)
    {
        var types = list.Parameters.Select(static parameter => parameter.Type).ToArray();
        return types.Length is 2 or 3
            && types[0] is NullableTypeSyntax { ElementType: PredefinedTypeSyntax { Keyword: var keyword } }
            && keyword.IsKind(SyntaxKind.LongKeyword)
            && IsNamed(types[1], "Device")
            && (types.Length == 2 || IsNamed(types[2], "Hyperparameters"));
    }

    private static bool IsNamed(TypeSyntax? type, string name) =>
        type?.ToString().TrimEnd('?').EndsWith(name, StringComparison.Ordinal) == true;

    /// <summary>The user's constructors, in order.</summary>
    public static IEnumerable<ConstructorDeclarationSyntax> WrittenConstructors(
        INamedTypeSymbol type, CancellationToken cancellationToken) =>
        type.InstanceConstructors
            .SelectMany(constructor => constructor.WrittenDeclarations(cancellationToken))
            .OfType<ConstructorDeclarationSyntax>();

    /// <summary>Reports a class with both kinds of marker; the compiler reports the same one twice.</summary>
    private void CheckMarkers(AttributeData marker)
    {
        var ordinal = 0;
        foreach (var candidate in _type.LanguageAttributes(AttributeNames.MultiTaskModel))
        {
            var (type, first) = (candidate.AttributeClass?.OriginalDefinition, marker.AttributeClass?.OriginalDefinition);
            if (!SymbolEqualityComparer.Default.Equals(type, first))
            {
                var site = new Site(Member: null, AttributeNames.MultiTaskModel, ordinal);
                _problems.Add(RuleIds.TwoDefaults, site, AttributeNames.MultiTaskModel, _type.Name);
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
        var accessibility = MemberAccessibility.Public;
        foreach (var head in heads)
            accessibility = head.Accessibility < accessibility ? head.Accessibility : accessibility;
        var withRow = row is not null && row.Accessibility < accessibility ? row.Accessibility : accessibility;
        return new TypeName(
            _type.ContainingNamespace.IsGlobalNamespace ? "" : _type.ContainingNamespace.DeclaredName(),
            containers.ToEquatableArray(),
            DeclaredName(_type),
            MetadataName(_type),
            _type.GlobalName(),
            accessibility.Keyword(),
            withRow.Keyword());
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
    /// The name as in a declaration. Contextual keywords are not allowed there either, and later versions of C# have more of them; all are
    /// in lower case.
    /// </summary>
    private static string DeclaredName(INamedTypeSymbol type) =>
        type.Name.All(letter => letter is (>= 'a' and <= 'z') or '_') ? "@" + type.Name : type.Name;

    /// <summary>The metadata name of the type.</summary>
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
