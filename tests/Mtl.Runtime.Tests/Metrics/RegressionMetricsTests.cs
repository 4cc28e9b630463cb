using TorchSharp;

namespace Mtl.Tests;

public sealed class RegressionMetricsTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly RegressionHead _head = new("Price", inputs: 1);

    public void Dispose()
    {
        _head.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void Errors_are_those_of_the_formulas_over_all_batches()
    {
        var meter = _head.NewMeter();
        meter.Add(Tensors.Vector(1, 2, 77), Tensors.Numbers(0, 4, null));
        meter.Add(Tensors.Vector(5), Tensors.Numbers(5));
        var metrics = meter.Result();

        // errors 1, −2, 0; labels 0, 4, 5 with mean 3 and spread 9 + 1 + 4
        Assert.Equal(3, metrics.Count);
        Assert.Equal(5.0 / 3, metrics.MeanSquaredError, 1e-12);
        Assert.Equal(5.0 / 3, metrics.Loss, 1e-12);
        Assert.Equal(Math.Sqrt(5.0 / 3), metrics.RootMeanSquaredError, 1e-12);
        Assert.Equal(1, metrics.MeanAbsoluteError, 1e-12);
        Assert.Equal(1 - (5.0 / 14), metrics.R2, 1e-12);
    }

    [Fact]
    public void R2_does_not_cancel_for_labels_far_from_zero()
    {
        var meter = _head.NewMeter();
        for (int i = 0; i < 1000; i++)
            meter.Add(Tensors.Vector(1_000_000 + (i % 2)), Tensors.Numbers(1_000_000 + (i % 4)));

        // residuals 0 or −2 (half of the rows), labels 0…3 with variance 1.25
        Assert.Equal(1 - (2.0 / 1.25), meter.Result().R2, 1e-9);
    }

    [Fact]
    public void R2_is_undefined_where_all_labels_are_equal()
    {
        var meter = _head.NewMeter();
        meter.Add(Tensors.Vector(1, 2), Tensors.Numbers(3, 3));

        Assert.Equal(double.NaN, meter.Result().R2);
    }

    [Fact]
    public void Without_a_label_everything_is_undefined()
    {
        var metrics = _head.NewMeter().Result();

        Assert.Equal(0, metrics.Count);
        Assert.Equal(double.NaN, metrics.Loss);
        Assert.All(metrics.Values, value => Assert.Equal(double.NaN, value.Value));
    }
}
