using System.ComponentModel;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Mtl;

/// <summary>Makes sure that libtorch computes convolutions rightly on this machine. Generated constructors call it.</summary>
/// <remarks>
/// On the CPU libtorch 2.10 leaves convolutions to oneDNN 3.7.1. Where the processor reports no cache sizes (CPUID leaves 4 and 8000001D are 0, as on
/// some virtual machines), oneDNN loses all but the first tap of a kernel in outputs and in gradients with respect to the input. A few tiny
/// convolutions show it. Then oneDNN is turned off for the whole process and libtorch's own kernels, which are right, take over.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Convolutions
{
    private static readonly Lazy<bool> _isRight = new(() => EnsureRight(AreRight, TurnOffOneDnn));

    /// <summary>Checks convolutions once in a process, and corrects them where they are wrong.</summary>
    /// <exception cref="PlatformNotSupportedException">They are wrong, and oneDNN cannot be turned off here.</exception>
    public static void RequireRight() => _ = _isRight.Value;

    /// <summary>Checks, corrects and checks again.</summary>
    internal static bool EnsureRight(Func<bool> areRight, Action correct)
    {
        if (areRight())
            return true;
        correct();
        return areRight() ? true : throw new PlatformNotSupportedException(
            "libtorch computes wrong convolutions on this machine: its oneDNN kernels cannot read the processor's cache sizes, and they could not be "
            + "turned off. Set the environment variable ONEDNN_MAX_CPU_ISA to SSE41 before the program starts.");
    }

    /// <summary>
    /// Whether outputs and gradients of small convolutions are what they must be. oneDNN computes them: batches of one row and kernels of one
    /// tap would be libtorch's own. 33 channels are what goes wrong with all of its instruction sets.
    /// </summary>
    internal static bool AreRight()
    {
        using var scope = NewDisposeScope();
        using var grad = enable_grad();
        var line = Tensor([1, 2], 1, 1, 2);
        var square = Tensor([1, 2, 3, 4], 1, 1, 2, 2);
        return IsGradient(line, x => nn.functional.conv1d(x, line))
            && IsGradient(square, x => nn.functional.conv2d(x, square))
            && All(nn.functional.conv1d(Ones(2, 33, 4), Ones(1, 33, 3)), 99)
            && All(nn.functional.conv2d(Ones(2, 33, 4, 4), Ones(1, 33, 3, 3)), 297)
            && All(nn.functional.conv_transpose1d(Ones(2, 33, 1), Ones(33, 1, 3)), 33);
    }

    /// <summary>Turns off oneDNN. TorchSharp has no switch for it, libtorch's is a C++ function; elsewhere its name is another.</summary>
    private static void TurnOffOneDnn()
    {
        if (NativeLibrary.TryLoad("torch_cpu", typeof(torch).Assembly, searchPath: null, out nint library)
            && NativeLibrary.TryGetExport(library, "_ZN2at13globalContextEv", out nint globalContext)
            && NativeLibrary.TryGetExport(library, "_ZN2at7Context20setUserEnabledMkldnnEb", out nint setUserEnabledMkldnn))
        {
            nint context = Marshal.GetDelegateForFunctionPointer<GlobalContext>(globalContext)();
            Marshal.GetDelegateForFunctionPointer<SetUserEnabledMkldnn>(setUserEnabledMkldnn)(context, isEnabled: false);
        }
    }

    /// <summary>Whether the gradient of the sum of a convolution's only output is the kernel itself, in every row.</summary>
    private static bool IsGradient(Tensor kernel, Func<Tensor, Tensor> convolve)
    {
        var x = zeros([2, .. kernel.shape[1..]], ScalarType.Float32, CPU, requires_grad: true);
        autograd.backward([convolve(x).sum()]);
        return x.grad!.Equals(kernel.expand_as(x));
    }

    private static bool All(Tensor output, float value) => output.Equals(full_like(output, value));

    private static Tensor Ones(params long[] shape) => ones(shape, ScalarType.Float32, CPU);

    private static Tensor Tensor(float[] values, params long[] shape) => tensor(values, shape, ScalarType.Float32, CPU);

    private delegate nint GlobalContext();

    private delegate void SetUserEnabledMkldnn(nint context, [MarshalAs(UnmanagedType.I1)] bool isEnabled);
}
