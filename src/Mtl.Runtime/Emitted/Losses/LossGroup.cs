using System.Numerics.Tensors;

namespace Mtl.Emitted;

/// <summary>
/// The losses of tasks whose outputs stand side by side in one matrix, one column each: the matrix is read once and its gradient is
/// written once. Any other loss is a group of its own.
/// </summary>
internal sealed class LossGroup
{
    private readonly List<(int Task, LossStep Loss, double Weight)> _members = [];
    private readonly LossScratch _scratch = new();
    private readonly LossScratch _outputs = new();
    private readonly LossScratch _slopes = new();

    /// <summary>How many losses are computed together.</summary>
    public int Count => _members.Count;

    private LossGroup(int task, LossStep loss, double weight) => _members.Add((task, loss, weight));

    /// <summary>Finds the losses that are computed together.</summary>
    /// <param name="losses">The losses of all tasks, in order, with their weights in the objective.</param>
    public static List<LossGroup> Of(IReadOnlyList<(LossStep Loss, double Weight)> losses)
    {
        var groups = new List<LossGroup>();
        for (int task = 0; task < losses.Count; task++)
        {
            var (loss, weight) = losses[task];
            if (groups is [.., var last] && last.IsFollowedBy(loss))
                last._members.Add((task, loss, weight));
            else
                groups.Add(new(task, loss, weight));
        }

        return groups;
    }

    /// <summary>Computes the losses and begins the way back.</summary>
    /// <param name="labels">The labels of all tasks.</param>
    /// <param name="losses">Receives the losses.</param>
    /// <param name="byTask">Whether every task goes back in a lane of its own.</param>
    /// <exception cref="ArgumentException">As <see cref="LossStep.Run(TaskLabels, double, int)"/>.</exception>
    public void Run(TaskLabels[] labels, StepLosses losses, bool byTask)
    {
        if (_members.Count > 1 && AreReadable(labels))
        {
            RunTogether(labels, losses, byTask);
            return;
        }

        foreach (var (task, loss, weight) in _members)
            losses.Record(task, loss.Run(labels[task], weight, byTask ? task : 0), weight);
    }

    private bool AreReadable(TaskLabels[] labels)
    {
        foreach (var (task, _, _) in _members)
        {
            if (!LossStep.AreReadable(labels[task]))
                return false;
        }

        return true;
    }

    private void RunTogether(TaskLabels[] labels, StepLosses losses, bool byTask)
    {
        var (first, last) = (_members[0].Loss.Output, _members[^1].Loss.Output);
        var outputs = first.Buffer.Through(last.Buffer);
        int rows = outputs.Count;
        var columns = _outputs.Columns(_members.Count, rows);
        var allSlopes = _slopes.Columns(_members.Count, rows);
        outputs.CopyColumns(columns);
        for (int i = 0; i < _members.Count; i++)
        {
            var (task, loss, weight) = _members[i];
            loss.RequireRows(labels[task]);
            var slopes = allSlopes.Slice(i * rows, rows);
            ReadOnlySpan<float> present = TensorSpans.Floats(labels[task].Present);
            double count = TensorPrimitives.Sum(present);
            if (count == 0)
            {
                slopes.Clear();
                losses.Record(task, default, weight);
                continue;
            }

            loss.Output.Gradient!.Start(byTask ? task : 0);
            double divisor = Math.Max(count, 1);
            double sum = loss.Column!.Run(columns.Slice(i * rows, rows), TensorSpans.Floats(labels[task].Values), present, (float)(weight / divisor), slopes, _scratch);
            losses.Record(task, new(sum / divisor, (long)count) { Output = loss.Output }, weight);
        }

        first.Gradient!.Buffer.Through(last.Gradient!.Buffer).SetColumns(allSlopes);
    }

    private bool IsFollowedBy(LossStep loss) =>
        _members[^1].Loss is { Column: not null } last && loss.Column is not null && loss.Output.Buffer.Follows(last.Output.Buffer);
}
