using TorchSharp;

namespace Mtl.Tests;

/// <summary>A head with standardised labels: its loss knows no unit, everything else is in the label's own.</summary>
public sealed class StandardizedLabelTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly RegressionHead _head = new("Price", inputs: 2, standardize: true);

    public StandardizedLabelTests() => _head.EnsureFitted(Tensors.Numbers(1000, 3000, null, 1000, 3000));

    public void Dispose()
    {
        _head.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void Labels_that_are_missing_do_not_count()
    {
        Assert.Equal([2000f], _head.Standardization!.Mean.Read());
        Assert.Equal([1000f], _head.Standardization.Deviation.Read());
    }

    [Fact]
    public void The_loss_is_that_of_standardised_numbers_in_training_and_in_measuring()
    {
        var output = Tensors.Vector(1500, 2000, 9);
        var labels = Tensors.Numbers(1000, 2100, null);
        Assert.Equal((0.25 + 0.01) / 2, _head.Loss(output, labels).item<float>(), 1e-6);
        Assert.Equal((0.25 + 0.01) / 2, Measured(output, labels).Loss, 1e-6);
    }

    [Fact]
    public void Metrics_and_predictions_are_in_the_labels_own_unit()
    {
        var output = _head.Restore(Tensors.Vector(-1, 0.5f));
        Assert.Equal([1000f, 2500f], output.Read());
        Assert.Equal(2500, _head.Predict(output)[1].Value);
        Assert.Equal(50, Measured(output, Tensors.Numbers(1000, 2600)).MeanAbsoluteError, 1e-3);
    }

    [Fact]
    public void A_missing_label_still_adds_exactly_nothing_to_the_gradient()
    {
        var output = Tensors.Vector(1500, 700).requires_grad_(true);
        _head.Loss(output, Tensors.Numbers(1000, null)).backward();
        Assert.Equal([0.001f, 0], output.grad!.Read());
    }

    [Fact]
    public void Several_numbers_have_a_mean_and_a_deviation_each()
    {
        using var head = new RegressionHead("Size", inputs: 2, outputs: 2, standardize: true);
        var column = new RegressionArrayLabels("Size", 2);
        column.Add([1, 10]);
        column.Add([3, 30]);
        head.EnsureFitted(column.ToLabels());
        Assert.Equal([3f, 20f], head.Restore(Tensors.Matrix(2, 1, 0)).Read());
    }

    [Fact]
    public void Without_standardisation_numbers_stay_as_they_are()
    {
        using var head = new RegressionHead("Price", inputs: 2);
        head.EnsureFitted(Tensors.Numbers(1000, 3000));
        Assert.Null(head.Standardization);
        Assert.Equal([7f], head.Restore(Tensors.Vector(7)).Read());
    }

    private RegressionMetrics Measured(torch.Tensor output, TaskLabels labels)
    {
        var meter = _head.NewMeter();
        meter.Add(output, labels);
        return meter.Result();
    }
}
