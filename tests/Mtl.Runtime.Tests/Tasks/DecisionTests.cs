using TorchSharp;

namespace Mtl.Tests;

/// <summary>Metrics are those of the predictions, also where two predictions are as probable as each other to the last digit.</summary>
public sealed class DecisionTests : IDisposable
{
    /// <summary>On either side of a half, or beside each other, but equal as probabilities of <c>float32</c>.</summary>
    private static readonly double[] s_close = [5e-8, -5e-8, 0, 1e-9, 1e-6, -1e-6, 30, 30.000002, 90, 95];

    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(torch.ScalarType.Float32)]
    [InlineData(torch.ScalarType.Float64)]
    public void A_prediction_is_yes_where_the_probability_that_is_shown_is_above_one_half(torch.ScalarType type)
    {
        using var head = new BinaryHead("Yes", inputs: 1);
        var logits = torch.tensor(s_close).to(type);
        var predictions = head.Predict(logits);
        Assert.All(predictions, prediction => Assert.Equal(prediction.Probability > 0.5f, prediction.Value));
        var meter = head.NewMeter();
        meter.Add(logits, new(Flags(predictions.Select(prediction => prediction.Value)), torch.ones(s_close.Length)));
        Assert.Equal(1, meter.Result().Accuracy);
    }

    [Theory]
    [InlineData(torch.ScalarType.Float32)]
    [InlineData(torch.ScalarType.Float64)]
    public void A_flag_is_set_where_the_probability_that_is_shown_is_above_one_half(torch.ScalarType type)
    {
        using var head = new MultiLabelHead<Symptoms>("Symptoms", inputs: 1);
        var logits = Pairs(type, head.Flags.Count);
        var predictions = head.Predict(logits);
        var labels = Flags(predictions.SelectMany(prediction => prediction.Probabilities.Select(probability => probability > 0.5f)));
        var meter = head.NewMeter();
        meter.Add(logits, new(labels.view(-1, head.Flags.Count), torch.ones(predictions.Count)));
        Assert.Equal(1, meter.Result().SubsetAccuracy);
        Assert.All(predictions, prediction => Assert.All(
            head.Flags.Zip(prediction.Probabilities),
            flag => Assert.Equal(flag.Second > 0.5f, prediction.Value.HasFlag(flag.First))));
    }

    [Theory]
    [InlineData(torch.ScalarType.Float32)]
    [InlineData(torch.ScalarType.Float64)]
    public void The_class_is_the_first_of_the_most_probable_ones(torch.ScalarType type)
    {
        using var head = new ClassHead<Color>("Color", inputs: 1);
        var logits = Pairs(type, 3);
        var predictions = head.Predict(logits);
        var best = predictions.Select(prediction => prediction.Probabilities.ToList().IndexOf(prediction.Probabilities.Max())).ToArray();
        Assert.Equal(best.Select(index => head.Classes[index]), predictions.Select(prediction => prediction.Value));
        var meter = head.NewMeter();
        meter.Add(logits, new(torch.tensor(best, torch.int64), torch.ones(best.Length)));
        Assert.Equal(1, meter.Result().Accuracy);
    }

    [Theory]
    [InlineData(torch.ScalarType.Float32)]
    [InlineData(torch.ScalarType.Float64)]
    public void The_rank_is_the_same_in_predictions_and_metrics(torch.ScalarType type)
    {
        using var head = new OrdinalHead<Grade>("Grade", inputs: 1);
        var logits = Pairs(type, 2);
        long[] ranks = [.. head.Predict(logits).Select(prediction => (long)head.Classes.ToList().IndexOf(prediction.Value))];
        var meter = head.NewMeter();
        meter.Add(logits, new(torch.tensor(ranks), torch.ones(ranks.Length)));
        Assert.Equal(1, meter.Result().Accuracy);
    }

    /// <summary>All pairs of the close numbers, the other columns 0.</summary>
    private static torch.Tensor Pairs(torch.ScalarType type, int columns)
    {
        double[] numbers =
        [
            .. s_close.SelectMany(first => s_close, (first, second) => (first, second))
                .SelectMany(pair =>
                    Enumerable.Range(0, columns).Select(column => column == 0 ? pair.first : column == 1 ? pair.second : 0)),
        ];
        return torch.tensor(numbers).view(-1, columns).to(type);
    }

    private static torch.Tensor Flags(IEnumerable<bool> set) => torch.tensor(set.Select(flag => flag ? 1f : 0f).ToArray());
}
