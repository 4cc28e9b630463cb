using TorchSharp;

namespace Mtl.Tests;

public sealed class ClassMetricsTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly ClassHead<Color> _head = new("Kind", inputs: 1);

    public void Dispose()
    {
        _head.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void Batches_add_up_and_rows_without_a_label_do_not_count()
    {
        var meter = _head.NewMeter();
        meter.Add(Logits(0, 0, 1), Tensors.Colors(Color.Red, Color.Green, null));
        meter.Add(Logits(1, 2, 2), Tensors.Colors(Color.Green, Color.Red, Color.Infrared));
        var metrics = meter.Result();

        // actual   → predicted: Red → Red, Green → Red, Green → Green, Red → Infrared, Infrared → Infrared
        Assert.Equal(5, metrics.Count);
        Assert.Equal(3.0 / 5, metrics.Accuracy, 1e-12);
        Assert.Equal((0.5 + 1 + 0.5) / 3, metrics.MacroPrecision, 1e-12);
        Assert.Equal((0.5 + 0.5 + 1) / 3, metrics.MacroRecall, 1e-12);
        Assert.Equal((0.5 + (2.0 / 3) + (2.0 / 3)) / 3, metrics.MacroF1, 1e-12);
        Assert.Equal(1, metrics.Confusion[1, 0]);
        Assert.Equal(1, metrics.Confusion[0, 2]);
        Assert.Equal(2, metrics.Confusion.CountActual(0));
        Assert.Equal(2, metrics.Confusion.CountPredicted(2));
        Assert.Equal(["Red", "Green", "Infrared"], metrics.Confusion.Classes);
    }

    [Fact]
    public void The_loss_is_the_mean_over_all_labeled_rows()
    {
        var meter = _head.NewMeter();
        meter.Add(Logits(0, 1), Tensors.Colors(Color.Red, null));
        meter.Add(Logits(1, 2), Tensors.Colors(Color.Green, Color.Red));

        double right = Math.Log(Math.Exp(2) + 2) - 2;
        double wrong = Math.Log(Math.Exp(2) + 2);
        Assert.Equal(((2 * right) + wrong) / 3, meter.Result().Loss, 1e-6);
    }

    [Fact]
    public void Macro_averages_leave_out_a_class_that_occurs_nowhere()
    {
        var meter = _head.NewMeter();
        meter.Add(Logits(0, 1, 1), Tensors.Colors(Color.Red, Color.Green, Color.Red));
        var metrics = meter.Result();

        Assert.Equal(((2.0 / 3) + (2.0 / 3)) / 2, metrics.MacroF1, 1e-12);
    }

    [Fact]
    public void A_class_that_is_only_predicted_or_only_labeled_counts_as_zero()
    {
        var meter = _head.NewMeter();
        meter.Add(Logits(0, 0, 1), Tensors.Colors(Color.Red, Color.Infrared, Color.Infrared));
        var metrics = meter.Result();

        // Red is right in one of two predictions and in its one label; Green is only predicted, Infrared only labeled.
        Assert.Equal(2.0 / 3 / 3, metrics.MacroF1, 1e-12);
        Assert.Equal(1.0 / 2 / 3, metrics.MacroPrecision, 1e-12);
        Assert.Equal(1.0 / 3, metrics.MacroRecall, 1e-12);
    }

    [Fact]
    public void Without_a_label_everything_is_undefined()
    {
        var meter = _head.NewMeter();
        meter.Add(Logits(0), Tensors.Colors([null]));
        var metrics = meter.Result();

        Assert.Equal(0, metrics.Count);
        Assert.Equal(double.NaN, metrics.Loss);
        Assert.All(metrics.Values, value => Assert.Equal(double.NaN, value.Value));
    }

    [Fact]
    public void A_result_does_not_change_when_measuring_goes_on()
    {
        var meter = _head.NewMeter();
        meter.Add(Logits(0), Tensors.Colors(Color.Red));
        var metrics = meter.Result();
        meter.Add(Logits(0), Tensors.Colors(Color.Green));

        Assert.Equal(0, metrics.Confusion[1, 0]);
        Assert.Equal(1, metrics.Confusion.Total);
    }

    /// <summary>One row per class: 2 for it, 0 for the others.</summary>
    private static torch.Tensor Logits(params int[] classes)
    {
        float[] logits = new float[classes.Length * 3];
        for (int row = 0; row < classes.Length; row++)
            logits[(row * 3) + classes[row]] = 2;
        return Tensors.Matrix(3, logits);
    }
}
