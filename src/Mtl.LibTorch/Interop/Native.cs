using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace TorchSharp.Interop;

/// <summary>The exported functions of the native half. Those that can fail answer 0 or -1: see <see cref="Check"/>.</summary>
internal static unsafe partial class Native
{
    private const string Library = "mtl_torch";

    /// <summary>Turns a failed call into an exception with libtorch's message.</summary>
    internal static void Check(int status)
    {
        if (status != 0)
            throw LastError();
    }

    internal static ExternalException LastError() => new(Marshal.PtrToStringUTF8(mtl_error()));

    [LibraryImport(Library)]
    private static partial nint mtl_error();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int mtl_operator_find(string name, string overload, out nint found);

    [LibraryImport(Library)]
    internal static partial int mtl_operator_call(nint handle, NativeValue* arguments, int count, NativeValue* results, int capacity);

    [LibraryImport(Library)]
    internal static partial int mtl_tensor_describe(nint tensor, out TensorDescription description);

    [LibraryImport(Library)]
    internal static partial int mtl_tensor_over(
        void* data, long* sizes, int dimensions, int dtype, delegate* unmanaged<nint, void> deleter, nint context, out nint result);

    [LibraryImport(Library)]
    internal static partial void mtl_tensor_release(nint* handles, int count);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    internal static partial long mtl_tensor_count();

    [LibraryImport(Library)]
    internal static partial void mtl_free(nint memory);

    [LibraryImport(Library)]
    internal static partial int mtl_backward(
        nint* tensors, int count, nint* gradients, int gradientCount, int retainGraph, int createGraph, nint* inputs, int inputCount);

    [LibraryImport(Library)]
    internal static partial int mtl_grad(
        nint* outputs, int outputCount, nint* inputs, int inputCount, nint* gradients, int gradientCount, int retainGraph,
        int createGraph, int allowUnused, nint* results);

    [LibraryImport(Library)]
    internal static partial int mtl_tensor_grad(nint tensor, out nint gradient);

    [LibraryImport(Library)]
    internal static partial int mtl_tensor_set_grad(nint tensor, nint gradient);

    [LibraryImport(Library)]
    internal static partial int mtl_tensor_set_requires_grad(nint tensor, int requiresGrad);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    internal static partial int mtl_grad_mode(int enabled);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    internal static partial int mtl_anomaly_mode(int enabled, int checkNan);

    [LibraryImport(Library)]
    internal static partial nint mtl_inference_mode_enter(int enabled);

    [LibraryImport(Library)]
    internal static partial void mtl_inference_mode_leave(nint mode);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    internal static partial int mtl_inference_mode_is_enabled();

    [LibraryImport(Library)]
    internal static partial int mtl_generator_create(ulong seed, out nint generator);

    [LibraryImport(Library)]
    internal static partial int mtl_generator_default(out nint generator);

    [LibraryImport(Library)]
    internal static partial void mtl_generator_release(nint generator);

    [LibraryImport(Library)]
    internal static partial int mtl_generator_manual_seed(nint generator, ulong seed);

    [LibraryImport(Library)]
    internal static partial int mtl_manual_seed(ulong seed);

    [LibraryImport(Library)]
    internal static partial int mtl_generator_seed(nint generator, out ulong seed);

    [LibraryImport(Library)]
    internal static partial int mtl_generator_initial_seed(nint generator, out ulong seed);

    [LibraryImport(Library)]
    internal static partial int mtl_generator_get_state(nint generator, out nint state);

    [LibraryImport(Library)]
    internal static partial int mtl_generator_set_state(nint generator, nint state);

    [LibraryImport(Library)]
    internal static partial int mtl_set_num_threads(int threads);

    [LibraryImport(Library)]
    internal static partial int mtl_get_num_threads();

    [LibraryImport(Library)]
    internal static partial int mtl_set_num_interop_threads(int threads);

    [LibraryImport(Library)]
    internal static partial int mtl_get_num_interop_threads();

    [LibraryImport(Library)]
    internal static partial int mtl_cuda_is_available();

    [LibraryImport(Library)]
    internal static partial nint mtl_version();

    [LibraryImport(Library)]
    internal static partial nint mtl_build_information();
}
