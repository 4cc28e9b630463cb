using Microsoft.CodeAnalysis;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>Checks that a head of the user's own has what generated code calls.</summary>
internal sealed class OwnHeadCheck(ProblemList problems, INamedTypeSymbol model)
{
    public void Check(Declaration declaration, HeadType head, LossDescription loss)
    {
        if (head.Kind != HeadKind.Unknown && declaration.Type is INamedTypeSymbol type && !HeadKinds.IsOfRuntime(type))
            CheckOwn(declaration, type, head, loss);
    }

    private void CheckOwn(Declaration declaration, INamedTypeSymbol type, HeadType head, LossDescription loss)
    {
        var parameters = ParametersOf(head, loss).ToList();
        if (type.IsAbstract)
            Report("is abstract");
        else if (!type.InstanceConstructors.Any(constructor => IsAccessible(constructor) && Takes(constructor, parameters)))
            Report($"has no accessible constructor (string task, {string.Join(", ", parameters)})");
        if (head.Kind != HeadKind.Custom)
            return;
        if (!WithBases(type).SelectMany(part => part.GetMembers("NewLabels")).OfType<IMethodSymbol>().Any(IsNewLabels))
            Report("has no accessible static method NewLabels(string task) that returns a LabelColumn");
        var metrics = WithBases(type).First(HeadKinds.IsOfRuntime).TypeArguments[2];
        if (TypeReach.Of(metrics, model) != Reach.Public)
            Report($"has metrics of type '{metrics.Name}', which are less visible than '{model.Name}'");

        void Report(string problem) => problems.Add(RuleIds.OwnHead, declaration.MemberSite, declaration.Name, type.Name, problem);
    }

    /// <summary>The parameters behind the first for which generated code has arguments, as a declaration spells them.</summary>
    private static IEnumerable<string> ParametersOf(HeadType head, LossDescription loss)
    {
        yield return "long inputs";
        yield return "ReadOnlySpan<long> hidden";
        yield return "Normalisation normalisation";
        if (head.Kind == HeadKind.Custom)
        {
            yield return "long outputs";
            yield break;
        }

        if (loss.Function != LossFunction.Default)
            yield return "Loss loss";
        if (loss.LabelSmoothing is not null)
            yield return "double labelSmoothing";
        if (loss.ClassWeights.Count > 0)
            yield return "ReadOnlySpan<double> classWeights";
        if (loss.FocalGamma is not null)
            yield return "double focalGamma";
        if (loss.HuberDelta is not null)
            yield return "double huberDelta";
    }

    private static bool Takes(IMethodSymbol constructor, List<string> parameters)
    {
        var names = parameters.ConvertAll(parameter => parameter.Substring(parameter.LastIndexOf(' ') + 1));
        return constructor.Parameters is [{ Type.SpecialType: SpecialType.System_String }, ..]
            && names.TrueForAll(name => constructor.Parameters.Any(parameter => parameter.Name == name))
            && constructor.Parameters.Skip(1).All(parameter => parameter.IsOptional || names.Contains(parameter.Name));
    }

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
