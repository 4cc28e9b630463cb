using TorchSharp;
using static TorchSharp.torch.nn;

namespace Mtl.Tests;

public sealed class MultiLabelHeadTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly MultiLabelHead<Symptoms> _head = new("Symptoms", inputs: 1);

    public void Dispose()
    {
        _head.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void Flags_are_the_members_with_one_bit_in_the_order_of_the_bits()
        => Assert.Equal([Symptoms.Fever, Symptoms.Pain, Symptoms.Itch], _head.Flags);

    [Fact]
    public void Labels_are_ones_and_zeros()
    {
        var labels = Labels(Symptoms.Cold, null, Symptoms.Itch, Symptoms.None);

        Assert.Equal([4, 3], labels.Values.shape);
        Assert.Equal([1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0], labels.Values.Read());
        Assert.Equal([1, 0, 1, 1], labels.Present.Read());
    }

    [Fact]
    public void A_bit_that_is_no_flag_is_refused()
    {
        var e = Assert.Throws<InvalidRowException>(() => Labels((Symptoms)2));
        Assert.Equal(
            "row 0: label 'Symptoms' is 2, which has a bit that is no flag of Symptoms; "
            + "expected any of Fever, Pain, Itch, or null for a missing label.",
            e.Message);
    }

    [Fact]
    public void The_loss_of_a_row_is_the_mean_over_the_flags()
    {
        using var weighted = new MultiLabelHead<Symptoms>("Symptoms", inputs: 1, classWeights: [1, 2, 5]);
        var output = Tensors.Matrix(3, 1, -1, 0.5f, 7, 7, 7);
        var labels = Labels(Symptoms.Pain, null);
        var target = Tensors.Matrix(3, 0, 1, 0);

        double plain = functional.binary_cross_entropy_with_logits(output.narrow(0, 0, 1), target).item<float>();
        double withWeights = functional
            .binary_cross_entropy_with_logits(output.narrow(0, 0, 1), target, Tensors.Vector(1, 2, 5))
            .item<float>();
        Assert.Equal(plain, _head.Loss(output, labels).item<float>(), 1e-6);
        Assert.Equal(withWeights, weighted.Loss(output, labels).item<float>(), 1e-6);
        Assert.Equal([3, 4, 5], Gradients.Of(weighted, output, labels).Zeros());
    }

    [Fact]
    public void A_prediction_combines_the_flags_above_one_half()
    {
        var predictions = _head.Predict(Tensors.Matrix(3, MathF.Log(4), 1, -1, -1, -1, 2));

        Assert.Equal([Symptoms.Cold, Symptoms.Itch], predictions.Select(prediction => prediction.Value));
        Assert.Equal(0.8f, predictions[0].Probabilities[0], 1e-6f);
    }

    [Fact]
    public void Metrics_are_those_of_the_counts()
    {
        var meter = _head.NewMeter();
        // Fever: 1 hit, 2 false alarms. Pain: 1 hit, 1 miss. Itch: neither predicted nor labeled. Rows exact: the first and the fourth.
        meter.Add(
            Tensors.Matrix(3, 1, 1, -1, 1, -1, -1, 2, 0, -1, -1, -1, -1, 9, 9, 9),
            Labels(Symptoms.Cold, Symptoms.Pain, Symptoms.None, Symptoms.None, null));
        var metrics = meter.Result();

        Assert.Equal(4, metrics.Count);
        Assert.Equal(0.5, metrics.SubsetAccuracy);
        Assert.Equal(2.0 * 2 / (4 + 3), metrics.MicroF1, 1e-12);
        Assert.Equal([2.0 / (3 + 1), 2.0 / (1 + 2), 0], metrics.F1PerFlag, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(7 / 18.0, metrics.MacroF1, 1e-12);
    }

    [Fact]
    public void Without_a_label_everything_is_undefined()
    {
        var meter = _head.NewMeter();
        meter.Add(Tensors.Matrix(3, 1, 2, 3), Labels([null]));

        Assert.All(meter.Result().Values, value => Assert.Equal(double.NaN, value.Value));
    }

    private static TaskLabels Labels(params Symptoms?[] rows)
    {
        var column = new MultiLabelLabels<Symptoms>("Symptoms");
        foreach (var row in rows)
            column.Add(row);
        return column.ToLabels();
    }
}
