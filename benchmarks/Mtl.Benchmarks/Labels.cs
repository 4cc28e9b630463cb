using static TorchSharp.torch;

namespace Mtl.Benchmarks;

/// <summary>Random labels, none of them missing.</summary>
internal static class Labels
{
    public static TaskLabels Kinds(long rows) => new(randint(0, 5, rows), ones(rows));

    public static TaskLabels Seasons(long rows) => new(randint(0, 4, rows), ones(rows));

    public static TaskLabels Numbers(long rows) => new(randn(rows), ones(rows));

    public static TaskLabels Binary(long rows) => new(randint(0, 2, rows).to_type(ScalarType.Float32), ones(rows));

    /// <summary>Creates a batch for a model with many heads of the same kind.</summary>
    public static TBatch ForEveryHead<TBatch>(long rows, long inputs, Func<long, TaskLabels> labels)
    {
        var heads = typeof(TBatch).GetProperties().Count(property => property.PropertyType == typeof(TaskLabels));
        object[] arguments = [randn(rows, inputs), .. Enumerable.Range(0, heads).Select(_ => (object)labels(rows))];
        return (TBatch)Activator.CreateInstance(typeof(TBatch), arguments)!;
    }
}
