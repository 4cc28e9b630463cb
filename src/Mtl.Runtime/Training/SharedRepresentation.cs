using System.ComponentModel;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>
/// The shared representation: what the tasks read of the shared layers, for gradients with respect to it by autograd. A forward pass with
/// it replaces these values by leaves of the autograd graph, so that the backward pass ends there.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SharedRepresentation
{
    private readonly List<torch.Tensor> _values = [];

    /// <summary>Ends the backward pass at the output of a shared layer.</summary>
    /// <param name="value">The output.</param>
    /// <returns>A leaf of the autograd graph with the same numbers.</returns>
    public torch.Tensor Boundary(torch.Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var leaf = value.detach().requires_grad_();
        _values.Add(leaf);
        return leaf;
    }

    /// <summary>
    /// Back-propagates from every loss separately to the representation. The gradients of task-specific parameters are added.
    /// </summary>
    /// <param name="losses">Scalars of one autograd graph.</param>
    /// <returns>
    /// <c>[losses, batch, width]</c>: the values side by side, each flattened, in the order of the forward pass; empty where the tasks read
    /// no shared layer.
    /// </returns>
    public torch.Tensor Backward(IReadOnlyList<torch.Tensor> losses)
    {
        ArgumentNullException.ThrowIfNull(losses);
        using var scope = torch.NewDisposeScope();
        var rows = new List<torch.Tensor>();
        foreach (var loss in losses)
        {
            _values.ForEach(value => value.grad = null);
            if (loss.requires_grad) // False if all layers of the task are frozen.
                torch.autograd.backward([loss], retain_graph: true);
            rows.Add(_values.Count == 0 ? torch.zeros(0, 0) : torch.cat([.. _values.Select(GradientOf)], 1));
        }

        return torch.stack(rows).MoveToOuterDisposeScope();
    }

    private static torch.Tensor GradientOf(torch.Tensor value) => (value.grad ?? value.zeros_like()).flatten(1);
}
