using TorchSharp;

namespace Mtl.Tests;

public sealed class OrdinalHeadTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly OrdinalHead<Grade> _head = new("Grade", inputs: 1);

    public void Dispose()
    {
        _head.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void Classes_are_in_ascending_order_and_have_one_logit_less()
    {
        Assert.Equal([Grade.Poor, Grade.Fair, Grade.Good], _head.Classes);
        Assert.Equal(2, _head.Output.weight!.shape[0]);
        Assert.Equal([2, 0, 0, 1], TensorValues.Read<long>(Labels(Grade.Good, null, Grade.Poor, Grade.Fair).Values));
    }

    [Fact]
    public void The_loss_is_minus_the_logarithm_of_the_probability_of_the_label()
    {
        var output = Tensors.Matrix(2, 0.5f, -1, 2, 0.3f, -0.7f, 1, 3, 3);
        var labels = Labels(Grade.Poor, Grade.Fair, Grade.Good, null);
        var predictions = _head.Predict(output);

        double expected = -Enumerable.Range(0, 3).Average(row => Math.Log(predictions[row].Probabilities[row]));
        Assert.Equal(expected, _head.Loss(output, labels).item<float>(), 1e-5);
    }

    [Fact]
    public void Steps_that_a_row_does_not_take_and_missing_labels_have_exactly_no_gradient()
        => Assert.Equal(
            [1, 6, 7],
            Gradients.Of(_head, Tensors.Matrix(2, 1, 2, 3, 4, 5, 6, 7, 8), Labels(Grade.Poor, Grade.Fair, Grade.Good, null)).Zeros());

    [Fact]
    public void Class_weights_multiply_the_loss_of_their_rows()
    {
        using var weighted = new OrdinalHead<Grade>("Grade", inputs: 1, classWeights: [1, 1, 5]);
        var output = Tensors.Matrix(2, 0.5f, -1);

        Assert.Equal(
            5 * _head.Loss(output, Labels(Grade.Good)).item<float>(),
            weighted.Loss(output, Labels(Grade.Good)).item<float>(),
            1e-5f);
        Assert.Equal(_head.Loss(output, Labels(Grade.Fair)).item<float>(), weighted.Loss(output, Labels(Grade.Fair)).item<float>(), 1e-6f);
    }

    [Fact]
    public void Probabilities_are_consistent_for_any_logits()
    {
        torch.manual_seed(3);
        foreach (var prediction in _head.Predict(torch.randn(500, 2) * 5))
        {
            Assert.All(prediction.Probabilities, probability => Assert.InRange(probability, 0, 1));
            Assert.Equal(1, prediction.Probabilities.Sum(), 1e-5f);
            int rank = _head.Classes.ToList().IndexOf(prediction.Value);
            Assert.True(prediction.Probabilities.Take(rank).Sum() <= 0.5f + 1e-6f, "the median has more than one half below it");
            Assert.True(prediction.Probabilities.Skip(rank + 1).Sum() <= 0.5f + 1e-6f, "the median has more than one half above it");
            Assert.Equal(prediction.Probabilities[rank], prediction.Probability);
        }
    }

    [Fact]
    public void Metrics_measure_how_far_off_a_prediction_is()
    {
        var meter = _head.NewMeter();
        // Predictions: Good, Poor, Fair, Good, and one that does not count.
        meter.Add(
            Tensors.Matrix(2, 5, 5, -5, 5, 5, -5, 5, 5, 5, 5),
            Labels(Grade.Good, Grade.Fair, Grade.Fair, Grade.Poor, null));
        var metrics = meter.Result();

        Assert.Equal(4, metrics.Count);
        double sure = Math.Log(1 + Math.Exp(-5)), wrong = Math.Log(1 + Math.Exp(5)); // What a step costs that goes right or wrong.
        Assert.Equal(((2 * sure) + (2 * wrong) + (2 * sure) + wrong) / 4, metrics.Loss, 1e-5);
        Assert.Equal(0.5, metrics.Accuracy);
        Assert.Equal((0 + 1 + 0 + 2) / 4.0, metrics.MeanAbsoluteRankError);

        // Labels: 1 poor, 2 fair, 1 good. Predictions: 1 poor, 1 fair, 2 good. By chance Σ(i−j)²·nᵢ·mⱼ / 4:
        double byChance = ((1 * 1) + (4 * 2) + (2 * 1) + (2 * 2) + (4 * 1) + (1 * 1)) / 4.0;
        Assert.Equal(1 - ((1 + 4) / byChance), metrics.QuadraticWeightedKappa, 1e-12);
    }

    private static TaskLabels Labels(params Grade?[] rows)
    {
        var column = new OrdinalLabels<Grade>("Grade");
        foreach (var row in rows)
            column.Add(row);
        return column.ToLabels();
    }
}
