using TorchSharp;

namespace Mtl.EndToEnd.Tests;

/// <summary>Numbers of more digits than <c>float32</c> has, on their way in and out.</summary>
[Collection(Alone.Name)]
public sealed class LongNumberTests : IDisposable
{
    private const double Begin = 1.7e12;
    private const double Level = 1e8;

    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Times_and_labels_with_a_large_common_part_are_learned_as_those_without()
    {
        double R2(double begin, double level)
        {
            var rows = Rows(begin, level);
            using var model = new Readings(seed: 1);
            model.Fit(rows, Options);
            return model.Evaluate(rows).Y.R2;
        }

        double control = R2(0, 0);
        Assert.True(control > 0.9, $"R² {control}");
        Assert.Equal(control, R2(Begin, Level), 1e-3);
    }

    [Fact]
    public void By_autograd_they_are_too()
    {
        double R2(double begin, double level)
        {
            var rows = Rows(begin, level).Select(row => new RatedReading(row.UnixMilliseconds, row.Y, null)).ToArray();
            using var model = new RatedReadings(seed: 1);
            model.Fit(rows, new() { Epochs = 150, BatchSize = 50, LearningRate = 0.01, Seed = 1 });
            return model.Evaluate(rows).Y.R2;
        }

        double control = R2(0, 0);
        Assert.True(control > 0.9, $"R² {control}");
        Assert.Equal(control, R2(Begin, Level), 1e-3);
    }

    [Fact]
    public void A_batch_keeps_all_digits_and_so_do_predictions()
    {
        var rows = Rows(Begin, Level);
        using var batch = Readings.Encode(rows);
        Assert.Equal((torch.float64, torch.float64), (batch.Input.dtype, batch.Y.Values.dtype));
        Assert.Equal(rows.Select(row => row.UnixMilliseconds), batch.Input.data<double>().ToArray());
        Assert.Equal(rows.Select(row => row.Y), batch.Y.Values.data<double>().ToArray());

        using var model = new Readings(seed: 1);
        model.EnsureFitted(batch);
        Assert.Equal(Begin + 299_500, model.InputStandardization.Mean.item<double>());
        Assert.True(model.Predict(rows).Select(prediction => prediction.Y.Value).Distinct().Count() > 500);
        Assert.Equal(torch.float64, model.call(batch.Input).Y.dtype);
    }

    /// <summary>The fused step, the forward pass, and the predictions of a saved model.</summary>
    [Fact]
    public void All_ways_to_a_prediction_agree()
    {
        var rows = Rows(Begin, Level);
        using var model = new Readings(seed: 1);
        model.Fit(rows, Options);
        using var batch = Readings.Encode(rows);
        model.train();
        var forward = model.call(batch.Input).Y;
        model.eval();
        var path = Path.GetTempFileName();
        model.Save(path);
        using var again = Readings.Load(path);
        File.Delete(path);
        var predictions = model.Predict(rows);
        Assert.Equal(predictions, again.Predict(rows));

        // The forward pass and the fused step add up float32 numbers in another order.
        for (int i = 0; i < rows.Length; i++)
            Assert.Equal(forward[i].item<double>(), predictions[i].Y.Value, 1e-5);
    }

    [Fact]
    public void Tensors_of_float32_are_trained_on_as_before()
    {
        var rows = Rows(0, 0);
        using var batch = Readings.Encode(rows);
        using var single = new Readings.Batch(batch.Input.to(torch.float32), new(batch.Y.Values.to(torch.float32), batch.Y.Present));
        using var model = new Readings(seed: 1);
        model.Fit(single, options: Options);
        Assert.Equal(model.Evaluate(batch).Y.R2, model.Evaluate(single).Y.R2, 1e-5);
        Assert.Equal(batch.Count, model.Predict(single.Input).Count);
    }

    [Fact]
    public void A_model_in_double_precision_reads_them_too()
    {
        using var model = new Readings(seed: 1);
        model.to(torch.float64);
        var rows = Rows(Begin, Level);
        model.Fit(rows, Options);
        Assert.True(model.Evaluate(rows).Y.R2 > 0.9);
    }

    [Fact]
    public void What_is_not_standardized_is_reported_once_with_row_and_member()
    {
        var reported = new List<RowWarning>();
        RowWarning.Reported += reported.Add;
        try
        {
            Visit[] rows =
            [
                new(1, Begin, 1, [0.1, 2]),
                new(16_777_217, Begin + 1, 16_777_217, [1, 2]),
                new(33_554_433, Begin, 2, [1, 33_554_433]),
            ];
            using var batch = Visits.Encode(rows);
            using var again = Visits.Encode(rows);
            var ours = reported.Where(warning => typeof(Visit).GetProperty(warning.Member) is not null); // Other tests run beside this one.
            Assert.Equal([(1, "Id"), (1, "Views"), (2, "Position")], ours.Select(warning => (warning.Row, warning.Member)));
            Assert.Equal(Begin + 1, batch.Input[1, 1].item<double>());
        }
        finally
        {
            RowWarning.Reported -= reported.Add;
        }
    }

    [Fact]
    public void What_is_standardized_and_too_long_for_float64_is_reported_once_too()
    {
        var reported = new List<RowWarning>();
        RowWarning.Reported += reported.Add;
        try
        {
            Tick[] rows = [new(1L << 62, 1e18m), new((1L << 62) + 1, null), new((1L << 62) + 2, 1e18m + 0.5m)];
            using var batch = Ticks.Encode(rows);
            using var again = Ticks.Encode(rows);
            var ours = reported.Where(warning => typeof(Tick).GetProperty(warning.Member) is not null); // Other tests run beside this one.
            Assert.Equal([(1, "Serial"), (2, "Cents")], ours.Select(warning => (warning.Row, warning.Member)));
            Assert.Equal([1e18, 0, 1e18], batch.Cents.Values.data<double>().ToArray());
        }
        finally
        {
            RowWarning.Reported -= reported.Add;
        }
    }

    [Fact]
    public void An_array_of_labels_that_is_null_against_its_type_is_refused()
    {
        var refusal = Assert.Throws<InvalidRowException>(() => Visits.Encode([new(1, 1, 1, [1, 2]), new(1, 1, 1, null!)]));
        Assert.Equal((1, "Position"), (refusal.Row, refusal.Member));
    }

    private static TrainingOptions<Reading> Options => new() { Epochs = 150, BatchSize = 50, LearningRate = 0.01, Seed = 1 };

    private static Reading[] Rows(double begin, double level) =>
        [.. Enumerable.Range(0, 600).Select(i => new Reading(begin + (i * 1000.0), level + (0.5 * Math.Sin(i / 60.0))))];
}
