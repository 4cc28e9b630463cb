using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests;

/// <summary>
/// Declared models against the same networks written by hand in PyTorch, from the same weights, rows and seed: what
/// the scripts under <c>Fixtures</c> recorded.
/// </summary>
[Collection(Alone.Name)]
public sealed class PyTorchTests
{
    /// <summary>
    /// Sums are rounded in another order here, which makes a difference of 1e-7 after fifty steps. The bias before batch
    /// normalization, whose gradient is only rounding, and the running mean that follows it differ by more. A different
    /// dropout mask in one step would make a thousand times as much.
    /// </summary>
    private const double Tolerance = 5e-6;

    private const int Rows = 24;

    [Fact]
    public void After_fifty_steps_the_parameters_are_those_of_PyTorch()
    {
        using var scope = NewDisposeScope();
        var fixture = Fixture("two_heads");
        using var model = new TwoHeads();
        Train<TwoHeads, TwoHeads.Batch, TwoHeads.Metrics>(
            model, fixture, new(Numbers(fixture.GetProperty("inputs")).reshape(Rows, 6), Kinds(fixture), Prices(fixture)));
    }

    [Fact]
    public void In_a_thousand_steps_of_Adam_the_losses_are_those_of_PyTorch_to_six_decimals()
    {
        using var scope = NewDisposeScope();
        var fixture = Fixture("thousand_steps");
        using var model = new Plain();
        Load(model, fixture.GetProperty("before"));
        model.train();
        var batch = new Plain.Batch(Numbers(fixture.GetProperty("inputs")).reshape(Rows, 6), Kinds(fixture), Prices(fixture));
        using var training = TrainingStep.Begin<Plain, Plain.Batch, Plain.Metrics>(model);
        foreach (var objective in fixture.GetProperty("objectives").EnumerateArray().Select(static number => number.GetDouble()))
        {
            for (var step = 0; step < 49; step++)
                training.Run(batch);
            Assert.Equal(objective, training.Run(batch).Objective, 5e-7);
        }
    }

    /// <summary>
    /// In every order of the rows: the batches of a step are all rows, with unequal numbers of rows and labels.
    /// </summary>
    [Theory]
    [InlineData(24, 1)]
    [InlineData(5, 5)]
    [InlineData(1, 24)]
    [InlineData(5, 5, ScalarType.Float64)] // By autograd.
    public void With_a_warm_up_and_accumulated_batches_the_parameters_are_those_of_PyTorch(
        int size, int accumulated, ScalarType type = ScalarType.Float32)
    {
        using var scope = NewDisposeScope();
        var fixture = Fixture("warmup");
        using var model = new Plain();
        Load(model, fixture.GetProperty("before"));
        model.to(type);
        var batch = new Plain.Batch(Numbers(fixture.GetProperty("inputs")).reshape(Rows, 6), Kinds(fixture), Prices(fixture));
        var history = model.Fit(batch, null, new()
        {
            Epochs = 50,
            BatchSize = size,
            AccumulateBatches = accumulated,
            LearningRate = 0.01,
            Optimizer = (parameters, rate) => optim.AdamW(parameters, rate, eps: 1e-3, weight_decay: 0.01),
            Schedule = Schedule.Cosine(end: 0.1, warmupSteps: 10),
        });
        Assert.Equal(50, history.Steps);
        var rates = fixture.GetProperty("rates").EnumerateArray().Select(static rate => rate.GetDouble());
        foreach (var (expected, epoch) in rates.Zip(history.Epochs))
            Assert.Equal(expected, epoch.LearningRate!.Value, 1e-10);
        RequireState(model, fixture.GetProperty("after"));
    }

    [Fact]
    public void So_they_are_in_a_mixture_of_experts()
    {
        using var scope = NewDisposeScope();
        var fixture = Fixture("mixture_of_experts");
        using var model = new Experts();
        Train<Experts, Experts.Batch, Experts.Metrics>(
            model, fixture, new(Numbers(fixture.GetProperty("inputs")).reshape(Rows, 6), Kinds(fixture), Prices(fixture)));
    }

    [Fact]
    public void So_they_are_in_soft_sharing() =>
        TrainOfThree<Soft, Soft.Batch, Soft.Metrics>(
            "soft_sharing",
            () => new(),
            (inputs, kinds, prices, sizes) => new(inputs, kinds, prices, sizes));

    [Fact]
    public void So_they_are_in_a_cross_stitch_network() =>
        TrainOfThree<Stitched, Stitched.Batch, Stitched.Metrics>(
            "cross_stitch",
            () => new(),
            (inputs, kinds, prices, sizes) => new(inputs, kinds, prices, sizes));

    [Fact]
    public void So_they_are_in_a_progressive_extraction() =>
        TrainOfThree<Extracted, Extracted.Batch, Extracted.Metrics>(
            "progressive_extraction",
            () => new(),
            (inputs, kinds, prices, sizes) => new(inputs, kinds, prices, sizes));

    [Fact]
    public void So_they_are_in_a_task_attention_network() =>
        TrainOfThree<Attended, Attended.Batch, Attended.Metrics>(
            "task_attention",
            () => new(),
            (inputs, kinds, prices, sizes) => new(inputs, kinds, prices, sizes));

    /// <summary>Trains a model of the three tasks that the sharing schemes have.</summary>
    private static void TrainOfThree<TModel, TBatch, TMetrics>(
        string name, Func<TModel> make, Func<Tensor, TaskLabels, TaskLabels, TaskLabels, TBatch> batch)
        where TModel : nn.Module, IMultiTaskModel<TBatch, TMetrics>
        where TBatch : struct, IBatch<TBatch>
        where TMetrics : IModelMetrics
    {
        using var scope = NewDisposeScope();
        var fixture = Fixture(name);
        using var model = make();
        Train<TModel, TBatch, TMetrics>(
            model,
            fixture,
            batch(Numbers(fixture.GetProperty("inputs")).reshape(Rows, 6), Kinds(fixture), Prices(fixture), Sizes(fixture)));
    }

    private static void Train<TModel, TBatch, TMetrics>(TModel model, JsonElement fixture, TBatch batch)
        where TModel : nn.Module, IMultiTaskModel<TBatch, TMetrics>
        where TBatch : struct, IBatch<TBatch>
        where TMetrics : IModelMetrics
    {
        Load(model, fixture.GetProperty("before"));
        model.train();
        using var training = TrainingStep.Begin<TModel, TBatch, TMetrics>(
            model,
            new() { LearningRate = 0.01, Optimizer = (parameters, rate) => optim.Adam(parameters, rate, eps: 1e-3) });
        ModelRandom.Of(model).Reseed(fixture.GetProperty("seed").GetInt64());
        foreach (var (step, objective) in fixture.GetProperty("objectives").EnumerateArray().Index())
        {
            var losses = training.Run(step % 2 == 0 ? batch.Slice(0, 16) : batch.Slice(16, 8));
            Assert.Equal(objective.GetDouble(), losses.Objective, Tolerance);
        }

        RequireState(model, fixture.GetProperty("after"));
    }

    private static void RequireState(nn.Module model, JsonElement state)
    {
        foreach (var expected in state.EnumerateObject())
        {
            var difference = (Numbers(expected.Value) - model.state_dict()[expected.Name].flatten()).abs().max().to(float32).item<float>();
            Assert.True(difference <= Tolerance, $"{expected.Name} differs by {difference}");
        }
    }

    private static TaskLabels Kinds(JsonElement fixture) =>
        new(Numbers(fixture.GetProperty("kinds")).to(int64), Numbers(fixture.GetProperty("has_kind")));

    private static TaskLabels Prices(JsonElement fixture) =>
        new(Numbers(fixture.GetProperty("prices")), Numbers(fixture.GetProperty("has_price")));

    private static TaskLabels Sizes(JsonElement fixture) => new(Numbers(fixture.GetProperty("sizes")), ones(Rows));

    private static void Load(nn.Module model, JsonElement state)
    {
        using var frozen = no_grad();
        var tensors = model.state_dict();
        Assert.Equal(
            tensors.Where(tensor => tensor.Value.dtype == float32).Select(tensor => tensor.Key).Order(),
            state.EnumerateObject().Select(tensor => tensor.Name).Order());
        foreach (var tensor in state.EnumerateObject())
            tensors[tensor.Name].copy_(Numbers(tensor.Value).reshape(tensors[tensor.Name].shape));
    }

    private static JsonElement Fixture(string name)
    {
        using var document = JsonDocument.Parse(
            File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "PyTorch", "Fixtures", $"{name}.json")));
        return document.RootElement[0].Clone();
    }

    private static Tensor Numbers(JsonElement nested) => tensor(Flatten(nested).ToArray());

    private static IEnumerable<float> Flatten(JsonElement nested) =>
        nested.ValueKind == JsonValueKind.Array ? nested.EnumerateArray().SelectMany(Flatten) : [nested.GetSingle()];
}
