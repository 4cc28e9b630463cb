using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.EndToEnd.Tests;

/// <summary>Words, what they look like and what was measured of them: sequences with the same lengths.</summary>
internal sealed record Measured(
    [property: Feature(SameLengthAs = "Words", Categories = 3)] int[] Capitals,
    [property: Feature(2, SameLengthAs = "Words"), Standardize] float[] Measures,
    [property: Feature(MaxLength = 6, Categories = 9)] int[] Words,
    [property: Label] bool[] IsLong,
    [property: Label] float Sum);

[MultiTaskModel<Measured>]
internal sealed partial class MeasuredReader
{
    [SharedLayer(4, From = nameof(Measured.Words))]
    public partial Embedding WordVectors { get; }

    [SharedLayer(3, From = nameof(Measured.Capitals))]
    public partial Embedding CapitalVectors { get; }

    [SharedLayer(8, Concat = [nameof(WordVectors), nameof(CapitalVectors), nameof(Measured.Measures)], Bidirectional = true)]
    public partial GRU Context { get; }

    [TaskLayer(4, Steps = Steps.Mean)]
    public partial Linear Whole { get; }

    [TaskHead(PerPosition = true)]
    public partial BinaryHead IsLong { get; }

    [TaskHead(From = nameof(Whole))]
    public partial RegressionHead Sum { get; }
}

/// <summary>Several features of the same steps, with one tensor of lengths.</summary>
[Collection(Alone.Name)]
public sealed class ParallelSequenceTests
{
    private static readonly Measured[] _rows =
    [
        new([0, 1], [1, 10, 2, 20], [8, 7], [true, false], 1),
        new([2], [3, 30], [1], [true], 2),
        new([0, 0, 1], [4, 40, 5, 50, 6, 60], [1, 2, 3], [false, true, true], 3),
    ];

    [Fact]
    public void They_share_their_lengths_and_predict_per_step()
    {
        using var scope = torch.NewDisposeScope();
        using var model = new MeasuredReader(seed: 1);
        model.Fit(_rows, new() { Epochs = 2, BatchSize = 2, Seed = 1 });
        var batch = MeasuredReader.Encode(_rows);
        Assert.Equal([2L, 1L, 3L], batch.WordsLengths.data<long>().ToArray());
        Assert.Equal([3L, 3L, 2L], batch.Measures.shape);
        Assert.Equal([2, 1, 3], model.Predict(_rows).Select(prediction => prediction.IsLong.Count));
        foreach (var (row, prediction) in _rows.Zip(model.Predict(_rows)))
        {
            Assert.Equal(model.Predict(row).Sum.Value, prediction.Sum.Value, 1e-4);
            Assert.Equal(model.Predict(row).IsLong[0].Probability, prediction.IsLong[0].Probability, 1e-4);
        }
    }

    [Fact]
    public void Standardization_is_over_the_real_steps()
    {
        using var scope = torch.NewDisposeScope();
        using var model = new MeasuredReader(seed: 1);
        model.Fit(_rows, new() { Epochs = 1, BatchSize = 3, Seed = 1 });
        Assert.Equal([3.5, 35], model.MeasuresStandardization.Mean.data<double>().ToArray());
        Assert.Equal(Math.Sqrt(35 / 12.0), model.MeasuresStandardization.Deviation[0].item<double>(), 1e-12);
    }

    [Fact]
    public void Another_length_is_refused()
    {
        var refusal = Assert.Throws<InvalidRowException>(() => MeasuredReader.Encode([_rows[0], _rows[1] with { Capitals = [0, 1] }]));
        Assert.Equal("row 1: feature 'Capitals' has 2 steps, but 'Words' has 1; they must be equally long.", refusal.Message);
    }
}
