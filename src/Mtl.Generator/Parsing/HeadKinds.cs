using System.Globalization;
using Microsoft.CodeAnalysis;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>Finds out which kind of task a head's type is, by the first head of the runtime that it is or derives from.</summary>
internal sealed class HeadKinds(ProblemList problems)
{
    /// <summary>Names of the types, for messages.</summary>
    private const string Supported =
        "ClassHead<TEnum>, BinaryHead, RegressionHead, MultiLabelHead<TEnum>, CountHead, OrdinalHead<TEnum>, or a class of your own "
        + "that derives from one of these or from TaskHead<TLabel, TPrediction, TMetrics>";

    private static readonly HeadType _unknown = new(
        HeadKind.Unknown, new HeadTypes("float", "", "object", "global::Mtl.TaskMetrics"), EquatableArray<string>.Empty);

    private static readonly HeadType _binary = Of(HeadKind.Binary, "bool");
    private static readonly HeadType _regression = Of(HeadKind.Regression, "float");
    private static readonly HeadType _count = Of(HeadKind.Count, "long");

    /// <summary>The kind of head of a property; what its type lacks is reported.</summary>
    public HeadType Of(Declaration declaration)
    {
        for (var type = declaration.Type as INamedTypeSymbol; type is not null; type = type.BaseType)
        {
            if (!IsOfRuntime(type))
                continue;
            if (IsOfEnum(type.Name) && type.TypeArguments is not [INamedTypeSymbol { TypeKind: TypeKind.Enum }])
                return _unknown; // The constraint on the type argument is the compiler's to report.
            if (Read(type, declaration) is not { } found)
                continue;
            CheckClasses(declaration, found, type);
            return found;
        }

        if (declaration.Type.TypeKind != TypeKind.Error)
            problems.Add(RuleIds.UnsupportedHead, declaration.MemberSite, declaration.Name, declaration.Type.ToDisplayString(), Supported);
        return _unknown;
    }

    /// <summary>Whether the type is a head, of the runtime or of the user's own.</summary>
    public static bool IsHead(ITypeSymbol type)
    {
        for (var candidate = type as INamedTypeSymbol; candidate is not null; candidate = candidate.BaseType)
        {
            if (candidate.Name == "TaskHead" && IsOfRuntime(candidate))
                return true;
        }
        return false;
    }

    /// <summary>Whether the type comes with the runtime, and is not of the user's own.</summary>
    public static bool IsOfRuntime(INamedTypeSymbol type) =>
        type is { ContainingType: null, ContainingNamespace: { Name: AttributeNames.Namespace, ContainingNamespace.IsGlobalNamespace: true } };

    private static bool IsOfEnum(string name) => name is "ClassHead" or "MultiLabelHead" or "OrdinalHead";

    private static HeadType? Read(INamedTypeSymbol type, Declaration declaration) => type.Name switch
    {
        "ClassHead" => OfEnum(HeadKind.Class, type, EnumClasses.NamesOf),
        "MultiLabelHead" => OfEnum(HeadKind.MultiLabel, type, EnumClasses.FlagsOf),
        "OrdinalHead" => OfEnum(HeadKind.Ordinal, type, EnumClasses.RanksOf),
        "BinaryHead" => _binary,
        "RegressionHead" => _regression,
        "CountHead" => _count,
        "TaskHead" when type.TypeArguments is [var label, var prediction, var metrics] => new HeadType(
            HeadKind.Custom,
            new HeadTypes(label.GlobalName(), $"{declaration.Type.GlobalName()}.NewLabels", prediction.GlobalName(), metrics.GlobalName()),
            EquatableArray<string>.Empty),
        _ => null,
    };

    private static HeadType Of(HeadKind kind, string label) => new(
        kind,
        new HeadTypes(label, $"new global::Mtl.{kind}Labels", $"global::Mtl.{kind}Prediction", $"global::Mtl.{kind}Metrics"),
        EquatableArray<string>.Empty);

    private static HeadType OfEnum(HeadKind kind, INamedTypeSymbol type, Func<INamedTypeSymbol, EquatableArray<string>> classes)
    {
        var labels = (INamedTypeSymbol)type.TypeArguments[0];
        var name = labels.GlobalName();
        return new HeadType(
            kind,
            new HeadTypes(name, $"new global::Mtl.{kind}Labels<{name}>", $"global::Mtl.{kind}Prediction<{name}>", $"global::Mtl.{kind}Metrics"),
            classes(labels));
    }

    private void CheckClasses(Declaration declaration, HeadType head, INamedTypeSymbol type)
    {
        if (!IsOfEnum(type.Name))
            return;
        var labels = (INamedTypeSymbol)type.TypeArguments[0];
        if (head.Kind == HeadKind.MultiLabel && !EnumClasses.IsFlags(labels))
            problems.Add(RuleIds.NotFlags, declaration.MemberSite, declaration.Name, labels.Name);
        else if (head.Classes.Count < 2)
            problems.Add(RuleIds.TooFewClasses, declaration.MemberSite, declaration.Name, labels.Name, head.Classes.Count.ToString(CultureInfo.InvariantCulture));
        else if (head.Kind != HeadKind.MultiLabel && EnumClasses.IsFlags(labels))
            problems.Add(RuleIds.FlagsAsClasses, declaration.MemberSite, declaration.Name, labels.Name);
    }
}

/// <summary>What a head's type says of a task.</summary>
internal sealed record HeadType(HeadKind Kind, HeadTypes Types, EquatableArray<string> Classes);
