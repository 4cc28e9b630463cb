using TorchSharp;

namespace Mtl;

/// <summary>Copies of the buffers of modules, from which they can be restored.</summary>
internal sealed class BufferCopies : IDisposable
{
    private readonly (torch.nn.Module Module, string Name, torch.Tensor Copy)[] _copies;

    /// <summary>Copies the buffers.</summary>
    /// <param name="modules">The modules; buffers of their children are not included.</param>
    public BufferCopies(IEnumerable<torch.nn.Module> modules)
    {
        using var noGrad = torch.no_grad();
        _copies =
        [
            .. from module in modules
               from entry in module.named_buffers(recurse: false)
               select (module, entry.name, entry.buffer.clone().DetachFromDisposeScope()),
        ];
    }

    /// <summary>Copies the buffers again.</summary>
    public void Renew()
    {
        foreach (var (module, name, copy) in _copies)
            Copy(module.get_buffer(name)!, copy);
    }

    /// <summary>Restores the buffers from the last copies.</summary>
    public void Restore()
    {
        foreach (var (module, name, copy) in _copies)
            Copy(copy, module.get_buffer(name)!);
    }

    /// <summary>Frees the copies.</summary>
    public void Dispose()
    {
        foreach (var (_, _, copy) in _copies)
            copy.Dispose();
    }

    /// <summary>Copies a buffer. A buffer that was freed is skipped: its layer reports it with a better message.</summary>
    private static void Copy(torch.Tensor from, torch.Tensor to)
    {
        if (from.IsInvalid || to.IsInvalid)
            return;
        if (AreReadable(from, to)) // Not recorded by autograd, so that an existing graph stays valid.
        {
            from.bytes.CopyTo(to.bytes);
            return;
        }

        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        to.copy_(from);
    }

    private static bool AreReadable(torch.Tensor from, torch.Tensor to) =>
        from.device_type == DeviceType.CPU
        && to.device_type == DeviceType.CPU
        && from.dtype == to.dtype
        && from.is_contiguous()
        && to.is_contiguous();
}
