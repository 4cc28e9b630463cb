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
    public void A_mistake_is_reported_with_the_row_and_not_with_the_step()
    {
        _labels.Add([Color.Green, Color.Green]);
        var e = Assert.Throws<InvalidRowException>(() => _labels.Add([Color.Red]));
        Assert.Equal("row 1: label 'Words' has 1 value; expected 2, one per step, or null for a missing label.", e.Message);
        Assert.Equal(1, Assert.Throws<InvalidRowException>(() => _labels.Add([Color.Red, (Color)9])).Row);
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
