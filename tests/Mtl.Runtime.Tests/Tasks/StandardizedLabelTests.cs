using TorchSharp;

namespace Mtl.Tests;

/// <summary>A head with standardized labels: its loss knows no unit, everything else is in the label's own.</summary>
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
    public void The_loss_is_that_of_standardized_numbers_in_training_and_in_measuring()
    {
        var output = Tensors.Vector(1500, 2000, 9);
        var labels = Tensors.Numbers(1000, 2100, null);
        Assert.Equal((0.25 + 0.01) / 2, _head.Loss(output, labels).item<float>(), 1e-6);
        Assert.Equal((0.25 + 0.01) / 2, Measured(output, labels).Loss, 1e-6);
    }

    [Fact]
    public void Metrics_and_predictions_are_in_the_labels_own_unit()
    {
        var output = _head.Destandardize(Tensors.Vector(-1, 0.5f));
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
        Assert.Equal([3f, 20f], head.Destandardize(Tensors.Matrix(2, 1, 0)).Read());
    }

    /// <summary>As <c>float32</c> all these labels are 100,000,000.</summary>
    [Fact]
    public void Labels_and_predictions_with_a_large_common_part_keep_their_digits()
    {
        using var head = new RegressionHead("Y", inputs: 2, standardize: true);
        var column = new RegressionLabels("Y", torch.float64);
        foreach (double y in (double[])[1e8 - 0.5, 1e8 + 0.25, 1e8 + 0.25])
            column.Add(y);
        var labels = column.ToLabels();
        head.EnsureFitted(labels);
        Assert.Equal(1e8, head.Standardization!.Mean.item<double>());
        double deviation = Math.Sqrt(0.375 / 3);
        Assert.Equal(deviation, head.Standardization.Deviation.item<double>(), 1e-12);

        var output = head.Destandardize(torch.tensor(new[] { 0f, 0, 1 }));
        Assert.Equal(1e8 + deviation, head.Predict(output)[2].Value, 1e-7);
        var loss = head.Loss(output, labels);
        Assert.Equal(torch.float32, loss.dtype);
        Assert.Equal((0.25 + 0.0625 + Math.Pow(deviation - 0.25, 2)) / 0.125 / 3, loss.item<float>(), 1e-6);
        var meter = head.NewMeter();
        meter.Add(output, labels);
        var metrics = meter.Result();
        Assert.Equal((0.25 + 0.0625 + Math.Pow(deviation - 0.25, 2)) / 3, metrics.MeanSquaredError, 1e-8);
    }

    [Fact]
    public void Labels_of_either_element_type_give_one_loss()
    {
        var output = Tensors.Vector(1500, 2000);
        var labels = Tensors.Numbers(1000, 2100);
        var longer = labels with { Values = labels.Values.to(torch.float64) };
        Assert.Equal(_head.Loss(output, labels).item<float>(), _head.Loss(output, longer).item<float>());
        Assert.Equal(Measured(output, labels), Measured(output, longer));
    }

    [Fact]
    public void Labels_that_had_no_value_are_fitted_when_they_have()
    {
        using var head = new RegressionHead("Size", inputs: 2, outputs: 2, standardize: true);
        var column = new RegressionArrayLabels("Size", 2);
        column.Add([1, float.NaN]);
        column.Add([3, float.NaN]);
        head.EnsureFitted(column.ToLabels());
        var later = new RegressionArrayLabels("Size", 2);
        later.Add([100, 10]);
        later.Add([300, 30]);
        head.EnsureFitted(later.ToLabels());
        Assert.Equal([3f, 20f], head.Destandardize(Tensors.Matrix(2, 1, 0)).Read());
    }

    /// <summary>Training without labels of a task is possible; its numbers have no unit until a training has some.</summary>
    [Fact]
    public void Before_any_label_there_is_no_unit_to_predict_in()
    {
        using var head = new RegressionHead("Price", inputs: 2, standardize: true);
        using var quantiles = new QuantileHead("Rent", inputs: 2, standardize: true);
        head.EnsureFitted(Tensors.Numbers(null, null));
        quantiles.EnsureFitted(Tensors.Numbers(null, null));
        head.Standardization!.RequireFitted("Price");
        Assert.False(head.Standardization.IsFitted);
        AssertNoUnit("Price", () => head.Predict(Tensors.Vector(1)));
        AssertNoUnit("Rent", () => quantiles.Predict(Tensors.Matrix(3, 1, 2, 3)));

        head.EnsureFitted(Tensors.Numbers(1000, 3000));
        Assert.True(head.Standardization.IsFitted);
        Assert.Equal(3000, Assert.Single(head.Predict(head.Destandardize(Tensors.Vector(1)))).Value);

        static void AssertNoUnit(string task, Action predict) => Assert.StartsWith(
            $"{task} has no mean and deviation yet, because no training data had a label of it",
            Assert.Throws<InvalidOperationException>(predict).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_of_another_width_are_refused_and_nothing_is_fitted()
    {
        using var head = new RegressionHead("Size", inputs: 2, outputs: 2, standardize: true);
        var refusal = Assert.Throws<ArgumentException>(() => head.EnsureFitted(Tensors.Numbers(9, 9)));
        Assert.StartsWith(
            "Size: 'labels' must have the shape [batch, 2], but the tensor given has [2].",
            refusal.Message,
            StringComparison.Ordinal);
        Assert.False(head.Standardization!.IsFitted);
        refusal = Assert.Throws<ArgumentException>(() => head.EnsureFitted(new(torch.ones(2, 2), torch.ones(2))));
        Assert.StartsWith(
            "Size: 'presence of labels' must have the shape [batch, 2], but the tensor given has [2].", refusal.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.PositiveInfinity, 1, "label Infinity in row 2 is no finite number.")]
    [InlineData(double.NegativeInfinity, 1, "label -Infinity in row 2 is no finite number.")]
    [InlineData(double.NaN, 1, "label NaN in row 2 is no finite number.")]
    [InlineData(7, 0.5f, "presence of a label 0.5 in row 2 is neither 0 nor 1.")]
    [InlineData(7, 2, "presence of a label 2 in row 2 is neither 0 nor 1.")]
    [InlineData(7, -1, "presence of a label -1 in row 2 is neither 0 nor 1.")]
    [InlineData(7, float.NaN, "presence of a label NaN in row 2 is neither 0 nor 1.")]
    public void What_the_loss_refuses_is_not_fitted_either(double label, float presence, string reason)
    {
        using var head = new RegressionHead("Price", inputs: 2, standardize: true);
        var labels = new TaskLabels(torch.tensor([1, double.NaN, label]), Tensors.Vector(1, 0, presence));
        Assert.Equal($"Price: {reason}", Assert.Throws<ArgumentException>(() => head.EnsureFitted(labels)).Message);
        Assert.Equal($"Price: {reason}", Assert.Throws<ArgumentException>(() => head.Loss(torch.zeros(3), labels)).Message);
        Assert.False(head.Standardization!.IsFitted);
    }

    [Fact]
    public void Labels_far_from_each_other_are_refused_with_their_task()
    {
        using var head = new RegressionHead("Price", inputs: 2, standardize: true);
        var labels = new TaskLabels(torch.tensor([1e200, -1e200]), torch.ones(2));
        Assert.StartsWith(
            "Standardization: the numbers of 'Price' are too far apart: their deviation is no finite 64-bit number.",
            Assert.Throws<ArgumentException>(() => head.EnsureFitted(labels)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sparse_labels_are_refused()
    {
        var labels = new TaskLabels(torch.ones(3).to_sparse(), torch.ones(3));
        var refusal = Assert.Throws<ArgumentException>(() => _head.Measure(labels));
        Assert.StartsWith("Price: 'labels' is sparse, but must be dense; call to_dense().", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_standardization_numbers_stay_as_they_are()
    {
        using var head = new RegressionHead("Price", inputs: 2);
        head.EnsureFitted(Tensors.Numbers(1000, 3000));
        Assert.Null(head.Standardization);
        var error = Assert.Throws<InvalidOperationException>(() => head.Measure(Tensors.Numbers(1000, 3000)));
        Assert.Equal("Price does not standardize its labels.", error.Message);
        Assert.Equal([7f], head.Destandardize(Tensors.Vector(7)).Read());
    }

    private RegressionMetrics Measured(torch.Tensor output, TaskLabels labels)
    {
        var meter = _head.NewMeter();
        meter.Add(output, labels);
        return meter.Result();
    }
}
