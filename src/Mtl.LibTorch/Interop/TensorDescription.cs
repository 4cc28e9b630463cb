using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

/// <summary>What the native half tells of a tensor in one call. The pointers are valid as long as the tensor is unchanged.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TensorDescription
{
    public long Dimensions;
    public long Elements;
    public long* Sizes;
    public long* Strides;
    public long StorageOffset;
    public void* Data;
    public int DType;
    public int ElementSize;
    public int DeviceType;
    public int DeviceIndex;
    public int RequiresGrad;
    public int IsLeaf;
    public int IsContiguous;
    public int IsSparse;
}
