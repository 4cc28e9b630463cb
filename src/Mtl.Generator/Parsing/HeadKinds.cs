using System.Globalization;
using Microsoft.CodeAnalysis;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>Finds the kind of a head by its type: the first head of the runtime that it is or derives from.</summary>
internal sealed class HeadKinds(ProblemList problems)
{
    /// <summary>The names of the types, for messages.</summary>
    private static readonly string _supported =
        $"{string.Join(", ", HeadKind.OfRuntime.Select(kind => kind.TypeName))}, or a class of your own "
        + "that derives from one of these or from TaskHead<TLabel, TPrediction, TMetrics>";

    private static readonly HeadType _unknown = new(
        HeadKind.Unknown, new HeadTypes("float", "", "object", "global::Mtl.TaskMetrics"), EquatableArray<string>.Empty);

    /// <summary>The kind of the head of a property; problems of its type are reported.</summary>
    public HeadType Of(Declaration declaration)
    {
        for (var type = declaration.Type as INamedTypeSymbol; type is not null; type = type.BaseType)
        {
            if (!IsOfRuntime(type))
                continue;
            if (HeadKind.Of(type.Name) is { IsOfEnum: true } && type.TypeArguments is not [INamedTypeSymbol { TypeKind: TypeKind.Enum }])
                return _unknown; // The compiler reports the constraint on the type argument.
            if (Read(type, declaration) is not { } found)
                continue;
            CheckClasses(declaration, found, type);
            return found;
        }

        if (declaration.Type.TypeKind != TypeKind.Error)
            problems.Add(RuleIds.UnsupportedHead, declaration.MemberSite, declaration.Name, declaration.Type.ToDisplayString(), _supported);
        return _unknown;
    }

    /// <summary>Whether the type is a head, of the runtime or custom.</summary>
    public static bool IsHead(ITypeSymbol type)
    {
        for (var candidate = type as INamedTypeSymbol; candidate is not null; candidate = candidate.BaseType)
        {
            if (candidate.Name == "TaskHead" && IsOfRuntime(candidate))
                return true;
        }
        return false;
    }

    /// <summary>Whether the type belongs to the runtime.</summary>
    public static bool IsOfRuntime(INamedTypeSymbol type) =>
        type is { ContainingType: null, ContainingNamespace: { Name: AttributeNames.Namespace } space }
        && space.ContainingNamespace.IsGlobalNamespace;

    private static HeadType? Read(INamedTypeSymbol type, Declaration declaration) => (HeadKind.Of(type.Name), type.TypeArguments) switch
    {
        ({ IsOfEnum: true } kind, [INamedTypeSymbol labels]) => OfEnum(kind, labels),
        ({ } kind, _) => Of(kind),
        (null, [var label, var prediction, var metrics]) when type.Name == "TaskHead" => new HeadType(
            HeadKind.Custom,
            new HeadTypes(label.GlobalName(), $"{declaration.Type.GlobalName()}.NewLabels", prediction.GlobalName(), metrics.GlobalName()),
            EquatableArray<string>.Empty),
        _ => null,
    };

    private static HeadType Of(HeadKind kind) => new(
        kind,
        new HeadTypes(
            LabelTypes.Of(kind.Label),
            $"new global::Mtl.{kind.LabelColumn}",
            $"global::Mtl.{kind}Prediction",
            $"global::Mtl.{kind}Metrics"),
        EquatableArray<string>.Empty);

    private static HeadType OfEnum(HeadKind kind, INamedTypeSymbol labels)
    {
        var name = labels.GlobalName();
        return new HeadType(
            kind,
            new HeadTypes(
                name, $"new global::Mtl.{kind.LabelColumn}<{name}>", $"global::Mtl.{kind}Prediction<{name}>", $"global::Mtl.{kind}Metrics"),
            EnumClasses.Of(kind.Label, labels));
    }

    private void CheckClasses(Declaration declaration, HeadType head, INamedTypeSymbol type)
    {
        if (!head.Kind.IsOfEnum)
            return;
        var labels = (INamedTypeSymbol)type.TypeArguments[0];
        if (head.Kind.Label == LabelKind.Flags && !EnumClasses.IsFlags(labels))
            problems.Add(RuleIds.NotFlags, declaration.MemberSite, declaration.Name, labels.Name);
        else if (head.Classes.Count < 2)
        {
            var count = head.Classes.Count.ToString(CultureInfo.InvariantCulture);
            problems.Add(RuleIds.TooFewClasses, declaration.MemberSite, declaration.Name, labels.Name, count);
        }
        else if (head.Kind.Label != LabelKind.Flags && EnumClasses.IsFlags(labels))
            problems.Add(RuleIds.FlagsAsClasses, declaration.MemberSite, declaration.Name, labels.Name);
    }
}

/// <summary>The kind, the types and the classes of a head.</summary>
internal sealed record HeadType(HeadKind Kind, HeadTypes Types, EquatableArray<string> Classes);
