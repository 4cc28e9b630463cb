using TorchSharp;

namespace Mtl.Tests;

public sealed class BinaryMetricsTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly BinaryHead _head = new("Likes", inputs: 1);

    public void Dispose()
    {
        _head.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void Counts_are_those_of_the_predictions()
    {
        var metrics = Measure([2, 1, 3, -1, -2, 0, 0, 5], [true, false, true, true, false, false, true, null]);

        // 2 hits, 1 false alarm, 2 misses, 2 right noes: a probability of one half is a no.
        Assert.Equal(7, metrics.Count);
        Assert.Equal(4.0 / 7, metrics.Accuracy, 1e-12);
        Assert.Equal(2.0 / 3, metrics.Precision, 1e-12);
        Assert.Equal(2.0 / 4, metrics.Recall, 1e-12);
        Assert.Equal(2.0 * 2 / (3 + 4), metrics.F1, 1e-12);
    }

    [Fact]
    public void The_area_under_the_curve_counts_ties_as_one_half()
    {
        // Pairs of a positive (3, 1, 1) and a negative (1, 0): 3>1, 3>0, 1=1, 1>0, 1=1, 1>0.
        var metrics = Measure([3, 1, 1, 1, 0], [true, true, true, false, false]);

        Assert.Equal((4 + (2 * 0.5)) / 6, metrics.Auc, 1e-12);
    }

    [Theory]
    [InlineData(new float[] { 1, 2, 3, 4 }, new[] { false, false, true, true }, 1)]
    [InlineData(new float[] { 4, 3, 2, 1 }, new[] { false, false, true, true }, 0)]
    [InlineData(new float[] { 1, 1, 1, 1 }, new[] { false, true, false, true }, 0.5)]
    public void The_area_is_one_half_or_zero_where_it_must_be(float[] scores, bool[] positive, double expected)
        => Assert.Equal(expected, RocCurve.Area(scores, positive), 1e-12);

    [Fact]
    public void A_score_that_is_no_number_makes_the_area_undefined()
        => Assert.Equal(double.NaN, RocCurve.Area([1, float.NaN, 2], [true, false, false]));

    [Fact]
    public void The_area_equals_the_share_of_ordered_pairs()
    {
        var random = new Random(3);
        float[] scores = [.. Enumerable.Range(0, 300).Select(_ => (float)random.Next(40))];
        bool[] positive = [.. scores.Select(_ => random.Next(3) == 0)];
        double won = 0;
        double pairs = 0;
        for (int p = 0; p < scores.Length; p++)
        {
            for (int n = 0; n < scores.Length; n++)
            {
                if (!positive[p] || positive[n])
                    continue;
                pairs++;
                won += scores[p] > scores[n] ? 1 : scores[p] == scores[n] ? 0.5 : 0;
            }
        }

        Assert.Equal(won / pairs, RocCurve.Area(scores, positive), 1e-12);
    }

    [Fact]
    public void With_rows_of_one_kind_only_the_area_is_undefined()
    {
        var metrics = Measure([-1, -2], [true, true]);

        Assert.Equal(double.NaN, metrics.Auc);
        Assert.Equal(0, metrics.Precision);
        Assert.Equal(0, metrics.Recall);
        Assert.Equal(0, metrics.F1);
    }

    [Fact]
    public void Without_a_label_everything_is_undefined()
    {
        var metrics = Measure([1], [null]);

        Assert.Equal(0, metrics.Count);
        Assert.Equal(double.NaN, metrics.Loss);
        Assert.All(metrics.Values, value => Assert.Equal(double.NaN, value.Value));
    }

    private BinaryMetrics Measure(float[] logits, bool?[] labels)
    {
        var meter = _head.NewMeter();
        meter.Add(Tensors.Vector(logits), Tensors.BinaryLabels(labels));
        return meter.Result();
    }
}
