using TorchSharp;

namespace Mtl.Tests;

public sealed class GatheredRowsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(999)]
    [InlineData(1000)]
    public void Batches_are_the_rows_in_their_order_whatever_is_copied_at_once(int size)
    {
        const int count = 1000;
        using var scope = torch.NewDisposeScope();
        var numbers = torch.arange(count, torch.float32);
        var labels = new TaskLabels(numbers, torch.ones(count));
        var rows = new TwoTaskModel.Batch(numbers.unsqueeze(1).expand(count, 600), labels, labels); // 1 MiB is some 430 rows.
        using var order = torch.randperm(count, torch.int64);
        using var gathered = new GatheredRows<TwoTaskModel.Batch>(rows);
        for (int epoch = 0; epoch < 2; epoch++)
        {
            for (int start = 0; start < count; start += size)
            {
                int length = Math.Min(size, count - start);
                var batch = gathered.Take(order, start, length);
                var expected = order.narrow(0, start, length).to(torch.float32);
                Assert.True(batch.Input.select(1, 599).equal(expected).all().item<bool>());
                Assert.True(batch.Price.Values.equal(expected).all().item<bool>());
                Assert.Equal(length, batch.Kind.Count);
                batch.Input.zero_(); // A batch is a copy: its changes reach neither the rows nor other batches.
            }

            gathered.Dispose();
        }
    }

    [Fact]
    public void A_copy_is_freed_with_its_last_batch()
    {
        using var scope = torch.NewDisposeScope();
        var labels = new TaskLabels(torch.zeros(10), torch.ones(10));
        var gathered = new GatheredRows<TwoTaskModel.Batch>(new(torch.zeros(10, 3), labels, labels));
        var order = torch.arange(10, torch.int64);
        long before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        gathered.Take(order, 0, 5).Dispose();
        gathered.Take(order, 5, 5).Dispose();
        gathered.Dispose();
        Assert.Equal(before, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
    }
}
