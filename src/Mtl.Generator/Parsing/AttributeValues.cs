using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Mtl.Generator.Model;

namespace Mtl.Generator.Parsing;

/// <summary>
/// Reads attribute arguments. In half-typed code, arguments are missing or have the wrong type; they are left out, and the compiler reports
/// them.
/// </summary>
internal static class AttributeValues
{
    /// <summary>Whether the arguments do not match a constructor, which the compiler reports.</summary>
    public static bool IsIncomplete(this AttributeData attribute) =>
        attribute.AttributeConstructor is null || attribute.ConstructorArguments.Any(argument => argument.Kind == TypedConstantKind.Error);

    public static bool TryPositional<T>(this AttributeData attribute, int index, [NotNullWhen(true)] out T? value)
    {
        value = default;
        return index < attribute.ConstructorArguments.Length
            && TryRead(attribute.ConstructorArguments[index], out value);
    }

    public static T Named<T>(this AttributeData attribute, string name, T whenMissing)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name && TryRead<T>(argument.Value, out var value))
                return value;
        }
        return whenMissing;
    }

    /// <summary>A named array of integers; empty if it is not given.</summary>
    public static EquatableArray<int> NamedIntegers(this AttributeData attribute, string name) =>
        Elements(attribute, name) is { IsEmpty: false } elements
            ? elements.Select(element => element.Value).OfType<int>().ToEquatableArray()
            : EquatableArray<int>.Empty;

    /// <summary>A named array of strings; empty if it is not given.</summary>
    public static EquatableArray<string> NamedStrings(this AttributeData attribute, string name) =>
        Elements(attribute, name) is { IsEmpty: false } elements
            ? elements.Select(element => element.Value).OfType<string>().ToEquatableArray()
            : EquatableArray<string>.Empty;

    /// <summary>A named array of numbers; empty if it is not given.</summary>
    public static EquatableArray<double> NamedDoubles(this AttributeData attribute, string name) =>
        Elements(attribute, name) is { IsEmpty: false } elements
            ? elements.Select(element => element.Value).OfType<double>().ToEquatableArray()
            : EquatableArray<double>.Empty;

    /// <summary>Whether a named array is given but empty or null. In half-typed code it is not given.</summary>
    public static bool IsGivenEmpty(this AttributeData attribute, string name) => attribute.NamedArguments.Any(argument =>
        argument.Key == name && argument.Value.Kind == TypedConstantKind.Array
        && (argument.Value.IsNull || argument.Value.Values.IsEmpty));

    /// <summary>The elements of a named array; none if it is not given.</summary>
    private static ImmutableArray<TypedConstant> Elements(AttributeData attribute, string name)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name && argument.Value is { Kind: TypedConstantKind.Array, IsNull: false } array)
                return array.Values;
        }
        return ImmutableArray<TypedConstant>.Empty;
    }

    /// <summary>The integers of an array argument; other elements are left out.</summary>
    public static IEnumerable<int> Integers(TypedConstant argument) =>
        argument.Kind == TypedConstantKind.Array && !argument.IsNull
            ? argument.Values.Select(element => element.Value).OfType<int>()
            : [];

    private static bool TryRead<T>(TypedConstant constant, [NotNullWhen(true)] out T? value)
    {
        value = default;
        if (constant.Kind is TypedConstantKind.Error or TypedConstantKind.Array || constant.Value is not T read)
            return false;
        value = read;
        return true;
    }
}
