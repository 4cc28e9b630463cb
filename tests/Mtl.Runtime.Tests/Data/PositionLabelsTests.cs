using TorchSharp;

namespace Mtl.Tests;

public sealed class PositionLabelsTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly PositionLabels<Color> _labels = new(new ClassLabels<Color>("Words"), steps: 2);

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Rows_have_one_label_per_step_and_each_can_be_missing()
    {
        _labels.Add([Color.Green, Color.Infrared]);
        _labels.Add((Color?[]?)null);
        _labels.Add([null, Color.Red]);
        var labels = _labels.ToLabels();

        Assert.Equal([3, 2], labels.Values.shape);
        Assert.Equal([1, 2, 0, 0, 0, 0], TensorValues.Read<long>(labels.Values));
        Assert.Equal([1, 1, 0, 0, 0, 1], labels.Present.Read());
        Assert.Equal([6], labels.Positions().Values.shape);
        Assert.Equal(3, labels.CountPresent());
    }

    [Fact]
    public void A_mistake_is_reported_with_the_row_and_a_label_with_its_step()
    {
        _labels.Add([Color.Green, Color.Green]);
        var e = Assert.Throws<InvalidRowException>(() => _labels.Add([Color.Red]));
        Assert.Equal("row 1: label 'Words' has 1 value; expected 2, one per step, or null for a missing label.", e.Message);
        e = Assert.Throws<InvalidRowException>(() => _labels.Add([Color.Red, (Color)9]));
        Assert.StartsWith("row 1: label 'Words'[1] is 9, which is no member of Color;", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_of_every_type_are_labels_of_steps()
    {
        var prices = new PositionLabels<float>(new RegressionLabels("Prices", torch.float64), steps: 2);
        prices.Add(new double?[] { 0.1, null });
        prices.Add(new double[] { 1.7e12 + 1, 2 });
        prices.Add(new float?[] { 0.5f, null });
        prices.Add(new long[] { (1L << 53) - 1, -1 });
        prices.Add(new decimal?[] { null, 0.25m });
        prices.Add(new byte[] { 3, 4 });
        prices.Add((double[]?)null);
        var labels = prices.ToLabels();
        Assert.Equal(
            [0.1, 0, 1.7e12 + 1, 2, 0.5, 0, (1L << 53) - 1, -1, 0, 0.25, 3, 4, 0, 0], TensorValues.Read<double>(labels.Values));
        Assert.Equal([1, 0, 1, 1, 1, 0, 1, 1, 0, 1, 1, 1, 0, 0], labels.Present.Read());

        var visits = new PositionLabels<long>(new CountLabels("Visits"), steps: 2);
        visits.Add(new int?[] { 7, null });
        visits.Add(new ushort[] { 1, 0 });
        Assert.Equal([7, 0, 1, 0], visits.ToLabels().Values.Read());
        var e = Assert.Throws<InvalidRowException>(() => visits.Add((int[])[1, -1]));
        Assert.Equal("row 2: label 'Visits'[1] is -1; expected a count of 0 or more, or null for a missing label.", e.Message);
        Assert.Equal(
            "Words has no numbers as labels, but Int32 was given.",
            Assert.Throws<NotSupportedException>(() => _labels.Add((int[])[1, 2])).Message);
    }

    [Fact]
    public void A_number_that_is_not_finite_is_refused_with_its_step()
    {
        var prices = new PositionLabels<float>(new RegressionLabels("Prices"), steps: 2);
        const string Expected = "a finite 32-bit number was expected, or null for a missing label.";
        var e = Assert.Throws<InvalidRowException>(() => prices.Add(new float[] { 1, float.NaN }));
        Assert.Equal($"row 0: label 'Prices'[1] is NaN; {Expected}", e.Message);
    }

    [Fact]
    public void Flags_keep_their_own_dimension_after_the_steps()
    {
        var flags = new PositionLabels<Symptoms>(new MultiLabelLabels<Symptoms>("Days"), steps: 2);
        flags.Add([Symptoms.Cold, Symptoms.None]);

        Assert.Equal([1, 2, 3], flags.ToLabels().Values.shape);
    }

    [Fact]
    public void Predictions_are_put_together_by_rows()
        => Assert.Equal([[1, 2], [3, 4]], PerPosition.ByRow([1, 2, 3, 4], steps: 2));
}
