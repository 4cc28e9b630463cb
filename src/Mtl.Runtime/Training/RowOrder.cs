using TorchSharp;

namespace Mtl;

/// <summary>
/// The order of the rows in every epoch. It only depends on the seed and the number of epochs that the model was trained, and draws nothing
/// from a generator, so that a run can be repeated, or continued at any epoch.
/// </summary>
internal sealed class RowOrder(long rows, long seed)
{
    /// <summary>A shuffle (Fisher and Yates) of the row numbers, <c>int64 [rows]</c> on <paramref name="device"/>.</summary>
    public torch.Tensor ForEpoch(long epoch, torch.Device device)
    {
        long[] order = new long[rows];
        ulong state = SplitMix.Mix(SplitMix.Mix((ulong)seed) + (ulong)epoch);
        for (long i = 0; i < rows; i++)
        {
            long j = (long)Math.BigMul(SplitMix.Next(ref state), (ulong)i + 1, out _);
            order[i] = order[j];
            order[j] = i;
        }

        return torch.tensor(order, device: device);
    }
}
