namespace Mtl;

/// <summary>The tasks whose losses have gone back since the gradients were set to zero: those with labels in a batch and a weight in the objective.</summary>
/// <param name="tasks">The number of tasks.</param>
internal sealed class BackpropagatedTasks(int tasks)
{
    private readonly bool[] _hasGradient = new bool[tasks];

    /// <summary>Whether any loss has gone back.</summary>
    public bool IsAny { get; private set; }

    /// <summary>Whether one of some tasks is among them.</summary>
    public bool ContainsAny(int[] tasks)
    {
        foreach (int task in tasks)
        {
            if (_hasGradient[task])
                return true;
        }

        return false;
    }

    /// <summary>Adds a task, if it had labels and a weight: a gradient that is 0 for certain is none.</summary>
    public void Add(int task, long labels, double weight)
    {
        if (labels > 0 && weight != 0)
            _hasGradient[task] = IsAny = true;
    }

    /// <summary>The gradients are set to zero.</summary>
    public void Clear()
    {
        Array.Clear(_hasGradient);
        IsAny = false;
    }
}
