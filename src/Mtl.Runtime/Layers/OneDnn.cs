using System.ComponentModel;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.CompilerServices;

/// <summary>
/// oneDNN, the library that computes convolutions and LSTMs of libtorch on the CPU. Constructors of models that may have such layers check
/// that its results are correct.
/// </summary>
/// <remarks>
/// If the processor reports no cache sizes (CPUID leaves 4 and 8000001D are 0, as on some virtual machines), oneDNN 3.7.1 loses weights
/// when it reorders them. Then outputs and input gradients of convolutions are wrong, and outputs of LSTMs in inference. The check
/// computes a few tiny layers. If it fails, oneDNN is turned off for the process, and libtorch uses its own kernels, which are correct.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class OneDnn
{
    private static readonly Lazy<bool> _isCorrect = new(() => Correct(IsCorrect, TurnOff));

    /// <summary>Checks oneDNN once in a process, and turns it off if its results are wrong.</summary>
    /// <exception cref="PlatformNotSupportedException">The results are wrong, and oneDNN cannot be turned off on this platform.</exception>
    public static void RequireCorrect() => _ = _isCorrect.Value;

    /// <summary>Checks, corrects and checks again.</summary>
    internal static bool Correct(Func<bool> isCorrect, Action turnOff)
    {
        if (isCorrect())
            return true;
        turnOff();
        return isCorrect() ? true : throw new PlatformNotSupportedException(
            "libtorch computes wrong convolutions and LSTMs on this machine: its oneDNN kernels cannot read the processor's cache sizes, "
            + "and they could not be turned off. Set the environment variable ONEDNN_MAX_CPU_ISA to SSE41 before the program starts.");
    }

    /// <summary>
    /// Whether outputs and gradients of small layers are correct. With one row or kernels of size 1 libtorch would not use oneDNN; with 33
    /// channels the fault occurs for all of oneDNN's instruction sets.
    /// </summary>
    internal static bool IsCorrect()
    {
        using var scope = NewDisposeScope();
        using var grad = enable_grad();
        var line = Tensor([1, 2], 1, 1, 2);
        var square = Tensor([1, 2, 3, 4], 1, 1, 2, 2);
        return IsGradient(line, x => nn.functional.conv1d(x, line))
            && IsGradient(square, x => nn.functional.conv2d(x, square))
            && IsConstant(nn.functional.conv1d(Ones(2, 33, 4), Ones(1, 33, 3)), 99)
            && IsConstant(nn.functional.conv2d(Ones(2, 33, 4, 4), Ones(1, 33, 3, 3)), 297)
            && IsConstant(nn.functional.conv_transpose1d(Ones(2, 33, 1), Ones(33, 1, 3)), 33)
            && InfersLikeInTraining();
    }

    /// <summary>Turns off oneDNN, and also NNPACK, which needs the cache sizes too and would print a warning at every call.</summary>
    /// <remarks>TorchSharp has no setting for them. libtorch's are C++ functions, whose names are different on Windows.</remarks>
    private static void TurnOff()
    {
        if (!NativeLibrary.TryLoad("torch_cpu", typeof(torch).Assembly, searchPath: null, out nint library)
            || !NativeLibrary.TryGetExport(library, "_ZN2at13globalContextEv", out nint globalContext))
            return;
        nint context = Marshal.GetDelegateForFunctionPointer<GlobalContext>(globalContext)();
        foreach (string setter in new[] { "_ZN2at7Context20setUserEnabledMkldnnEb", "_ZN2at7Context20setUserEnabledNNPACKEb" })
        {
            if (NativeLibrary.TryGetExport(library, setter, out nint setEnabled))
                Marshal.GetDelegateForFunctionPointer<SetEnabled>(setEnabled)(context, isEnabled: false);
        }
    }

    /// <summary>Whether the gradient of the sum of a convolution's only output is the kernel itself, in every row.</summary>
    private static bool IsGradient(Tensor kernel, Func<Tensor, Tensor> convolve)
    {
        var x = zeros([2, .. kernel.shape[1..]], ScalarType.Float32, CPU, requires_grad: true);
        autograd.backward([convolve(x).sum()]);
        return x.grad!.Equals(kernel.expand_as(x));
    }

    private static bool IsConstant(Tensor output, float value) => output.Equals(full_like(output, value));

    /// <summary>Whether an LSTM computes the same with and without an autograd graph; oneDNN reorders weights only without one.</summary>
    private static bool InfersLikeInTraining()
    {
        using var generator = new GlobalGenerator(); // The initial weights are drawn from the process's generator.
        using var layer = nn.LSTM(3, 8, batchFirst: true, device: CPU, dtype: ScalarType.Float32);
        var x = Ones(2, 2, 3);
        var (expected, _, _) = layer.call(x);
        using var noGrad = no_grad();
        var (output, _, _) = layer.call(x);
        return output.allclose(expected);
    }

    private static Tensor Ones(params long[] shape) => ones(shape, ScalarType.Float32, CPU);

    private static Tensor Tensor(float[] values, params long[] shape) => tensor(values, shape, ScalarType.Float32, CPU);

    private delegate nint GlobalContext();

    private delegate void SetEnabled(nint context, [MarshalAs(UnmanagedType.I1)] bool isEnabled);
}
