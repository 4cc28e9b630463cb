using TorchSharp;

namespace Mtl.Tests;

public sealed class CountHeadTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly CountHead _head = new("Visits", inputs: 1);

    public void Dispose()
    {
        _head.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void The_loss_is_the_negative_log_likelihood_without_its_constant()
    {
        var output = Tensors.Vector(0.5f, -1, 3);
        var labels = Labels(2, 0, null);

        Assert.Equal((Math.Exp(0.5) - (2 * 0.5) + Math.Exp(-1)) / 2, _head.Loss(output, labels).item<float>(), 1e-6);
        float[] gradient = Gradients.Of(_head, output, labels);
        Assert.Equal((Math.Exp(0.5) - 2) / 2, gradient[0], 1e-6); // λ − y over two rows
        Assert.Equal(0, gradient[2]);
    }

    [Fact]
    public void A_prediction_is_the_rate_and_the_most_probable_count()
    {
        var predictions = _head.Predict(Tensors.Vector(MathF.Log(3.5f), -2, 80));

        Assert.Equal([3, 0, long.MaxValue], predictions.Select(prediction => prediction.Value));
        Assert.Equal(3.5f, predictions[0].Rate, 1e-5f);
    }

    [Fact]
    public void Deviance_and_error_are_those_of_the_formulas()
    {
        var meter = _head.NewMeter();
        meter.Add(Tensors.Vector(MathF.Log(2), 0, 9), Labels(4, 0, null));
        var metrics = meter.Result();

        double first = 2 * ((4 * Math.Log(4 / 2.0)) - (4 - 2));
        Assert.Equal((first + 2) / 2, metrics.MeanDeviance, 1e-6);
        Assert.Equal((2 + 1) / 2.0, metrics.MeanAbsoluteError, 1e-6);
        Assert.Equal(2, metrics.Count);
        Assert.Equal((2 - (4 * Math.Log(2)) + 1) / 2, metrics.Loss, 1e-6);
    }

    [Fact]
    public void A_negative_count_is_refused()
    {
        var e = Assert.Throws<InvalidRowException>(() => Labels(1, -1));
        Assert.Equal("row 1: label 'Visits' is -1; expected a count of 0 or more, or null for a missing label.", e.Message);
    }

    private static TaskLabels Labels(params long?[] counts)
    {
        var column = new CountLabels("Visits");
        foreach (long? count in counts)
            column.Add(count);
        return column.ToLabels();
    }
}
