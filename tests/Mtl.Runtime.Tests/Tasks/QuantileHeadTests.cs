using TorchSharp;

namespace Mtl.Tests;

public sealed class QuantileHeadTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly QuantileHead _head = new("Rent", inputs: 1, quantiles: [0.1, 0.5, 0.8]);

    public void Dispose()
    {
        _head.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void The_loss_is_the_mean_pinball_loss()
    {
        var output = Tensors.Matrix(3, 1, 2, 5, 7, 7, 7);
        var labels = Tensors.Numbers(3, null);

        double expected = ((0.1 * (3 - 1)) + (0.5 * (3 - 2)) + (0.2 * (5 - 3))) / 3;
        Assert.Equal(expected, _head.Loss(output, labels).item<float>(), 1e-6);
        float[] gradient = Gradients.Of(_head, output, labels);
        Assert.Equal([-0.1f / 3, -0.5f / 3, 0.2f / 3, 0, 0, 0], gradient, new Close(1e-6f));
    }

    [Fact]
    public void The_gradient_is_the_numeric_one()
    {
        torch.manual_seed(1);
        var output = torch.randn([6, 3], torch.float64);
        var labels = new TaskLabels(torch.randn(6, torch.float64), torch.tensor((float[])[1, 1, 0, 1, 1, 1]));
        float[] found = Gradients.Of(_head, output, labels);
        for (int i = 0; i < found.Length; i++)
        {
            const double Step = 1e-6;
            double slope = (LossAt(i, Step) - LossAt(i, -Step)) / (2 * Step);
            Assert.Equal(slope, found[i], 1e-6);
        }

        double LossAt(int place, double step)
        {
            var moved = output.clone();
            moved.view(-1)[place] = moved.view(-1)[place] + step;
            return _head.Loss(moved, labels).item<double>();
        }
    }

    /// <summary>So that it is 0 where a share of τ of the labels is below the output: at their quantile.</summary>
    [Fact]
    public void The_gradient_of_a_constant_is_the_share_of_labels_below_it_minus_the_quantile()
    {
        var labels = Tensors.Numbers([.. Enumerable.Range(0, 10).Select(number => (float?)number)]);
        float[] gradient = Gradients.Of(_head, torch.tensor((float[])[0.5f, 4.5f, 2.5f]).expand(10, 3), labels);
        var columns = gradient.Chunk(3).ToList();
        Assert.Equal((0.1 - 0.1) / 3, columns.Sum(row => row[0]), 1e-6);
        Assert.Equal((0.5 - 0.5) / 3, columns.Sum(row => row[1]), 1e-6);
        Assert.Equal((0.3 - 0.8) / 3, columns.Sum(row => row[2]), 1e-6);
    }

    [Fact]
    public void A_prediction_is_the_median_between_the_outermost_quantiles()
    {
        var prediction = Assert.Single(_head.Predict(Tensors.Matrix(3, 1, 2.5f, 4)));
        Assert.Equal((1, 2.5, 4), (prediction.Lower, prediction.Value, prediction.Upper));
        Assert.Equal([1, 2.5, 4], prediction.Quantiles);
        Assert.Equal("2.5 (1 to 4)", prediction.ToString());
    }

    /// <summary>The numbers predicted for the quantiles are 10, 20, 40 and so on.</summary>
    [Theory]
    [InlineData(20, 0.2, 0.5, 0.9)]
    [InlineData(15, 0.25, 0.75)]
    [InlineData(10 + (10 * 0.4 / 0.8), 0.1, 0.9)]
    [InlineData(20 + (20 * 0.05 / 0.25), 0.2, 0.45, 0.7, 0.9)]
    [InlineData(40, 0.1, 0.2, 0.4)]
    [InlineData(10, 0.6, 0.7)]
    [InlineData(10, 0.9)]
    public void The_predicted_number_is_the_median_interpolated_or_the_quantile_nearest_to_it(double expected, params double[] quantiles)
    {
        using var head = new QuantileHead("Rent", inputs: 1, quantiles: quantiles);
        var output = Tensors.Matrix(quantiles.Length, [.. new float[] { 10, 20, 40, 80 }.Take(quantiles.Length)]);
        Assert.Equal(expected, Assert.Single(head.Predict(output)).Value, 1e-9);
        var meter = head.NewMeter();
        meter.Add(output, Tensors.Numbers(100));
        Assert.Equal(100 - expected, meter.Result().MeanAbsoluteError, 1e-9);
    }

    [Fact]
    public void One_quantile_is_no_interval_and_covers_nothing()
    {
        using var head = new QuantileHead("Rent", inputs: 1, quantiles: [0.9]);
        var meter = head.NewMeter();
        meter.Add(Tensors.Matrix(1, 3, 4), Tensors.Numbers(3, 9));
        var metrics = meter.Result();
        Assert.Equal((double.NaN, double.NaN), (metrics.Coverage, metrics.CoverageError));
        Assert.Equal((0 + (0.9 * 5)) / 2, metrics.MeanPinballLoss, 1e-9);
    }

    [Fact]
    public void A_prediction_can_be_created_of_quantiles_in_order()
    {
        var prediction = new QuantilePrediction(2, [1, 3]);
        Assert.Equal((1, 2, 3), (prediction.Lower, prediction.Value, prediction.Upper));
        Assert.Equal(prediction, new QuantilePrediction(2, new List<double> { 1, 3 }));
        Assert.NotEqual(prediction, new QuantilePrediction(2.5, [1, 3]));
        Assert.StartsWith(
            "Predicted quantiles must be in ascending order, at least one; found 3, 1.",
            Assert.Throws<ArgumentException>(() => new QuantilePrediction(2, [3, 1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new QuantilePrediction(2, []));
    }

    [Fact]
    public void Quantiles_that_cross_are_put_in_order_in_predictions_and_metrics()
    {
        var prediction = Assert.Single(_head.Predict(Tensors.Matrix(3, 4, 1, 2)));
        Assert.Equal([1, 2, 4], prediction.Quantiles);
        var meter = _head.NewMeter();
        meter.Add(Tensors.Matrix(3, 4, 1, 2), Tensors.Numbers(3));
        Assert.Equal(((0.1 * 2) + (0.5 * 1) + (0.2 * 1)) / 3, meter.Result().MeanPinballLoss, 1e-6);
        Assert.Equal(1, meter.Result().Coverage);
    }

    [Fact]
    public void Metrics_are_those_of_the_formulas()
    {
        var meter = _head.NewMeter();
        meter.Add(Tensors.Matrix(3, 0, 1, 2, 0, 1, 2, 0, 1, 2, 9, 9, 9), Tensors.Numbers(0, 2, 4, null));
        var metrics = meter.Result();
        Assert.Equal(3, metrics.Count);
        Assert.Equal(2 / 3.0, metrics.Coverage, 1e-9);
        Assert.Equal(0.7 - (2 / 3.0), metrics.CoverageError, 1e-9);
        Assert.Equal((1 + 1 + 3) / 3.0, metrics.MeanAbsoluteError, 1e-9);
        double first = (0.5 * 1) + (0.2 * 2), second = (0.1 * 2) + (0.5 * 1), third = (0.1 * 4) + (0.5 * 3) + (0.8 * 2);
        Assert.Equal((first + second + third) / 9, metrics.MeanPinballLoss, 1e-6);
        Assert.Equal(metrics.MeanPinballLoss, metrics.Loss, 1e-6);
    }

    [Fact]
    public void Without_rows_nothing_is_measured()
    {
        var metrics = _head.NewMeter().Result();
        Assert.Equal(0, metrics.Count);
        Assert.All(metrics.Values, value => Assert.True(double.IsNaN(value.Value)));
    }

    /// <summary>Labels 0 and 10 have mean 5 and deviation 5.</summary>
    [Fact]
    public void With_standardized_labels_the_loss_is_that_of_standardized_numbers_and_metrics_are_in_the_label_s_unit()
    {
        using var head = new QuantileHead("Rent", inputs: 1, quantiles: [0.1, 0.5, 0.8], standardize: true);
        head.EnsureFitted(Tensors.Numbers(0, 10));
        var output = head.Destandardize(Tensors.Matrix(3, -1, 0, 1));
        Assert.Equal([0, 5, 10], TensorValues.Read<double>(output));
        var labels = Tensors.Numbers(10);
        double expected = ((0.1 * 2) + (0.5 * 1)) / 3;
        Assert.Equal(expected, head.Loss(output, labels).to(torch.float64).item<double>(), 1e-6);
        var meter = head.NewMeter();
        meter.Add(output, labels);
        Assert.Equal(expected, meter.Result().Loss, 1e-6);
        Assert.Equal(5 * expected, meter.Result().MeanPinballLoss, 1e-6);
    }

    [Theory]
    [InlineData(0.5, 0.5)]
    [InlineData(0.9, 0.1)]
    [InlineData(0, 0.5)]
    [InlineData(0.5, 1)]
    [InlineData(double.NaN, 0.5)]
    public void Quantiles_rise_from_0_to_1(double low, double high)
    {
        var error = Assert.Throws<ArgumentException>(() => new QuantileHead("Rent", inputs: 1, quantiles: [low, high]));
        Assert.StartsWith("Rent: the quantiles must be above 0, below 1 and rise; found ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void By_default_the_interval_holds_four_of_five()
    {
        using var head = new QuantileHead("Rent", inputs: 1);
        Assert.Equal([0.1, 0.5, 0.9], head.Quantiles);
    }

    private sealed class Close(float tolerance) : IEqualityComparer<float>
    {
        public bool Equals(float x, float y) => Math.Abs(x - y) <= tolerance;

        public int GetHashCode(float number) => 0;
    }
}
