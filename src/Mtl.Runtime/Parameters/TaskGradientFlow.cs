using System.ComponentModel;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>Parts of a model that get gradients from the losses of some tasks only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TaskGradientFlow
{
    /// <summary>Declares the parts.</summary>
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
