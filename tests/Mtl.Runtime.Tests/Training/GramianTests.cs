using TorchSharp;

namespace Mtl.Tests;

public sealed class GramianTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 7)]
    [InlineData(4, 1024)]
    [InlineData(8, 5000)]
    [InlineData(9, 300)]
    public void Gramian_is_the_product_with_the_transpose(int tasks, int numbers)
    {
        using var scope = torch.NewDisposeScope();
        torch.manual_seed(1);
        var gradients = torch.randn(tasks, numbers);
        MustBeProduct(gradients, TaskGradients.Gramian(gradients));
        var others = torch.randn(numbers, tasks).t();
        MustBeProduct(others, TaskGradients.Gramian(others));
        var precise = gradients.to(torch.float64);
        Assert.Equal(torch.float64, TaskGradients.Gramian(precise).dtype);
        MustBeProduct(precise, TaskGradients.Gramian(precise));
    }

    [Fact]
    public void Gramian_of_gradients_that_pull_apart_is_negative()
    {
        using var scope = torch.NewDisposeScope();
        var gramian = TaskGradients.Gramian(torch.tensor(new float[] { 1, 0, -2, 1 }).reshape(2, 2));
        Assert.Equal([1, -2, -2, 5], gramian.Read());
    }

    [Theory]
    [InlineData(4)]
    [InlineData(9)]
    public void Nothing_but_the_result_is_left_behind(int tasks)
    {
        using var gradients = torch.randn(tasks, 10);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (TaskGradients.Gramian(gradients))
            Assert.Equal(before + 1, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static void MustBeProduct(torch.Tensor gradients, torch.Tensor found)
    {
        var precise = gradients.to(torch.float64);
        Assert.True(torch.allclose(precise.mm(precise.t()), found.to(torch.float64), rtol: 1e-5, atol: 1e-4));
    }
}
