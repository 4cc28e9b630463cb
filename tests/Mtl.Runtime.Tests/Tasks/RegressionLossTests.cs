using TorchSharp;

namespace Mtl.Tests;

/// <summary>Losses over numbers, one and several per row.</summary>
public sealed class RegressionLossTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Absolute_error_is_the_mean_over_labeled_rows()
    {
        using var head = new RegressionHead("Price", inputs: 1, loss: Loss.AbsoluteError);
        var output = Tensors.Vector(1, 2, 100);
        var labels = Tensors.Numbers(3, 1.5f, null);

        Assert.Equal((2 + 0.5) / 2, head.Loss(output, labels).item<float>(), 1e-6);
        Assert.Equal([-0.5f, 0.5f, 0f], Gradients.Of(head, output, labels));
    }

    [Fact]
    public void Huber_s_loss_is_quadratic_up_to_delta_and_linear_beyond()
    {
        using var head = new RegressionHead("Price", inputs: 1, loss: Loss.Huber, huberDelta: 2);
        var output = Tensors.Vector(1, 10, 0);
        var labels = Tensors.Numbers(0, 0, null);

        Assert.Equal((0.5 + (2 * (10 - 1))) / 2, head.Loss(output, labels).item<float>(), 1e-6);
        Assert.Equal([0.5f, 1f, 0f], Gradients.Of(head, output, labels));
    }

    [Fact]
    public void Several_numbers_are_averaged_over_those_that_are_labeled()
    {
        using var head = new RegressionHead("Angles", inputs: 1, outputs: 2);
        var output = Tensors.Matrix(2, 1, 2, 3, 4, 5, 6);
        var labels = Arrays([0, float.NaN], null, [5, 9]);

        Assert.Equal((1 + 0 + 9) / 3.0, head.Loss(output, labels).item<float>(), 1e-6);
        Assert.Equal([1, 2, 3, 4], Gradients.Of(head, output, labels).Zeros());
        Assert.Equal(3, labels.CountPresent());
    }

    [Fact]
    public void A_presence_of_another_shape_is_refused_instead_of_broadcast()
    {
        using var head = new RegressionHead("Angles", inputs: 1, outputs: 2);
        var labels = new TaskLabels(torch.zeros(2, 2), torch.ones(2));

        var e = Assert.Throws<ArgumentException>(() => head.Loss(torch.zeros(2, 2), labels));
        Assert.Contains("presence of labels", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Metrics_of_several_numbers_are_means_over_the_outputs()
    {
        using var head = new RegressionHead("Angles", inputs: 1, outputs: 2);
        var meter = head.NewMeter();
        meter.Add(Tensors.Matrix(2, 1, 2, 3, 4, 5, 6, 7, 7), Arrays([0, float.NaN], null, [5, 9], [6, float.NaN]));
        var metrics = meter.Result();

        Assert.Equal(3, metrics.Count);
        Assert.Equal([3, 1], metrics.PerOutput.Select(output => output.Count));
        Assert.Equal([2.0 / 3, 9], metrics.PerOutput.Select(output => output.MeanSquaredError), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(((2.0 / 3) + 9) / 2, metrics.MeanSquaredError, 1e-12);
        Assert.Equal((Math.Sqrt(2.0 / 3) + 3) / 2, metrics.RootMeanSquaredError, 1e-12);
        Assert.Equal(((2.0 / 3) + 3) / 2, metrics.MeanAbsoluteError, 1e-12);
        Assert.Equal(metrics.PerOutput[0].R2, metrics.R2); // One label of the second output has no spread.
        Assert.Equal((1 + 0 + 9 + 1) / 4.0, metrics.Loss, 1e-6);
        meter.Add(Tensors.Matrix(2, 1, 2), Arrays([1, 2]));
        Assert.Equal(4, meter.Result().Count); // Rows with any label, however many of theirs are missing.
    }

    [Fact]
    public void An_output_without_a_label_does_not_count()
    {
        using var head = new RegressionHead("Angles", inputs: 1, outputs: 2);
        var meter = head.NewMeter();
        meter.Add(Tensors.Matrix(2, 1, 2, 3, 4), Arrays([0, float.NaN], [5, float.NaN]));
        var metrics = meter.Result();
        Assert.Equal((2, 2.5, 2.5), (metrics.Count, metrics.Loss, metrics.MeanSquaredError));
        Assert.Equal(double.NaN, metrics.PerOutput[1].Loss);
    }

    [Fact]
    public void A_prediction_holds_every_number()
    {
        using var head = new RegressionHead("Angles", inputs: 1, outputs: 2);
        var predictions = head.Predict(Tensors.Matrix(2, 1, 2, 3, 4));

        Assert.Equal([1f, 2f], predictions[0].Values);
        Assert.Equal(3, predictions[1].Value);
        Assert.Equal(predictions[0], head.Predict(Tensors.Matrix(2, 1, 2))[0]);
        Assert.NotEqual(predictions[0], head.Predict(Tensors.Matrix(2, 1, 3))[0]);
    }

    [Fact]
    public void Labels_that_do_not_fit_are_refused_with_their_row()
    {
        var column = new RegressionArrayLabels("Angles", outputs: 2);
        column.Add([1f, 2f]);
        var e = Assert.Throws<InvalidRowException>(() => column.Add([1.0, 2, 3]));
        Assert.Equal("row 1: label 'Angles' has 3 numbers; expected 2, or null for a missing label.", e.Message);
        e = Assert.Throws<InvalidRowException>(() => column.Add([1, float.NegativeInfinity]));
        Assert.Equal(
            "row 1: label 'Angles'[1] is -Infinity; a finite 32-bit number was expected, or NaN for a missing label.", e.Message);
        Assert.Equal(1, column.Rows);
    }

    [Fact]
    public void A_loss_that_does_not_suit_numbers_is_refused()
    {
        var e = Assert.Throws<ArgumentException>(() => new RegressionHead("Price", 1, loss: Loss.Focal));
        Assert.Contains(
            "Price: the loss Focal does not fit this head; expected SquaredError or AbsoluteError or Huber",
            e.Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RegressionHead("Price", 1, loss: Loss.Huber, huberDelta: 0));
    }

    private static TaskLabels Arrays(params float[]?[] rows)
    {
        var column = new RegressionArrayLabels("Angles", outputs: 2);
        foreach (float[]? row in rows)
            column.Add(row);
        return column.ToLabels();
    }
}
