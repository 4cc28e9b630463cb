namespace Mtl;

/// <summary>What is known about a task of a model at compile time.</summary>
/// <param name="Name">The task's name: the name of its head's property.</param>
/// <param name="Kind">What the task predicts.</param>
/// <param name="Weight">The factor of the task's loss in the objective.</param>
/// <param name="Classes">
/// The names of the classes, flags or ranks in the head's order; empty for other kinds of tasks.
/// </param>
public sealed record TaskInfo(string Name, TaskKind Kind, double Weight, IReadOnlyList<string> Classes)
{
    /// <summary>The name in saved models of a task that was renamed; null where it is <see cref="Name"/>.</summary>
    public string? StateKey { get; init; }
}
