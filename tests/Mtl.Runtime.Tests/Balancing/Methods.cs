namespace Mtl.Tests.Balancing;

/// <summary>All methods, by their names.</summary>
internal static class Methods
{
    public static IEnumerable<string> OfLosses => Names.Where(name => New(name, 2) is LossBalancing);

    public static IEnumerable<string> OfGradients => Names.Where(name => New(name, 2) is GradientBalancing);

    /// <summary>
    /// Those whose direction does not depend on the order of the tasks. The others draw a random order, and Krum selects the first of equal
    /// scores.
    /// </summary>
    public static IEnumerable<string> OfGradientsInAnyOrder =>
        OfGradients.Except([nameof(BalancingMethod.PCGrad), nameof(BalancingMethod.GradVac), nameof(BalancingMethod.Krum)]);

    private static string[] Names => Enum.GetNames<BalancingMethod>();

    /// <summary>A method by its name in the enum: its class is called after it.</summary>
    public static TaskBalancing New(string name, int tasks)
    {
        var type = typeof(TaskBalancing).Assembly.GetType($"Mtl.{name}Balancing", throwOnError: true)!;
        return (TaskBalancing)(
            type.GetConstructor([typeof(int)]) is { } withTasks ? withTasks.Invoke([tasks]) : Activator.CreateInstance(type)!);
    }

    /// <summary>A model of so many tasks with these preferences.</summary>
    public static ModelInfo Model(params IEnumerable<double> preferences) =>
        new("Model", [.. preferences.Select((weight, task) => new TaskInfo($"Task{task}", TaskKind.Regression, weight, []))]);

    /// <summary>The method, attached to a model whose tasks have weight 1.</summary>
    public static T For<T>(this T method, int tasks)
        where T : TaskBalancing
    {
        method.Attach(Model(Enumerable.Repeat(1.0, tasks)));
        return method;
    }
}
