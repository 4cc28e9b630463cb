using System.ComponentModel;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>Parts of a model that the losses of some tasks reach on their way back, and those of the others do not.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TaskGradientFlow
{
    /// <summary>Names the parts.</summary>
    /// <param name="tasks">The indices of the tasks.</param>
    /// <param name="parts">The parts.</param>
    public TaskGradientFlow(int[] tasks, params torch.nn.Module[] parts)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        ArgumentNullException.ThrowIfNull(parts);
        Tasks = tasks;
        Parts = parts;
    }

    /// <summary>The indices of the tasks.</summary>
    internal int[] Tasks { get; }

    /// <summary>The parts.</summary>
    internal torch.nn.Module[] Parts { get; }
}
