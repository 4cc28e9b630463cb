using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>Whether gradients are recorded on this thread, until disposed of.</summary>
internal sealed class GradMode(bool enabled) : IDisposable
{
    private readonly int _before = Native.mtl_grad_mode(enabled ? 1 : 0);

    internal static bool IsEnabled => Native.mtl_grad_mode(-1) != 0;

    public void Dispose() => _ = Native.mtl_grad_mode(_before);
}

/// <summary>Whether tensors on this thread are made without all that gradients need, until disposed of.</summary>
internal sealed class InferenceMode(bool enabled) : IDisposable
{
    private nint _guard = Native.mtl_inference_mode_enter(enabled ? 1 : 0);

    public void Dispose() => Native.mtl_inference_mode_leave(Interlocked.Exchange(ref _guard, 0));
}

/// <summary>Whether backward looks for the operation that went wrong, until disposed of.</summary>
public class AnomalyMode : IDisposable
{
    private readonly int _before;

    /// <summary>Sets the mode.</summary>
    public AnomalyMode(bool enabled, bool check_nan = true) => _before = Native.mtl_anomaly_mode(enabled ? 1 : 0, check_nan ? 1 : 0);

    /// <summary>Whether the mode is on.</summary>
    public static bool IsEnabled => (Native.mtl_anomaly_mode(-1, 0) & 1) != 0;

    /// <summary>Sets the mode back.</summary>
    public void Dispose()
    {
        _ = Native.mtl_anomaly_mode(_before & 1, _before >> 1);
        GC.SuppressFinalize(this);
    }
}

public static partial class torch
{
    /// <summary>No gradients are recorded on this thread until the result is disposed of.</summary>
    public static IDisposable no_grad() => new GradMode(false);

    /// <summary>Gradients are recorded on this thread until the result is disposed of.</summary>
    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    /// <summary>Whether gradients are recorded on this thread, until the result is disposed of.</summary>
    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    /// <summary>Tensors are made without all that gradients need on this thread, until the result is disposed of.</summary>
    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    /// <summary>Whether gradients are recorded on this thread.</summary>
    public static bool is_grad_enabled() => GradMode.IsEnabled;

    /// <summary>Whether tensors on this thread are made without all that gradients need.</summary>
    public static bool is_inference_mode_enabled() => Native.mtl_inference_mode_is_enabled() != 0;
}
