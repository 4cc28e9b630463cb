namespace Mtl.CompilerServices;

/// <summary>
/// The losses of consecutive tasks whose outputs are adjacent columns of one matrix: the matrix is transposed once for all losses, and
/// its gradient is transposed back once. Every other loss is a group of its own.
/// </summary>
internal sealed class LossGroup
{
    private readonly List<(int Task, LossOp Loss, double Weight)> _members = [];
    private readonly LossScratch _scratch = new();
    private readonly LossScratch _outputs = new();
    private readonly LossScratch _slopes = new();

    private int _width;

    /// <summary>The number of losses in the group.</summary>
    public int Count => _members.Count;

    private LossGroup(int task, LossOp loss, double weight) => Add(task, loss, weight);

    /// <summary>Divides losses into groups.</summary>
    /// <param name="losses">The losses of all tasks, in order, with their weights in the objective.</param>
    public static List<LossGroup> Of(IReadOnlyList<(LossOp Loss, double Weight)> losses)
    {
        var groups = new List<LossGroup>();
        for (int task = 0; task < losses.Count; task++)
        {
            var (loss, weight) = losses[task];
            if (groups is [.., var last] && last.IsFollowedBy(loss))
                last.Add(task, loss, weight);
            else
                groups.Add(new(task, loss, weight));
        }

        return groups;
    }

    /// <summary>Computes the losses and their gradients with respect to the outputs.</summary>
    /// <param name="labels">The labels of all tasks.</param>
    /// <param name="pass">Receives the losses.</param>
    /// <param name="byTask">Whether every task has its own task slice.</param>
    /// <exception cref="ArgumentException">As for <see cref="LossOp.Run(TaskLabels, double, int, long?)"/>.</exception>
    public void Run(TaskLabels[] labels, BackwardPass pass, bool byTask)
    {
        if (_members.Count > 1)
        {
            RunTogether(labels, pass, byTask);
            return;
        }

        var (task, loss, weight) = _members[0];
        pass.Record(task, loss.Run(labels[task], weight, byTask ? task : 0, pass.AccumulatedLabels?[task]), weight);
    }

    private void Add(int task, LossOp loss, double weight)
    {
        _members.Add((task, loss, weight));
        _width += loss.Output.Width;
    }

    private void RunTogether(TaskLabels[] labels, BackwardPass pass, bool byTask)
    {
        var (first, last) = (_members[0].Loss.Output, _members[^1].Loss.Output);
        var outputs = first.Buffer.Through(last.Buffer);
        int rows = outputs.Count;
        var columns = new LossColumns(_outputs.Columns(_width, rows), _slopes.Columns(_width, rows), rows);
        outputs.CopyColumns(columns.Outputs);
        int start = 0;
        foreach (var (task, loss, weight) in _members)
        {
            var part = columns.Part(start, loss.Output.Width);
            var measured = ((ColumnLossOp)loss).Run(
                part, labels[task], weight, byTask ? task : 0, pass.AccumulatedLabels?[task], _scratch);
            pass.Record(task, measured, weight);
            start += loss.Output.Width;
        }

        first.Gradient!.Buffer.Through(last.Gradient!.Buffer).SetColumns(columns.Slopes);
    }

    private bool IsFollowedBy(LossOp loss) =>
        _members[^1].Loss is ColumnLossOp last && loss is ColumnLossOp && loss.Output.Buffer.Follows(last.Output.Buffer);
}
