using TorchSharp.Modules;

namespace Mtl.EndToEnd.Tests;

/// <summary>Intervals for rents: in their own unit, trained on rows, saved and loaded.</summary>
[Collection(Alone.Name)]
public sealed class QuantileTests
{
    /// <summary>The noise is uniform and wider where the flat is large, so that the true quantiles are known.</summary>
    [Fact]
    public void The_interval_is_as_wide_as_the_labels_are_spread_and_survives_a_file()
    {
        var test = Flats(2000, seed: 2);
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");
        using var model = new Rents(seed: 1);
        model.Fit(Flats(2000, seed: 1), new() { Epochs = 60, BatchSize = 64, LearningRate = 0.01 });
        model.Save(path);
        using var again = Rents.Load(path);
        File.Delete(path);

        var metrics = again.Evaluate(test).Rent;
        Assert.Equal(0.8, metrics.Coverage, 0.05);
        Assert.Equal(Math.Abs(metrics.Coverage - 0.8), metrics.CoverageError, 1e-9);
        var answers = again.Predict(test);
        Assert.Equal(model.Predict(test).Select(answer => answer.Rent), answers.Select(answer => answer.Rent));
        foreach (var (flat, answer) in test.Zip(answers))
        {
            double width = Spread(flat.Size);
            Assert.Equal(Middle(flat.Size), answer.Rent.Value, 0.25 * width);
            Assert.Equal(0.8 * width, answer.Rent.Upper - answer.Rent.Lower, 0.25 * width);
        }
    }

    private static double Middle(float size) => 500 + (1000 * size);

    private static double Spread(float size) => 200 + (400 * size);

    private static List<RentedFlat> Flats(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            float size = random.NextSingle();
            double rent = Middle(size) + (Spread(size) * (random.NextDouble() - 0.5));
            return new RentedFlat(size, random.Next(5) == 0 ? null : rent);
        })];
    }
}

public sealed record RentedFlat([property: Feature] float Size, [property: Label] double? Rent);

[MultiTaskModel<RentedFlat>]
public partial class Rents
{
    [SharedLayer(16)]
    public partial Linear Trunk { get; }

    [TaskHead, Standardize]
    public partial QuantileHead Rent { get; }
}
