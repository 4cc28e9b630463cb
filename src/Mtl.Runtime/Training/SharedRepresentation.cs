using System.ComponentModel;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>
/// What tasks read of the layers that they share, while gradients with respect to it are computed by autograd. As long as it lives, the
/// forward passes of its thread hand on leaves of the graph in place of those values: the way back ends there.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SharedRepresentation : IDisposable
{
    [ThreadStatic]
    private static SharedRepresentation? s_current;

    private readonly List<torch.Tensor> _values = [];

    /// <summary>Begins to cut the graph behind what the tasks share.</summary>
    public SharedRepresentation() => s_current = this;

    /// <summary>Hands on a value that tasks read; generated forward passes call it.</summary>
    /// <param name="value">The output of a shared layer.</param>
    /// <returns>The value itself, or a leaf with the same numbers.</returns>
    public static torch.Tensor Boundary(torch.Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return s_current is { } representation ? representation.Cut(value) : value;
    }

    /// <summary>Goes back from every loss by itself to the representation; the gradients of parameters that stand behind it are added.</summary>
    /// <param name="losses">Scalars of one autograd graph.</param>
    /// <returns>
    /// <c>[losses, batch, width]</c>: the values side by side, each flattened, in the order in which they were handed on; without numbers where the
    /// tasks read nothing that they share.
    /// </returns>
    public torch.Tensor Backward(IReadOnlyList<torch.Tensor> losses)
    {
        ArgumentNullException.ThrowIfNull(losses);
        using var scope = torch.NewDisposeScope();
        var rows = new List<torch.Tensor>();
        foreach (var loss in losses)
        {
            _values.ForEach(value => value.grad = null);
            if (loss.requires_grad) // All that a task reads and has may be frozen.
                torch.autograd.backward([loss], retain_graph: true);
            rows.Add(_values.Count == 0 ? torch.zeros(0, 0) : torch.cat([.. _values.Select(value => (value.grad ?? value.zeros_like()).flatten(1))], 1));
        }

        return torch.stack(rows).MoveToOuterDisposeScope();
    }

    /// <summary>Forward passes hand on their values as they are again.</summary>
    public void Dispose() => s_current = null;

    private torch.Tensor Cut(torch.Tensor value)
    {
        var leaf = value.detach().requires_grad_();
        _values.Add(leaf);
        return leaf;
    }
}
