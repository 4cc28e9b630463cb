using TorchSharp;

namespace Mtl.Tests;

public sealed class RowOrderTests
{
    [Fact]
    public void An_order_has_every_row_once()
        => Assert.Equal(Enumerable.Range(0, 1000).Select(i => (long)i), Order(1000, seed: 1, epoch: 1).Order());

    [Fact]
    public void It_depends_on_seed_and_epoch_alone()
    {
        long[] order = Order(100, seed: 1, epoch: 1);

        Assert.Equal(order, Order(100, seed: 1, epoch: 1));
        Assert.NotEqual(order, Order(100, seed: 1, epoch: 2));
        Assert.NotEqual(order, Order(100, seed: 2, epoch: 1));
    }

    /// <summary>A change here would change what a seed means: runs of older versions could no longer be repeated.</summary>
    [Fact]
    public void It_never_changes() => Assert.Equal([1L, 2, 5, 4, 3, 0, 7, 6], Order(8, seed: 42, epoch: 3));

    [Fact]
    public void Every_row_is_equally_likely_to_come_first()
    {
        int[] first = new int[6];
        for (int epoch = 0; epoch < 6000; epoch++)
            first[Order(6, seed: 9, epoch)[0]]++;

        double chiSquared = first.Sum(count => Math.Pow(count - 1000, 2) / 1000);
        Assert.True(chiSquared < 20.5, $"χ² = {chiSquared}"); // 5 degrees of freedom, p = 0.001
    }

    private static long[] Order(long rows, long seed, int epoch)
    {
        using var order = new RowOrder(rows, seed).ForEpoch(epoch, torch.CPU);
        return TensorValues.Read<long>(order);
    }
}
