namespace Mtl.Generator.Graph;

/// <summary>
/// Finds the tasks that a block gets gradients from. By default these are its owner, or all tasks if it has none; exceptions are heads
/// whose prediction another task reads, and shared layers that only some tasks read.
/// </summary>
internal static class GradientFlow
{
    /// <summary>The blocks that get gradients from other tasks than the default, grouped by these tasks.</summary>
    public static IEnumerable<(IReadOnlyList<int> Tasks, IReadOnlyList<Block> Blocks)> Exceptions(ModelGraph model)
    {
        var reached = Of(model);
        return model.Blocks
            .Where(static block => block is not (InputBlock or CategoryBlock))
            .Select(block => (Tasks: reached[block.ModuleName], Block: block))
            .Where(part => !part.Tasks.SequenceEqual(ByDefault(part.Block, model)))
            .GroupBy(static part => string.Join(" ", part.Tasks))
            .Select(static group => (
                (IReadOnlyList<int>)group.First().Tasks,
                (IReadOnlyList<Block>)group.Select(static part => part.Block).ToList()));
    }

    private static IEnumerable<int> ByDefault(Block block, ModelGraph model) =>
        Enumerable.Range(0, model.Tasks.Count)
            .Where(task => block.ParameterOwner is null || block.ParameterOwner == model.Tasks[task].Name);

    /// <summary>The tasks that the modules of every block get gradients from, in order, by the name of the modules.</summary>
    private static Dictionary<string, List<int>> Of(ModelGraph model)
    {
        var blocks = model.Blocks.ToDictionary(static block => block.Name);
        var reached = model.Blocks
            .Select(static block => block.ModuleName)
            .Distinct()
            .ToDictionary(static name => name, static _ => new List<int>());
        for (var task = 0; task < model.Tasks.Count; task++)
        {
            var seen = new HashSet<string>();
            var open = new Stack<string>(new[] { model.Tasks[task].Name });
            while (open.Count > 0)
            {
                var name = open.Pop();
                if (!seen.Add(name) || !blocks.TryGetValue(name, out var block))
                    continue;
                var tasks = reached[block.ModuleName];
                if (tasks.Count == 0 || tasks[tasks.Count - 1] != task)
                    tasks.Add(task);
                foreach (var source in block.Sources.Blocks)
                    open.Push(source);
                if (block is TaskBlock { Head.After: { } condition })
                    open.Push(condition);
            }
        }
        return reached;
    }
}
