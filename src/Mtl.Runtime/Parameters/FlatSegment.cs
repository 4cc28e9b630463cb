namespace Mtl;

/// <summary>The numbers that an optimizer step updates together or not at all: a parameter, or one of the learned task weights.</summary>
/// <param name="Place">The parameter.</param>
/// <param name="Task">The task whose learned weight it is; null for a whole parameter.</param>
internal readonly record struct FlatSegment(FlatParameter Place, int? Task)
{
    /// <summary>The index of the first number.</summary>
    public long Start => Place.Start + (Task ?? 0);

    /// <summary>The number of numbers.</summary>
    public long Count => Task is null ? Place.Count : 1;

    /// <summary>The segments of parameters, in the order of the layout.</summary>
    public static IEnumerable<FlatSegment> Of(IEnumerable<FlatParameter> places) =>
        places.OrderBy(static place => place.Start).SelectMany(Of);

    /// <summary>Whether a gradient was added since the gradients were set to zero.</summary>
    /// <param name="reached">The tasks whose losses were back-propagated.</param>
    public bool HasGradient(BackpropagatedTasks reached) => Task is { } task
        ? Place.Parameter.requires_grad && Place.TaskWeights!.HasGradient(task)
        : Place.HasGradient(reached);

    private static IEnumerable<FlatSegment> Of(FlatParameter place)
    {
        if (place.TaskWeights is null)
            yield return new(place, null);
        for (int task = 0; place.TaskWeights is not null && task < place.Count; task++)
            yield return new(place, task);
    }
}
