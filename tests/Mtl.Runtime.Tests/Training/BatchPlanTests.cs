namespace Mtl.Tests;

public sealed class BatchPlanTests
{
    [Fact]
    public void Steps_cover_all_rows_in_order_and_none_is_too_small()
    {
        for (int minimum = 1; minimum <= 3; minimum++)
        {
            var model = new ModelInfo("M", [], minimum);
            for (int rows = minimum; rows < 40; rows++)
            {
                for (int batchSize = minimum; batchSize < 12; batchSize++)
                    AssertCovers(new BatchPlan(rows, batchSize, model), rows, batchSize, minimum);
            }
        }
    }

    private static void AssertCovers(BatchPlan plan, int rows, int batchSize, int minimum)
    {
        long position = 0;
        for (int step = 0; step < plan.Steps; step++)
        {
            var (start, count) = plan[step];
            Assert.Equal(position, start);
            Assert.InRange(count, minimum, batchSize + minimum - 1);
            position += count;
        }

        Assert.Equal(rows, position);
    }
}
