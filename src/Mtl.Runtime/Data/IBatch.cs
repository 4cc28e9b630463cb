using TorchSharp;

namespace Mtl;

/// <summary>Rows of a model as tensors: its inputs and, per task, its labels. Every generated model has its own.</summary>
/// <typeparam name="TSelf">The batch type itself.</typeparam>
/// <remarks>Every method returns new tensors in the current dispose scope and does not change the batch.</remarks>
public interface IBatch<TSelf> : IDisposable
    where TSelf : struct, IBatch<TSelf>
{
    /// <summary>The number of rows.</summary>
    long Count { get; }

    /// <summary>The device of the tensors.</summary>
    torch.Device Device { get; }

    /// <summary>Copies the rows at <paramref name="indices"/>, in that order.</summary>
    /// <param name="indices">Row numbers, <c>int64 [n]</c>, on the batch's device.</param>
    /// <exception cref="ArgumentException">The row numbers are not a list of integers, or a row does not exist.</exception>
    TSelf Rows(torch.Tensor indices);

    /// <summary>
    /// The rows <paramref name="start"/> … <paramref name="start"/> + <paramref name="count"/> − 1, as views without a copy.
    /// </summary>
    /// <param name="start">The first row.</param>
    /// <param name="count">The number of rows; the last one must exist.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of the rows does not exist.</exception>
    TSelf Slice(long start, long count);

    /// <summary>The batch on <paramref name="device"/>; shares its memory if it is already there.</summary>
    /// <param name="device">The device.</param>
    /// <exception cref="ArgumentNullException"><paramref name="device"/> is null.</exception>
    TSelf ToDevice(torch.Device device);
}
