using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using TorchSharp;

namespace Mtl;

/// <summary>A hash of rows: the shapes, the element types and all numbers of their tensors, in the order of the rows.</summary>
internal static class RowHash
{
    /// <summary>The number of rows that are copied at once if their tensors cannot be read where they are.</summary>
    private const long RowsAtOnce = 1 << 12;

    /// <summary>Computes the SHA-256 hash as a hexadecimal text.</summary>
    /// <remarks>
    /// A batch does not name its tensors; those of a slice are found in the dispose scope in which it is created, in the order of creation.
    /// </remarks>
    public static string Of<TBatch>(TBatch rows)
        where TBatch : struct, IBatch<TBatch>
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long start = 0; start < rows.Count; start += RowsAtOnce)
        {
            using var scope = torch.NewDisposeScope();
            rows.Slice(start, Math.Min(RowsAtOnce, rows.Count - start));
            foreach (var tensor in scope.DisposablesView.OfType<torch.Tensor>())
            {
                hash.AppendData(Encoding.UTF8.GetBytes($"{tensor.dtype} "));
                hash.AppendData(MemoryMarshal.AsBytes<long>(tensor.shape));
                hash.AppendData(tensor.cpu().contiguous().bytes);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
