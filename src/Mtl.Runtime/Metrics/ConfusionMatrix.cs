namespace Mtl;

/// <summary>The number of predictions of each class for the rows of each class.</summary>
public sealed class ConfusionMatrix
{
    private readonly long[,] _counts;

    internal ConfusionMatrix(IReadOnlyList<string> classes, long[,] counts)
    {
        Classes = classes;
        _counts = counts;
    }

    /// <summary>The names of the classes in the order of the indices.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The number of rows of class <paramref name="actual"/> with prediction <paramref name="predicted"/>.</summary>
    /// <param name="actual">The index of the label.</param>
    /// <param name="predicted">The index of the prediction.</param>
    public long this[int actual, int predicted] => _counts[actual, predicted];

    /// <summary>The number of rows.</summary>
    public long Total => _counts.Cast<long>().Sum();

    /// <summary>The number of rows with a correct prediction.</summary>
    public long Correct => Enumerable.Range(0, Classes.Count).Sum(c => _counts[c, c]);

    /// <summary>The number of rows of class <paramref name="index"/>.</summary>
    /// <param name="index">The index of the class.</param>
    public long CountActual(int index) => Enumerable.Range(0, Classes.Count).Sum(c => _counts[index, c]);

    /// <summary>The number of rows with prediction <paramref name="index"/>.</summary>
    /// <param name="index">The index of the class.</param>
    public long CountPredicted(int index) => Enumerable.Range(0, Classes.Count).Sum(c => _counts[c, index]);

    /// <summary>A table: a line for each class of the label, a column for each predicted class, in the same order.</summary>
    public override string ToString()
    {
        int width = _counts.Cast<long>().Select(count => $"{count}".Length).DefaultIfEmpty().Max();
        return TaskLines.Of(Classes.Select((name, actual) => (name, Line(actual))));

        string Line(int actual) =>
            string.Join(" ", Enumerable.Range(0, Classes.Count).Select(predicted => $"{_counts[actual, predicted]}".PadLeft(width)));
    }
}
