using System.Collections;
using System.ComponentModel;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>Texts with a line for every task, the same in every culture, for the <c>ToString</c> of generated types.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TaskLines
{
    /// <summary>The metrics of all tasks, the main metrics of each task first.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="metrics">The metrics of each task, in the order of the tasks.</param>
    public static string OfMetrics(IReadOnlyList<TaskInfo> tasks, IReadOnlyList<TaskMetrics> metrics)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return Of(tasks.Zip(metrics, (task, measured) => (task.Name, measured is null ? "-" : measured.Text(task.Ordered(measured)))));
    }

    /// <summary>The predictions of all tasks.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="predictions">
    /// The prediction of each task, in the order of the tasks; a list for a task with one at every time step.
    /// </param>
    public static string OfPredictions(IReadOnlyList<TaskInfo> tasks, params object?[] predictions)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return Of(tasks.Zip(predictions, (task, prediction) => (task.Name, Prediction(prediction))));
    }

    /// <summary>The losses of all tasks, the penalties and the objective.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="losses">
    /// Scalars: the loss of each task in the order of the tasks, the sum of the penalties if the model has any, the objective.
    /// </param>
    public static string OfLosses(IReadOnlyList<TaskInfo> tasks, params torch.Tensor?[] losses)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        List<string> numbers = [.. losses.Select(Scalar)];
        if (numbers.Count == tasks.Count + 1)
            numbers.Insert(tasks.Count, Figure.Of(0));
        return Of(tasks.Select(task => task.Name).Append("Penalty").Append("Total").Zip(numbers));
    }

    /// <summary>Lines such as "Left   Accuracy 0.951", with all names padded to the length of the longest.</summary>
    internal static string Of(IEnumerable<(string Name, string Text)> lines)
    {
        var all = lines.ToList();
        int width = all.Select(line => line.Name.Length).DefaultIfEmpty().Max();
        return string.Join(Environment.NewLine, all.Select(line => $"{line.Name.PadRight(width)}  {line.Text}"));
    }

    private static string Prediction(object? prediction) => prediction switch
    {
        null => "-",
        IEnumerable steps and not string => string.Join(" ", steps.Cast<object?>()),
        _ => prediction.ToString() ?? "-",
    };

    /// <summary>The value of a loss; "-" if the tensor was freed, as a debugger may call <c>ToString</c> later.</summary>
    private static string Scalar(torch.Tensor? loss)
    {
        if (loss is null || loss.IsInvalid)
            return "-";
        using var detached = loss.detach();
        return Figure.Of(detached.ToDouble());
    }
}
