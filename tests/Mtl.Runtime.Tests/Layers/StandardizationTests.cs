using TorchSharp;

namespace Mtl.Tests;

public sealed class StandardizationTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void What_is_not_fitted_says_so_before_it_is_trained_with()
    {
        using var module = new Standardization("InputStandardization", [1]);
        var error = Assert.Throws<InvalidOperationException>(() => module.RequireFitted("InputStandardization"));
        Assert.Contains("InputStandardization has no mean and deviation yet. Call the model's EnsureFitted", error.Message, StringComparison.Ordinal);
        module.EnsureFitted(Rows([1], [3]));
        module.RequireFitted("InputStandardization");
    }

    [Fact]
    public void Every_number_has_mean_zero_and_deviation_one()
    {
        using var module = new Standardization("Input", [2]);
        var values = Rows([1, 100], [2, 300], [3, 500], [6, 300]);
        module.EnsureFitted(values);
        Assert.Equal([3, 300], module.Mean.Read());
        AssertClose([Math.Sqrt(3.5), Math.Sqrt(20000)], module.Deviation);
        var standardized = module.call(values);
        AssertClose([0, 0], standardized.mean([0]));
        AssertClose([1, 1], standardized.square().mean([0]));
        AssertClose([1, 100, 2, 300, 3, 500, 6, 300], module.Restore(standardized));
    }

    [Fact]
    public void Columns_that_are_not_named_pass_unchanged()
    {
        using var module = new Standardization("Input", [4], 0..1, 2..3);
        module.EnsureFitted(Rows([1, 10, 5, 7], [3, 20, 9, 8]));
        AssertClose([-1, 10, 1, 8], module.call(Rows([1, 10, 9, 8])));
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(0.1f)]
    [InlineData(-7e9f)]
    public void A_constant_column_becomes_zero(float value)
    {
        using var module = new Standardization("Input", [1]);
        module.EnsureFitted(torch.full(1000, 1, value));
        Assert.Equal([0, 1], module.call(Rows([value], [value + Math.Max(1, Math.Abs(value) * 1e-6f)])).Read().Select(x => MathF.Sign(x)));
        Assert.Equal([1f], module.Deviation.Read());
    }

    [Fact]
    public void Missing_numbers_do_not_count_and_stay_missing()
    {
        using var module = new Standardization("Input", [2]);
        module.EnsureFitted(Rows([1, float.NaN], [float.NaN, float.NaN], [3, float.NaN]));
        Assert.Equal([2, 0], module.Mean.Read());
        Assert.Equal([1, 1], module.Deviation.Read());
        Assert.Equal([float.NaN, 4], module.call(Rows([float.NaN, 4])).Read());
    }

    [Fact]
    public void It_is_fitted_once()
    {
        using var module = new Standardization("Input", [1]);
        Assert.Equal([5f], module.call(Rows([5])).Read());
        Assert.False(module.IsFitted);
        module.EnsureFitted(Rows([1], [3]));
        module.EnsureFitted(Rows([100], [300]));
        Assert.Equal([2f], module.Mean.Read());
        Assert.True(module.IsFitted);
    }

    [Fact]
    public void One_number_per_row_needs_no_shape()
    {
        using var module = new Standardization("Price", []);
        module.EnsureFitted(torch.tensor(new float[] { 1, 3 }));
        Assert.Equal([-1f, 1f], module.call(torch.tensor(new float[] { 1, 3 })).Read());
    }

    /// <summary>As a part of another module, as it is in a model.</summary>
    [Fact]
    public void It_is_saved_loaded_and_moved_with_the_model_and_has_nothing_to_train()
    {
        using var module = new Standardization("Input", [1]);
        using var holder = torch.nn.Sequential(("scale", module));
        module.EnsureFitted(Rows([1], [3]));
        Assert.Empty(holder.parameters());
        Assert.Equal(["scale.mean", "scale.deviation", "scale.rows"], holder.state_dict().Keys);

        using var other = new Standardization("Input", [1]);
        using var otherHolder = torch.nn.Sequential(("scale", other));
        otherHolder.load_state_dict(holder.state_dict());
        Assert.True(other.IsFitted);
        Assert.Equal([0.5f], other.call(Rows([2.5f])).Read());

        otherHolder.to(torch.ScalarType.Float64);
        Assert.Equal(torch.ScalarType.Float64, other.Mean.dtype);
        Assert.Equal([0.5], other.call(Rows([2.5f]).to(torch.ScalarType.Float64)).data<double>().ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => new Standardization("Input", [3], 2..4));
    }

    [Fact]
    public void It_leaves_no_tensors()
    {
        var values = Rows([1], [3]);
        GC.Collect(); // What earlier tests left to the finalizer must not be freed in between.
        GC.WaitForPendingFinalizers();
        long before = torch.Tensor.TotalCount;
        using (var module = new Standardization("Input", [1]))
        {
            module.EnsureFitted(values);
            module.call(values).Dispose();
        }

        Assert.Equal(before, torch.Tensor.TotalCount);
    }

    private static torch.Tensor Rows(params float[][] rows) =>
        torch.tensor(rows.SelectMany(row => row).ToArray(), [rows.Length, rows[0].Length]);

    private static void AssertClose(double[] expected, torch.Tensor found)
    {
        float[] numbers = found.Read();
        Assert.Equal(expected.Length, numbers.Length);
        foreach (var (wanted, number) in expected.Zip(numbers))
            Assert.Equal(wanted, number, 1e-5 * Math.Max(1, Math.Abs(wanted)));
    }
}
