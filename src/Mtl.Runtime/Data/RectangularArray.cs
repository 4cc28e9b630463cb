using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mtl;

/// <summary>Arrays of several dimensions.</summary>
internal static class RectangularArray
{
    /// <summary>All values in row-major order, without a copy.</summary>
    /// <param name="array">An array of <typeparamref name="T"/>.</param>
    public static ReadOnlySpan<T> Values<T>(Array array)
        where T : struct
        => MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);
}
