using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>
/// Finds the declared layers and heads of a class, in order: first those of attributes on the class, then partial properties and fields.
/// The other parsers do not depend on the form.
/// </summary>
internal sealed class DeclarationFinder(
    ProblemList problems, INamedTypeSymbol model, Compilation compilation, CancellationToken cancellationToken)
{
    private readonly List<StubDescription> _stubs = [];
    private readonly List<string> _headsWithoutRole = [];
    private readonly List<string> _twice = [];

    public IEnumerable<Declaration> Find()
    {
        List<Declaration> declarations = [.. OnClass().Concat(OnMembers()).Where(CanBeNamed)];
        var names = new List<string>(declarations.Count);
        foreach (var declaration in declarations)
        {
            if (!names.Contains(declaration.Name))
                names.Add(declaration.Name);
        }
        if (names.Count == declarations.Count)
            return declarations;
        return declarations
            .GroupBy(declaration => declaration.Name)
            .Select(group => group.Count() == 1 ? group.First() : OneOf(group.Key, [.. group]));
    }

    /// <summary>Of several with one name, a partial property is used, because the compiler requires its implementation.</summary>
    private Declaration OneOf(string name, List<Declaration> declarations)
    {
        var roles = Roles(declarations.Select(declaration => declaration.Role));
        var forms = string.Join(" and ", declarations.Select(FormOf).Distinct());
        var arguments = new[] { name, $"{roles}, by {forms}" }.ToEquatableArray();
        problems.Add(new Problem(RuleIds.TwoRoles, declarations.Last().MemberSite, arguments)
        {
            Beside = declarations.Take(declarations.Count - 1).Select(declaration => declaration.MemberSite).ToEquatableArray(),
        });
        _twice.AddRange(declarations.Select(declaration => declaration.Symbol).OfType<ISymbol>().Select(symbol => symbol.Name));
        return declarations.Find(declaration => declaration.Member.Form == MemberForm.PartialProperty) ?? declarations[0];
    }

    private static string FormOf(Declaration declaration) => declaration.Symbol switch
    {
        null => $"[{declaration.Role.LanguageName()}(\"{declaration.Name}\")] on the class",
        IFieldSymbol field => $"the field '{field.Name}'",
        var property => $"the property '{property.Name}'",
    };

    /// <summary>Partial properties that are not valid layers or tasks, but that the compiler requires to be implemented.</summary>
    public IReadOnlyList<StubDescription> Stubs => _stubs;

    /// <summary>The names of heads with no or several roles, which are reported; their labels are not reported again.</summary>
    public IReadOnlyList<string> HeadsWithoutRole => _headsWithoutRole;

    /// <summary>The names of members that another one declares too, which are reported; their names are not reported again.</summary>
    public IReadOnlyList<string> Twice => _twice;

    public static bool IsRole(AttributeData attribute) =>
        attribute.LanguageName() is AttributeNames.SharedLayer or AttributeNames.TaskLayer or AttributeNames.TaskHead;

    /// <summary>Whether generated files can name the type: it is not local to a file.</summary>
    private bool CanBeNamed(Declaration declaration)
    {
        if (TypeAccessibility.FileLocalIn(declaration.Type) is not { } local)
            return true;
        problems.Add(
            RuleIds.UnsupportedMember, declaration.Site, declaration.Name, $"of a type that is local to its file, '{local.Name}'",
            $"{(local.TypeKind == TypeKind.Enum ? "enum" : "class")} {local.Name}");
        _headsWithoutRole.Add(declaration.Name);
        return false;
    }

    private IEnumerable<Declaration> OnClass()
    {
        var ordinals = new Dictionary<string, int>();
        foreach (var attribute in model.GetAttributes().Where(IsRole))
        {
            var role = attribute.LanguageName()!;
            ordinals.TryGetValue(role, out var ordinal);
            ordinals[role] = ordinal + 1;
            var site = new Site(Member: null, role, ordinal);
            if (!attribute.TryPositional<string>(0, out var name) || !SyntaxFacts.IsValidIdentifier(name))
            {
                problems.Add(RuleIds.DeclaredName, site, role, $"needs a name on the class, an identifier: [{role}(\"Name\", …)]");
                continue;
            }

            var type = TypeOf(attribute);
            if (type is null)
                continue; // A reference or the type argument does not exist, which the compiler reports.
            var field = GeneratedNames.Field(name);
            var member = new MemberDescription(
                name, type.GlobalName(), AccessibilityFor(type), field, MemberForm.ClassAttribute, IsDocumented: false);
            yield return new Declaration(member, type, attribute, site, Symbol: null);
        }
    }

    /// <summary>The type of a layer or head that is declared on the class.</summary>
    private ITypeSymbol? TypeOf(AttributeData attribute)
    {
        var argument = attribute.AttributeClass is { TypeArguments: [var given] } ? given : null;
        if (attribute.LanguageName() != AttributeNames.TaskHead)
            return argument ?? compilation.GetTypeByMetadataName("TorchSharp.Modules.Linear");
        return argument switch
        {
            null => compilation.GetTypeByMetadataName("Mtl.RegressionHead"),
            { TypeKind: TypeKind.Enum } => compilation.GetTypeByMetadataName("Mtl.ClassHead`1")?.Construct(argument),
            _ when Numbers.KindOf(argument) == NumberKind.Boolean => compilation.GetTypeByMetadataName("Mtl.BinaryHead"),
            _ when Numbers.KindOf(argument) is not null => compilation.GetTypeByMetadataName("Mtl.RegressionHead"),
            _ => argument,
        };
    }

    /// <summary>Properties and fields in order. Of duplicate names, which the compiler reports, the first is used.</summary>
    private IEnumerable<Declaration> OnMembers()
    {
        var names = new List<string>();
        foreach (var member in model.MembersInDeclarationOrder())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (member is not (IPropertySymbol or IFieldSymbol) || names.Contains(member.Name))
                continue;
            if (!member.CanBeReferencedByName || member.IsImplicitlyDeclared)
            {
                CheckUnusable(member);
                continue;
            }
            names.Add(member.Name);
            var attributes = member.GetAttributes();
            var role = attributes.FirstOrDefault(IsRole);
            var hasTwo = role != attributes.LastOrDefault(IsRole);
            if (hasTwo)
                problems.Add(RuleIds.TwoRoles, new Site(member.Name), member.Name, Roles(attributes.Where(IsRole)));
            if (role is not null && !hasTwo)
                yield return OnMember(member, role);
            else if (member is IPropertySymbol property)
                CheckUnimplemented(property, hasRole: hasTwo);
        }
    }

    /// <summary>Reports a role on a member that generated code cannot access by a name.</summary>
    private void CheckUnusable(ISymbol member)
    {
        if (member.Name.Length == 0 || member.GetAttributes().FirstOrDefault(IsRole) is not { } role)
            return; // A member without a name is half-typed, which the compiler reports.
        var (obstacle, type, name) = member switch
        {
            IPropertySymbol { IsIndexer: true } indexer => ("an indexer", indexer.Type, "Name"),
            IPropertySymbol property =>
                ("an explicit implementation of an interface", property.Type, property.Name.Substring(property.Name.LastIndexOf('.') + 1)),
            _ => ("the field behind a member", ((IFieldSymbol)member).Type, ((IFieldSymbol)member).AssociatedSymbol?.Name ?? "Name"),
        };
        problems.Add(
            RuleIds.UnsupportedMember, new Site(member.Name, role.LanguageName()), member.Name, obstacle,
            $"public partial {ShortName(type)} {name} {{ get; }}");
    }

    private static string Roles(IEnumerable<AttributeData> roles)
    {
        var names = roles.Select(role => role.LanguageName() switch
        {
            AttributeNames.SharedLayer => "a shared layer",
            AttributeNames.TaskLayer => "a layer of one task",
            _ => "a task",
        }).ToList();
        return names.Distinct().Count() == 1
            ? $"{names[0]} {(names.Count == 2 ? "twice" : $"{names.Count} times")}"
            : string.Join(" and ", names);
    }

    /// <summary>Adds a stub for a partial property of the type of a layer or head, and reports that it has no role.</summary>
    private void CheckUnimplemented(IPropertySymbol property, bool hasRole)
    {
        if (property.FirstWritten<PropertyDeclarationSyntax>(cancellationToken) is not { } declaration || !declaration.IsPartial()
            || !IsDeclaredOnce(property) || IsImplementedElsewhere(property.Name))
        {
            return;
        }

        var isHead = HeadKinds.IsHead(property.Type);
        if (!isHead && LayerKinds.Of(property.Type) == LayerKind.Unknown)
            return;
        AddStub(property, declaration);
        if (hasRole && isHead)
            _headsWithoutRole.Add(property.Name);
        if (hasRole || property.GetAttributes().Any(attribute => attribute.AttributeClass is null or { TypeKind: TypeKind.Error }))
            return; // The compiler reports an attribute that does not exist.
        var hint = isHead ? new Hint { Instead = AttributeNames.TaskHead } : Hint.None;
        problems.Add(
            RuleIds.RoleMissing, new Site(property.Name), hint, property.Name,
            property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
            isHead ? "[TaskHead]" : "[SharedLayer] or [TaskLayer]");
        if (isHead)
            _headsWithoutRole.Add(property.Name);
    }

    /// <summary>Whether another part of the class implements a property, which the symbol does not show in this compiler version.</summary>
    private bool IsImplementedElsewhere(string name) => model.WrittenDeclarations(cancellationToken)
        .OfType<TypeDeclarationSyntax>()
        .SelectMany(static part => part.Members.OfType<PropertyDeclarationSyntax>())
        .Any(property => property.Identifier.ValueText == name && property.IsImplemented());

    private void AddStub(IPropertySymbol property, PropertyDeclarationSyntax declaration)
    {
        if (declaration.AccessorList is not { } accessors || declaration.IsImplemented())
            return;
        _stubs.Add(new StubDescription(
            Text(declaration.Modifiers),
            property.Type.GlobalName(),
            property.Name,
            accessors.Accessors.Select(accessor => $"{Text(accessor.Modifiers)} {accessor.Keyword.Text}".TrimStart()).ToEquatableArray(),
            declaration.IsDocumented()));
    }

    private Declaration OnMember(ISymbol member, AttributeData role)
    {
        var site = new Site(member.Name, role.LanguageName());
        if (role.TryPositional<string>(0, out var name))
        {
            problems.Add(
                RuleIds.DeclaredName, site, new Hint { Argument = "0" }, role.LanguageName()!,
                $"must not have a name on a member, found \"{name}\"; '{member.Name}' is the name");
        }
        return member is IPropertySymbol property
            ? new Declaration(DescribeProperty(property), property.Type, role, site, property)
            : new Declaration(DescribeField((IFieldSymbol)member), ((IFieldSymbol)member).Type, role, site, member);
    }

    private MemberDescription DescribeProperty(IPropertySymbol property)
    {
        var declaration = property.FirstWritten<PropertyDeclarationSyntax>(cancellationToken);
        var obstacle = property switch
        {
            _ when declaration is null || !declaration.IsPartial() => "not partial",
            _ when declaration.IsImplemented() => "implemented already",
            _ when IsWritten(declaration.Initializer) => "initialized",
            { IsStatic: true } => "static",
            { SetMethod: not null } => "settable",
            { IsVirtual: true } or { IsOverride: true } or { IsAbstract: true } => "virtual, abstract or an override",
            { IsRequired: true } => "required",
            { ReturnsByRef: true } or { ReturnsByRefReadonly: true } => "a reference",
            { NullableAnnotation: NullableAnnotation.Annotated } => "nullable",
            _ => null,
        };
        if (obstacle is not null)
        {
            problems.Add(
                RuleIds.UnsupportedMember, new Site(property.Name), property.Name, obstacle,
                $"public partial {ShortName(property.Type)} {property.Name} {{ get; }}");
            var isByRef = property.ReturnsByRef || property.ReturnsByRefReadonly;
            if (declaration is not null && declaration.IsPartial() && IsDeclaredOnce(property) && !isByRef)
                AddStub(property, declaration);
        }
        return new MemberDescription(
            property.Name,
            property.Type.GlobalName(),
            declaration is null ? "" : Text(declaration.Modifiers),
            GeneratedNames.Field(property.Name),
            obstacle is null && IsDeclaredOnce(property) ? MemberForm.PartialProperty : MemberForm.Wrong,
            declaration?.IsDocumented() ?? false);
    }

    /// <summary>A type as a declaration spells it, for messages.</summary>
    private static string ShortName(ITypeSymbol type) =>
        type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    /// <summary>Modifiers with one space between them.</summary>
    private static string Text(SyntaxTokenList modifiers)
    {
        var text = "";
        foreach (var modifier in modifiers)
            text = text.Length == 0 ? modifier.Text : $"{text} {modifier.Text}";
        return text;
    }

    /// <summary>A field <c>_trunk</c> or <c>trunk</c> gets the property <c>Trunk</c>.</summary>
    private MemberDescription DescribeField(IFieldSymbol field)
    {
        var bare = field.Name.TrimStart('_');
        var name = bare.Length == 0 || !SyntaxFacts.IsIdentifierStartCharacter(bare[0])
            ? field.Name
            : char.ToUpperInvariant(bare[0]) + bare.Substring(1);
        var obstacle = field switch
        {
            _ when name == field.Name => "a field whose name gives the property none of its own",
            { IsStatic: true } => "static",
            { IsConst: true } => "constant",
            { IsRequired: true } => "required",
            { NullableAnnotation: NullableAnnotation.Annotated } => "nullable",
            _ => null,
        };
        if (obstacle is not null)
        {
            problems.Add(
                RuleIds.UnsupportedMember, new Site(field.Name), field.Name, obstacle,
                $"private readonly {ShortName(field.Type)} {GeneratedNames.Field(GeneratedNames.Variable(name))};");
        }
        var form = obstacle is null && IsDeclaredOnce(field) ? MemberForm.Field : MemberForm.Wrong;
        return new MemberDescription(
            name, field.Type.GlobalName(), AccessibilityFor(field.Type), field.Name, form, IsDocumented: false)
        {
            IsInitialized = IsWritten(field.FirstWritten<VariableDeclaratorSyntax>(cancellationToken)?.Initializer),
        };
    }

    /// <summary>Whether an initializer has a value other than <c>null!</c>, which only suppresses a warning.</summary>
    private static bool IsWritten(EqualsValueClauseSyntax? initializer)
    {
        var value = initializer?.Value;
        while (value is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed)
            value = suppressed.Operand;
        return value is not (null or DefaultExpressionSyntax)
            && !value.IsKind(SyntaxKind.NullLiteralExpression)
            && !value.IsKind(SyntaxKind.DefaultLiteralExpression);
    }

    /// <summary>The accessibility of a property that is generated without a declaration.</summary>
    private string AccessibilityFor(ITypeSymbol type) => TypeAccessibility.Of(type, model).Keyword();

    private bool IsDeclaredOnce(ISymbol member) => model.GetMembers(member.Name).Length == 1;
}
