using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Mtl.Generator.Tests;

/// <summary>Walks an object and everything that its fields and elements hold.</summary>
internal static class ObjectGraph
{
    public static IEnumerable<object> Reachable(object? root)
    {
        var seen = new HashSet<object>(ReferenceComparer.Instance);
        var waiting = new Stack<object?>([root]);
        while (waiting.TryPop(out var value))
        {
            if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
                continue;
            yield return value;
            if (value is Type or MemberInfo or Assembly or Delegate or Pointer)
                continue;
            foreach (var field in FieldsOf(value.GetType()))
                waiting.Push(field.GetValue(value));
            if (value is Array array)
            {
                foreach (var element in array)
                    waiting.Push(element);
            }
        }
    }

    private const BindingFlags DeclaredInstance =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static IEnumerable<FieldInfo> FieldsOf(Type type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var field in current.GetFields(DeclaredInstance))
            {
                if (!field.FieldType.IsPointer && !field.FieldType.IsByRefLike)
                    yield return field;
            }
        }
    }

    private sealed class ReferenceComparer : IEqualityComparer<object>
    {
        public static ReferenceComparer Instance { get; } = new();

        bool IEqualityComparer<object>.Equals(object? x, object? y) => ReferenceEquals(x, y);

        int IEqualityComparer<object>.GetHashCode(object value) => RuntimeHelpers.GetHashCode(value);
    }
}
