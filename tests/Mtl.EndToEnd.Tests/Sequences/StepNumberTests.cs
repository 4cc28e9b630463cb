using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.EndToEnd.Tests;

/// <summary>Labels of time steps are numbers of every type that a label of a row can have.</summary>
[Collection(Alone.Name)]
public sealed class StepNumberTests : IDisposable
{
    private static readonly Journey[] _journeys =
    [
        new([1, 2], [100_000_000.25, null], [1, 2], [0.5m, null]),
        new([3], [100_000_001.25], [0], null),
        new([1, 2, 3], null, null, [1m, 2m, 3m]),
    ];

    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Sequences_have_numbers_of_every_type_as_labels()
    {
        using var data = Journeys.Encode(_journeys);
        Assert.Equal([100_000_000.25, 0, 0, 100_000_001.25, 0, 0, 0, 0, 0], data.Costs.Values.data<double>().ToArray());
        Assert.Equal([1f, 0, 0, 1, 0, 0, 0, 0, 0], data.Costs.Present.data<float>().ToArray());
        Assert.Equal([1f, 2, 0, 0, 0, 0, 0, 0, 0], data.Stops.Values.data<float>().ToArray());
        Assert.Equal([0.5f, 0, 0, 0, 0, 0, 1, 2, 3], data.Delays.Values.data<float>().ToArray());

        using var model = new Journeys(seed: 1);
        model.Fit(_journeys, new() { Epochs = 2 });
        Assert.Equal(100_000_000.75, model.Costs.Standardization!.Mean.item<double>());
        var metrics = model.Evaluate(_journeys);
        Assert.Equal((2, 3, 4), (metrics.Costs.Count, metrics.Stops.Count, metrics.Delays.Count));
        Assert.Equal([2, 1, 3], model.Predict(_journeys).Select(answer => answer.Delays.Count));
    }

    [Fact]
    public void Rows_of_fixed_length_have_them_too()
    {
        using var data = Weeks.Encode([new([1, 2, 3, 4], [16_000_000, -2], [ulong.MinValue, 7])]);
        Assert.Equal([16_000_000f, -2], data.Balance.Values.data<float>().ToArray());
        Assert.Equal([0f, 7], data.Visits.Values.data<float>().ToArray());
    }

    [Fact]
    public void A_number_that_is_not_finite_is_refused_with_row_and_step()
    {
        var e = Assert.Throws<InvalidRowException>(() => Journeys.Encode([new([1, 2], [1, double.NaN], null, null)]));
        Assert.Equal("row 0: label 'Costs'[1] is NaN; a finite 64-bit number was expected, or null for a missing label.", e.Message);
    }
}

public sealed record Journey(
    [property: Feature(MaxLength = 5)] float[] Speeds,
    [property: Label] double?[]? Costs,
    [property: Label] int[]? Stops,
    [property: Label] decimal?[]? Delays);

[MultiTaskModel<Journey>]
public partial class Journeys
{
    [SharedLayer(8)]
    public partial GRU Trunk { get; }

    [TaskHead(PerPosition = true), Standardize]
    public partial RegressionHead Costs { get; }

    [TaskHead(PerPosition = true)]
    public partial CountHead Stops { get; }

    [TaskHead(PerPosition = true)]
    public partial QuantileHead Delays { get; }
}

public sealed record Week(
    [property: Feature(2, 2)] float[] Days,
    [property: Label] long[] Balance,
    [property: Label] ulong?[] Visits);

[MultiTaskModel<Week>]
public partial class Weeks
{
    [SharedLayer(4)]
    public partial GRU Trunk { get; }

    [TaskHead(PerPosition = true)]
    public partial RegressionHead Balance { get; }

    [TaskHead(PerPosition = true)]
    public partial CountHead Visits { get; }
}
