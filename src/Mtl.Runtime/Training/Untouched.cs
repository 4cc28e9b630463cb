using TorchSharp;

namespace Mtl;

/// <summary>
/// Keeps a model as it is while a forward pass in training mode only looks at it. Such a pass moves running statistics, and balancing
/// methods count its losses.
/// </summary>
internal sealed class Untouched : IDisposable
{
    private readonly List<(torch.Tensor Buffer, torch.Tensor Before)> _buffers = [];
    private readonly List<TaskBalancing> _counting = [];

    /// <summary>Begins to look at a model.</summary>
    /// <param name="model">The model.</param>
    public Untouched(torch.nn.Module model)
    {
        using var noGrad = torch.no_grad();
        foreach (var module in model.modules().Prepend(model))
        {
            if (module is TaskBalancing balancing)
                StopCounting(balancing);
            else
                Keep(module);
        }
    }

    /// <summary>Puts everything back.</summary>
    public void Dispose()
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        foreach (var (buffer, before) in _buffers)
        {
            // Where autograd does not see it: a graph that was made before stays valid.
            if (buffer.device_type == DeviceType.CPU && buffer.is_contiguous())
                before.bytes.CopyTo(buffer.bytes);
            else
                buffer.copy_(before);
            before.Dispose();
        }

        _counting.ForEach(balancing => balancing.train());
    }

    private void Keep(torch.nn.Module module)
    {
        foreach (var (_, buffer) in module.named_buffers(recurse: false))
            _buffers.Add((buffer, buffer.clone().DetachFromDisposeScope()));
    }

    private void StopCounting(TaskBalancing balancing)
    {
        if (!balancing.training)
            return;
        _counting.Add(balancing);
        balancing.eval();
    }
}
