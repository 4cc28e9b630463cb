using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests;

/// <summary>Dropout rates that are members of the model.</summary>
[Collection(Alone.Name)]
public sealed class AdaptiveDropoutTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mtl-rates-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_rate_starts_in_the_middle_of_its_bounds()
    {
        using var model = new AdaptiveRates(seed: 1);
        Assert.Equal(0.3, model.EasyDropoutRate.Value, 6);
        Assert.Equal(0.2, model.HardDropoutRate.Value, 6);
        Assert.Equal((0.1, 0.5), (model.EasyDropoutRate.Min, model.EasyDropoutRate.Max));
        Assert.Null(typeof(AdaptiveRates).GetProperty("FixedDropoutRate"));
    }

    [Fact]
    public void The_forward_pass_drops_at_the_rate_of_the_task()
    {
        using var scope = NewDisposeScope();
        using var model = new AdaptiveRates(seed: 2);
        model.EasyDropoutRate.Value = 0.5;
        model.HardDropoutRate.Value = 0;
        model.train();
        Assert.InRange(Dropped(model, model.Easy), 0.49, 0.51);
        Assert.Equal(0, Dropped(model, model.Hard));
        model.EasyDropoutRate.Value = 0.1;
        Assert.InRange(Dropped(model, model.Easy), 0.09, 0.11);
        Assert.InRange(Dropped(model, model.Fixed), 0.89, 0.91);
        model.eval();
        Assert.Equal(0, Dropped(model, model.Easy));
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.6)]
    [InlineData(double.NaN)]
    public void A_rate_outside_its_bounds_is_refused_with_task_and_bounds(double rate)
    {
        using var model = new AdaptiveRates(seed: 3);
        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => model.EasyDropoutRate.Value = rate);
        Assert.Contains("'Easy' must be between 0.1 and 0.5", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0.3, model.EasyDropoutRate.Value, 6);
    }

    [Fact]
    public void Rates_are_saved_with_the_model_and_move_with_it()
    {
        using var scope = NewDisposeScope();
        using var model = new AdaptiveRates(seed: 4);
        model.EasyDropoutRate.Value = 0.45;
        var path = Path.Combine(_folder.FullName, "rates.safetensors");
        model.Save(path);
        using var again = AdaptiveRates.Load(path);
        Assert.Equal(0.45, again.EasyDropoutRate.Value, 6);
        Assert.Equal(0.2, again.HardDropoutRate.Value, 6);

        again.to(ScalarType.Float64);
        Assert.Equal(0.45, again.EasyDropoutRate.Value, 6);
        again.EasyDropoutRate.Value = 0.25;
        Assert.Equal(0.25, again.EasyDropoutRate.Value, 6);
    }

    [Fact]
    public void Training_at_constant_rates_leaves_them_and_no_tensor_behind()
    {
        using var model = new AdaptiveRates(seed: 5);
        using var input = rand(16, 400);
        using var values = ones(16);
        var labels = new TaskLabels(values, values);
        var batch = new AdaptiveRates.Batch(input, labels, labels, labels);
        model.Fit(batch, options: new() { Epochs = 3, BatchSize = 4 });
        model.HardDropoutRate.Value = 0.2;
        GC.Collect(); // What earlier tests left to the finalizer must not be freed in between.
        GC.WaitForPendingFinalizers();
        var before = Tensor.TotalCount;
        model.Fit(batch, options: new() { Epochs = 20, BatchSize = 4, AdaptiveDropout = DropoutRule.Constant });
        model.EasyDropoutRate.Value = 0.4;
        Assert.Equal(before, Tensor.TotalCount);
        Assert.Equal(0.2, model.HardDropoutRate.Value, 6);
    }

    /// <summary>The share of zeros among the features that the head's output layer receives.</summary>
    private static double Dropped(AdaptiveRates model, BinaryHead head)
    {
        var share = 0.0;
        var hook = head.Output.register_forward_pre_hook((_, input) =>
        {
            share = input.eq(0).to_type(ScalarType.Float64).mean().item<double>();
            return input;
        });
        model.call(ones(250, 400));
        hook.remove();
        return share;
    }
}
