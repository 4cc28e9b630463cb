namespace Mtl;

/// <summary>
/// The tasks whose losses were back-propagated since the gradients were set to zero: those with labels in a batch and a weight other than
/// 0.
/// </summary>
/// <param name="tasks">The number of tasks.</param>
internal sealed class BackpropagatedTasks(int tasks)
{
    private readonly bool[] _hasGradient = new bool[tasks];

    /// <summary>Whether any loss was back-propagated.</summary>
    public bool IsAny { get; private set; }

    /// <summary>Whether the loss of one of the tasks was back-propagated.</summary>
    public bool ContainsAny(int[] tasks)
    {
        foreach (int task in tasks)
        {
            if (_hasGradient[task])
                return true;
        }

        return false;
    }

    /// <summary>Adds a task, unless its gradient is always 0, because it has no labels or the weight 0.</summary>
    public void Add(int task, long labels, double weight)
    {
        if (labels > 0 && weight != 0)
            _hasGradient[task] = IsAny = true;
    }

    /// <summary>Removes all tasks, when the gradients are set to zero.</summary>
    public void Clear()
    {
        Array.Clear(_hasGradient);
        IsAny = false;
    }
}
