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
    [InlineData(2)]
    [InlineData(9)]
    public void Products_that_float32_cannot_hold_are_exact(int tasks)
    {
        using var scope = torch.NewDisposeScope();
        var gradients = torch.zeros(tasks, 70_000);
        gradients[0, 0] = 4097;
        gradients[0, 69_999] = 4097;
        gradients[1, 69_999] = 1;
        var gramian = TaskGradients.Gramian(gradients);
        Assert.Equal(2 * 4097.0 * 4097, gramian[0, 0].item<double>());
        Assert.Equal(4097, gramian[0, 1].item<double>());
        Assert.Equal(4097, gramian[1, 0].item<double>());
    }

    [Fact]
    public void Gradients_that_are_no_matrix_are_refused()
    {
        using var gradient = torch.ones(3);
        var error = Assert.Throws<ArgumentException>(() => TaskGradients.Gramian(gradient));
        Assert.Contains(
            "must be floating-point numbers of the shape [tasks, numbers], but the tensor given is Float32 [3]",
            error.Message,
            StringComparison.Ordinal);
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
        Assert.Equal(torch.float64, found.dtype);
        Assert.True(torch.allclose(precise.mm(precise.t()), found, rtol: 1e-13, atol: 1e-11));
    }
}
