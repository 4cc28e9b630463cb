using System.Collections;
using System.ComponentModel;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>Text with a line for every task, the same in every culture: what generated types answer to <c>ToString</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TaskLines
{
    /// <summary>The metrics of all tasks, those that count for a task first.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="metrics">What was measured, in their order.</param>
    public static string OfMetrics(IReadOnlyList<TaskInfo> tasks, IReadOnlyList<TaskMetrics> metrics)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return Of(tasks.Zip(metrics, (task, measured) => (task.Name, measured is null ? "-" : measured.Text(task.Ordered(measured)))));
    }

    /// <summary>The answers of all tasks.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="answers">Their answers in their order; of a task that answers at every step, a list.</param>
    public static string OfAnswers(IReadOnlyList<TaskInfo> tasks, params object?[] answers)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return Of(tasks.Zip(answers, (task, answer) => (task.Name, Answer(answer))));
    }

    /// <summary>The losses of all tasks, the penalties and the objective.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="losses">
    /// Scalars: the loss of every task in their order, the sum of the penalties if the model has any, the objective.
    /// </param>
    public static string OfLosses(IReadOnlyList<TaskInfo> tasks, params torch.Tensor?[] losses)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        List<string> numbers = [.. losses.Select(Scalar)];
        if (numbers.Count == tasks.Count + 1)
            numbers.Insert(tasks.Count, Figure.Of(0));
        return Of(tasks.Select(task => task.Name).Append("Penalty").Append("Total").Zip(numbers));
    }

    /// <summary>"Left   Accuracy 0.951" under "Total  …": the names are padded to the longest.</summary>
    internal static string Of(IEnumerable<(string Name, string Text)> lines)
    {
        var all = lines.ToList();
        int width = all.Select(line => line.Name.Length).DefaultIfEmpty().Max();
        return string.Join(Environment.NewLine, all.Select(line => $"{line.Name.PadRight(width)}  {line.Text}"));
    }

    private static string Answer(object? answer) => answer switch
    {
        null => "-",
        IEnumerable steps and not string => string.Join(" ", steps.Cast<object?>()),
        _ => answer.ToString() ?? "-",
    };

    /// <summary>A debugger asks too, when the tensors may be gone.</summary>
    private static string Scalar(torch.Tensor? loss)
    {
        if (loss is null || loss.IsInvalid)
            return "-";
        using var detached = loss.detach();
        return Figure.Of(detached.ToDouble());
    }
}
