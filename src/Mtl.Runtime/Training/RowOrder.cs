using TorchSharp;

namespace Mtl;

/// <summary>
/// The order of the rows in every epoch: a function of the seed and the epoch alone, so that a run can be repeated or taken up again
/// at any epoch, and that nothing is drawn from libtorch's own generator.
/// </summary>
internal sealed class RowOrder(long rows, long seed)
{
    /// <summary>A shuffle (Fisher and Yates) of the row numbers, <c>int64 [rows]</c> on <paramref name="device"/>.</summary>
    public torch.Tensor ForEpoch(int epoch, torch.Device device)
    {
        long[] order = new long[rows];
        ulong state = Mix(Mix((ulong)seed) + (ulong)epoch);
        for (long i = 0; i < rows; i++)
        {
            long j = (long)Math.BigMul(Next(ref state), (ulong)i + 1, out _);
            order[i] = order[j];
            order[j] = i;
        }

        return torch.tensor(order, device: device);
    }

    /// <summary>SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): the same numbers on every platform and .NET version.</summary>
    private static ulong Next(ref ulong state) => Mix(state += 0x9E3779B97F4A7C15);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
