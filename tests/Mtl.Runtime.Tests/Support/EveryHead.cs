namespace Mtl.Tests;

/// <summary>A head of every kind that the runtime has, as it is by default.</summary>
internal static class EveryHead
{
    /// <summary>The kinds: the runtime's heads without their type arguments.</summary>
    public static IEnumerable<Type> Kinds { get; } =
        [.. typeof(TaskHead).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(TaskHead)) && !type.IsAbstract)];

    /// <summary>Makes one head of every kind.</summary>
    public static TaskHead[] New() => Complete(
        new ClassHead<Color>("Task", inputs: 1), new BinaryHead("Task", inputs: 1), new RegressionHead("Task", inputs: 1),
        new MultiLabelHead<Symptoms>("Task", inputs: 1), new CountHead("Task", inputs: 1), new OrdinalHead<Grade>("Task", inputs: 1));

    /// <summary>The heads, which must be of all kinds or of types that derive from them.</summary>
    public static TaskHead[] Complete(params TaskHead[] heads)
    {
        Assert.Empty(Kinds.Where(kind => !heads.Any(head => IsOf(kind, head.GetType()))).Select(kind => $"{kind.Name} is missing"));
        return heads;
    }

    private static bool IsOf(Type kind, Type? type) =>
        type is not null && ((type.IsGenericType ? type.GetGenericTypeDefinition() : type) == kind || IsOf(kind, type.BaseType));
}
