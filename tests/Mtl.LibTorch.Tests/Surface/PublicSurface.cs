using System.Globalization;
using System.Reflection;

namespace Mtl.LibTorch.Tests.Surface;

/// <summary>What an assembly offers to programs: for each type its members, in words that are the same for every assembly.</summary>
internal static class PublicSurface
{
    private const BindingFlags Own =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The members that each type declares itself.</summary>
    public static Dictionary<string, string[]> Declared(Assembly assembly) => Of(assembly, type => [type]);

    /// <summary>The members that each type has, declared or inherited.</summary>
    public static Dictionary<string, string[]> Complete(Assembly assembly) => Of(assembly, Ancestors);

    private static Dictionary<string, string[]> Of(Assembly assembly, Func<Type, IEnumerable<Type>> declarers) =>
        assembly.GetExportedTypes().OrderBy(Name, StringComparer.Ordinal).ToDictionary(Name, type =>
            declarers(type).SelectMany(declarer => Members(declarer, type)).Distinct().Order(StringComparer.Ordinal).ToArray());

    private static IEnumerable<Type> Ancestors(Type type)
    {
        for (var ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
            yield return ancestor;
    }

    /// <summary>The members that one type declares and another, perhaps derived from it, has; constructors are not inherited.</summary>
    private static IEnumerable<string> Members(Type declarer, Type owner)
    {
        foreach (var member in declarer.GetMembers(Own))
        {
            var text = member switch
            {
                ConstructorInfo { IsStatic: false } made when IsOffered(made) && declarer == owner => "new" + Parameters(made),
                MethodInfo method when IsOffered(method) && !IsAccessor(method) && !IsOverride(method) => Method(method),
                PropertyInfo property when property.GetAccessors(true).Any(IsOffered) => Property(property),
                FieldInfo { IsSpecialName: false } field when field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly =>
                    $"{Name(field.FieldType)} {field.Name}",
                _ => null,
            };
            if (text is not null)
                yield return text;
        }
    }

    private static bool IsOffered(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsAccessor(MethodInfo method) =>
        method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    /// <summary>An override adds nothing to what the base offers.</summary>
    private static bool IsOverride(MethodInfo method) => method.GetBaseDefinition() != method;

    private static string Method(MethodInfo method) =>
        $"{Static(method)}{Name(method.ReturnType)} {method.Name}{Generics(method)}{Parameters(method)}";

    private static string Property(PropertyInfo property)
    {
        var accessors = property.GetAccessors(true).Where(IsOffered).ToArray();
        var index = property.GetIndexParameters();
        var words = string.Join(" ", accessors.Select(accessor => accessor.ReturnType == typeof(void) ? "set" : "get"));
        return $"{Static(accessors[0])}{Name(property.PropertyType)} {property.Name}{(index.Length > 0 ? List(index) : "")} {{ {words} }}";
    }

    private static string Static(MethodInfo method) => method.IsStatic ? "static " : "";

    private static string Generics(MethodInfo method) => method.IsGenericMethod ? $"<{method.GetGenericArguments().Length}>" : "";

    private static string Parameters(MethodBase method) => List(method.GetParameters());

    private static string List(ParameterInfo[] parameters) => $"({string.Join(", ", parameters.Select(Parameter))})";

    private static string Parameter(ParameterInfo parameter) =>
        $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? " = " + Value(parameter.RawDefaultValue) : "")}";

    private static string Value(object? value) => value switch
    {
        null => "null",
        float number => ((double)number).ToString("g7", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>A type by name; its parameters by place, for their names do not matter.</summary>
    private static string Name(Type type)
    {
        if (type.IsGenericParameter)
            return (type.DeclaringMethod is null ? "T" : "M") + type.GenericParameterPosition;
        if (type.HasElementType)
            return Name(type.GetElementType()!) + (type.IsArray ? "[]" : type.IsByRef ? "&" : "*");
        var plain = Place(type) + type.Name.Split('`')[0];
        var own = type.GetGenericArguments().Skip(type.DeclaringType?.GetGenericArguments().Length ?? 0).ToArray();
        return own.Length > 0 ? $"{plain}<{string.Join(", ", own.Select(Name))}>" : plain;
    }

    /// <summary>Where a type is, as far as that is not the same for nearly all: the platform, or TorchSharp.</summary>
    private static string Place(Type type) =>
        type.DeclaringType is { } outer ? Name(outer) + "."
        : type.Namespace!.Split('.') is ["TorchSharp", .. var inner] ? string.Concat(inner.Select(part => part + "."))
        : "";
}
