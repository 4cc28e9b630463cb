using Microsoft.CodeAnalysis;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>Checks that a custom head has the members that generated code calls.</summary>
internal sealed class OwnHeadCheck(ProblemList problems, INamedTypeSymbol model, Compilation compilation)
{
    public void Check(Declaration declaration, HeadDescription head)
    {
        if (head.Kind != HeadKind.Unknown && declaration.Type is INamedTypeSymbol type && !HeadKinds.IsOfRuntime(type))
            CheckOwn(declaration, type, head);
    }

    private void CheckOwn(Declaration declaration, INamedTypeSymbol type, HeadDescription head)
    {
        var parameters = ParametersOf(head).ToList();
        if (type.IsAbstract)
            Report("is abstract");
        else if (WithBases(type).SelectMany(part => part.GetMembers()).FirstOrDefault(IsRequired) is { } required)
            Report($"has the required member '{required.Name}', which generated code does not set");
        else if (!type.InstanceConstructors.Any(constructor => IsAccessible(constructor) && Accepts(constructor, parameters)))
            Report($"has no accessible constructor (string task, {string.Join(", ", parameters)})");
        if (head.Kind != HeadKind.Custom)
            return;
        if (!WithBases(type).SelectMany(part => part.GetMembers("NewLabels")).OfType<IMethodSymbol>().Any(IsNewLabels))
            Report("has no accessible static method NewLabels(string task) that returns a LabelColumn");
        var metrics = WithBases(type).First(HeadKinds.IsOfRuntime).TypeArguments[2];
        if (TypeAccessibility.Of(metrics, model) != MemberAccessibility.Public)
            Report($"has metrics of type '{metrics.Name}', which are less accessible than '{model.Name}'");

        void Report(string problem) => problems.Add(RuleIds.OwnHead, declaration.MemberSite, declaration.Name, type.Name, problem);
    }

    private static bool IsRequired(ISymbol member) => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true };

    /// <summary>The constructor parameters after the first that generated code has arguments for, as declarations.</summary>
    private static IEnumerable<string> ParametersOf(HeadDescription head)
    {
        yield return "long inputs";
        yield return "ReadOnlySpan<long> hidden";
        yield return "HiddenNormalization normalization";
        foreach (var argument in HeadArgument.Of(head))
            yield return $"{TypeOf(argument)} {argument.Name}";
    }

    private static string TypeOf(HeadArgument argument) => argument.Value switch
    {
        int => "long",
        Hyperparameter => "double",
        bool => "bool",
        LossFunction => "Loss",
        EquatableArray<double> => "ReadOnlySpan<double>",
        _ => throw new InvalidOperationException($"The argument '{argument.Name}' has no type."),
    };

    private bool Accepts(IMethodSymbol constructor, List<string> parameters)
    {
        var types = parameters.Select(parameter => parameter.Split(' ')).ToDictionary(parts => parts[1], parts => parts[0]);
        var others = constructor.Parameters.Skip(1).ToList();
        return constructor.Parameters.FirstOrDefault() is { RefKind: RefKind.None or RefKind.In } task
            && task.Type.SpecialType == SpecialType.System_String
            && types.Keys.All(name => others.Any(parameter => parameter.Name == name))
            && others.All(IsGiven);

        bool IsGiven(IParameterSymbol parameter) => types.TryGetValue(parameter.Name, out var type)
            ? Accepts(parameter, type)
            : parameter.IsOptional || parameter.IsParams;
    }

    /// <summary>Whether a parameter accepts the argument of generated code for the given type.</summary>
    private bool Accepts(IParameterSymbol parameter, string type) =>
        parameter.RefKind is RefKind.None or RefKind.In
        && ArgumentOf(type) is { } argument
        && compilation.ClassifyCommonConversion(argument, parameter.Type).IsImplicit;

    /// <summary>The type of the argument in generated code, which has literals of numbers, and arrays.</summary>
    private ITypeSymbol? ArgumentOf(string type) => type switch
    {
        "long" => compilation.GetSpecialType(SpecialType.System_Int32),
        "double" => compilation.GetSpecialType(SpecialType.System_Double),
        "bool" => compilation.GetSpecialType(SpecialType.System_Boolean),
        "ReadOnlySpan<long>" => compilation.CreateArrayTypeSymbol(compilation.GetSpecialType(SpecialType.System_Int64)),
        "ReadOnlySpan<double>" => compilation.CreateArrayTypeSymbol(compilation.GetSpecialType(SpecialType.System_Double)),
        _ => compilation.GetTypeByMetadataName($"{AttributeNames.Namespace}.{type}"),
    };

    private bool IsNewLabels(IMethodSymbol method) =>
        method is { IsStatic: true, Parameters: [{ Type.SpecialType: SpecialType.System_String }], ReturnType: INamedTypeSymbol column }
        && IsAccessible(method)
        && WithBases(column).Any(part => part.Name == "LabelColumn" && HeadKinds.IsOfRuntime(part));

    private bool IsAccessible(ISymbol member) =>
        member.DeclaredAccessibility == Accessibility.Public
        || (member.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedOrInternal
            && SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, model.ContainingAssembly));

    private static IEnumerable<INamedTypeSymbol> WithBases(INamedTypeSymbol type)
    {
        for (var part = type; part is not null; part = part.BaseType)
            yield return part;
    }
}
