using System.Runtime.InteropServices;
using TorchSharp.Interop;

namespace TorchSharp;

/// <summary>libtorch, under TorchSharp's names.</summary>
public static partial class torch
{
    /// <summary>The version of libtorch.</summary>
    public static string __version__ => Marshal.PtrToStringUTF8(Native.mtl_version())!;

    /// <summary>How many threads one operation may use.</summary>
    public static int get_num_threads() => Native.mtl_get_num_threads();

    /// <summary>Sets how many threads one operation may use.</summary>
    public static void set_num_threads(int num) => Native.Check(Native.mtl_set_num_threads(num));

    /// <summary>How many threads run operations beside each other.</summary>
    public static int get_num_interop_threads() => Native.mtl_get_num_interop_threads();

    /// <summary>Sets how many threads run operations beside each other; only once, and before the first such operation.</summary>
    public static void set_num_interop_threads(int num) => Native.Check(Native.mtl_set_num_interop_threads(num));

    /// <summary>Whether this libtorch can use a GPU of NVIDIA's.</summary>
    public static bool cuda_is_available() => Native.mtl_cuda_is_available() != 0;

    /// <summary>GPUs of NVIDIA's.</summary>
    public static partial class cuda
    {
        /// <inheritdoc cref="cuda_is_available"/>
        public static bool is_available() => cuda_is_available();
    }

    /// <summary>How libtorch was built.</summary>
    internal static string BuildInformation => Marshal.PtrToStringUTF8(Native.mtl_build_information())!;

    /// <summary>How many tensors the native half has handed out and not got back.</summary>
    internal static long NativeTensorCount => Native.mtl_tensor_count();
}
