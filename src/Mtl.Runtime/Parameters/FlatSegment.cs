namespace Mtl;

/// <summary>Numbers that a step moves together or leaves: a parameter, or one number of those that a balancing method learns.</summary>
/// <param name="Place">The parameter.</param>
/// <param name="Task">The task whose number it is; null for a whole parameter.</param>
internal readonly record struct FlatSegment(FlatParameter Place, int? Task)
{
    /// <summary>The first number.</summary>
    public long Start => Place.Start + (Task ?? 0);

    /// <summary>How many numbers there are.</summary>
    public long Count => Task is null ? Place.Count : 1;

    /// <summary>The segments of parameters, in the order in which they lie.</summary>
    public static IEnumerable<FlatSegment> Of(IEnumerable<FlatParameter> places) =>
        places.OrderBy(static place => place.Start).SelectMany(Of);

    /// <summary>Whether a gradient has come here since all were set to zero.</summary>
    /// <param name="reached">The tasks whose losses have gone back.</param>
    public bool HasGradient(BackpropagatedTasks reached) => Task is { } task
        ? Place.Parameter.requires_grad && Place.Scores!.HasGradient(task)
        : Place.HasGradient(reached);

    private static IEnumerable<FlatSegment> Of(FlatParameter place)
    {
        if (place.Scores is null)
            yield return new(place, null);
        for (int task = 0; place.Scores is not null && task < place.Count; task++)
            yield return new(place, task);
    }
}
