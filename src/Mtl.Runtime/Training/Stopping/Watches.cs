using System.ComponentModel;

namespace Mtl.CompilerServices;

/// <summary>Creates what can be watched, for the class <c>Watch</c> of a generated model.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Watches
{
    /// <summary>The weighted sum of the validation losses.</summary>
    /// <typeparam name="TModel">The model.</typeparam>
    public static Watch<TModel> Objective<TModel>() => new ObjectiveWatch<TModel>();

    /// <summary>The metrics of all tasks, until none improves.</summary>
    /// <typeparam name="TModel">The model.</typeparam>
    public static Watch<TModel> AllTasks<TModel>() => new EveryTaskWatch<TModel>(stopsAtFirst: false);

    /// <summary>The metrics of all tasks, until the first does not improve.</summary>
    /// <typeparam name="TModel">The model.</typeparam>
    public static Watch<TModel> AnyTask<TModel>() => new EveryTaskWatch<TModel>(stopsAtFirst: true);

    /// <summary>The metric of a task.</summary>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <param name="task">The index of the task.</param>
    public static TaskWatch<TModel> Task<TModel>(int task) => new(task);
}
