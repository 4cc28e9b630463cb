using TorchSharp;

namespace Mtl.Tests;

public sealed class SequenceLabelsTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly SequenceLabels<Color> _labels = new(new ClassLabels<Color>("Words"));

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Rows_are_padded_to_the_longest_with_missing_labels()
    {
        _labels.Add(2, [Color.Green, Color.Infrared]);
        _labels.Add(3, (Color[]?)null);
        _labels.Add(1, new Color?[] { null });
        var labels = _labels.ToLabels();

        Assert.Equal([3, 3], labels.Values.shape);
        Assert.Equal([1, 2, 0, 0, 0, 0, 0, 0, 0], TensorValues.Read<long>(labels.Values));
        Assert.Equal([1, 1, 0, 0, 0, 0, 0, 0, 0], labels.Present.Read());
    }

    [Fact]
    public void Positions_leave_out_padding_whatever_is_stored_there()
    {
        var labels = new TaskLabels(torch.ones(2, 3), torch.ones(2, 3));
        var positions = labels.Positions(torch.tensor(new long[] { 1, 3 }));

        Assert.Equal([6], positions.Values.shape);
        Assert.Equal([1, 0, 0, 1, 1, 1], positions.Present.Read());
    }

    [Fact]
    public void A_mistake_is_reported_with_the_row_and_a_label_with_its_step()
    {
        _labels.Add(3, [Color.Green, Color.Green, Color.Red]);
        var e = Assert.Throws<InvalidRowException>(() => _labels.Add(2, [Color.Red]));
        Assert.Equal(
            "row 1: label 'Words' has 1 value; expected 2, one for each step of its sequence, or null for a missing label.",
            e.Message);
        e = Assert.Throws<InvalidRowException>(() => _labels.Add(2, [Color.Red, (Color)9]));
        Assert.StartsWith("row 1: label 'Words'[1] is 9, which is no member of Color;", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_of_every_type_are_labels_of_steps()
    {
        var prices = new SequenceLabels<float>(new RegressionLabels("Prices", torch.float64));
        prices.Add(2, new double?[] { 0.1, null });
        prices.Add(1, (int[])[16_777_217]);
        prices.Add(1, new decimal?[] { 0.25m });
        Assert.Equal([0.1, 0, 16_777_217, 0, 0.25, 0], TensorValues.Read<double>(prices.ToLabels().Values));
        var e = Assert.Throws<InvalidRowException>(() => prices.Add(2, new double[] { 1, double.NegativeInfinity }));
        Assert.Equal(
            "row 3: label 'Prices'[1] is -Infinity; a finite 64-bit number was expected, or null for a missing label.", e.Message);
    }

    [Fact]
    public void Flags_keep_their_own_dimension_after_the_steps()
    {
        var flags = new SequenceLabels<Symptoms>(new MultiLabelLabels<Symptoms>("Days"));
        flags.Add(2, [Symptoms.Cold, Symptoms.None]);
        flags.Add(1, [Symptoms.None]);

        Assert.Equal([2, 2, 3], flags.ToLabels().Values.shape);
    }

    [Fact]
    public void There_can_be_no_rows() => Assert.Equal([0, 1], _labels.ToLabels().Present.shape);

    [Fact]
    public void Predictions_are_put_together_by_rows_without_those_to_padding()
        => Assert.Equal([[1, 2], [4]], PerPosition.ByRow([1, 2, 3, 4, 5, 6], torch.tensor(new long[] { 2, 1 })));
}
