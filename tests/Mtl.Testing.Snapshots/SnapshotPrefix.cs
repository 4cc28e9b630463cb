using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;

namespace Mtl.Testing.Snapshots;

/// <summary>The common beginning of a test's snapshot files: <c>Type.Method</c> and, for theories, <c>_parameter=value</c>.</summary>
internal static class SnapshotPrefix
{
    private static readonly ConcurrentDictionary<string, bool> Taken = new(StringComparer.Ordinal);

    public static string Of(MethodInfo test, string? typeName, string? methodName, IReadOnlyList<object?>? parameters)
    {
        var type = test.ReflectedType!;
        var prefix = $"{typeName ?? (type.DeclaringType is { } outer ? $"{outer.Name}.{type.Name}" : type.Name)}.{methodName ?? test.Name}";
        if (parameters is null) return prefix;

        var names = test.GetParameters();
        if (parameters.Count > names.Length)
            throw new ArgumentException(
                $"{prefix}: UseParameters got {parameters.Count} values, but the test has {names.Length} parameters.");
        return prefix + string.Concat(parameters.Zip(names, (value, name) => $"_{name.Name}={FileNameSafe(Text(value))}"));
    }

    /// <summary>Two tests, or two calls in one test, must not share files: the second would pass or fail on the first one's.</summary>
    public static void Claim(string directory, string prefix)
    {
        if (!Taken.TryAdd(Path.Combine(directory, prefix), true))
            throw new InvalidOperationException(
                $"The snapshot name {prefix} is used twice in {directory}. In a theory call UseParameters(…), " +
                "for a second snapshot in one test UseMethodName(…).");
    }

    private static string Text(object? value, bool nested = false) => value switch
    {
        null => "null",
        string text => text,
        IEnumerable items => List(items.Cast<object?>().Select(item => Text(item, nested: true)).ToList(), nested),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "null",
    };

    private static string List(List<string> items, bool nested) =>
        items.Count == 0 || nested ? $"[{string.Join(',', items)}]" : string.Join(',', items);

    private static string FileNameSafe(string text) =>
        string.Concat(text.Select(c => c < ' ' || "\"\\<>|:*?/".Contains(c, StringComparison.Ordinal) ? '-' : c));
}
