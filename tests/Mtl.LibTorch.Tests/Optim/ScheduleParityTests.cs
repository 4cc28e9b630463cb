using System.Text.Json;
using Mtl.LibTorch.Tests.Fixtures;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.optim;
using static TorchSharp.torch.optim.lr_scheduler;

namespace Mtl.LibTorch.Tests.Optim;

/// <summary>The schedules of <c>schedules.py</c>.</summary>
public class ScheduleParityTests
{
    private static readonly double[] s_metrics = [3, 2, 2, 2.1, 1.9999, 1.5, 1.5, 1.6, 1.7, 1.4, 1.4, 1.4, 1.4, 1.4, 1.4];
    private static readonly JsonElement[] s_cases = Fixture.Cases("schedules");

    public static TheoryData<int, string> Titles => Fixture.Titles("schedules", "schedule", "options", "rates");

    [Theory]
    [MemberData(nameof(Titles))]
    public void Learning_rates_and_momenta_are_those_of_PyTorch(int place, string title)
    {
        Assert.NotEmpty(title);
        using var scope = NewDisposeScope();
        var expected = s_cases[place];
        SGD.ParamGroup[] groups =
        [
            .. expected.GetProperty("rates").EnumerateArray().Select(
                rate => new SGD.ParamGroup([Parameter(zeros(1))], rate.GetDouble(), 0.9)),
        ];
        using var optimizer = SGD(groups, 0.1, 0.9);
        var scheduler = Make(expected.GetProperty("schedule").GetString()!, expected.GetProperty("options"), optimizer);

        var step = 0;
        foreach (var point in expected.GetProperty("points").EnumerateArray())
        {
            if (step > 0 && scheduler is impl.ReduceLROnPlateau)
                scheduler.step(s_metrics[step - 1]);
            else if (step > 0)
                scheduler.step();
            step++;
            var actual = groups.SelectMany(group => new[] { group.LearningRate, group.Momentum });
            foreach (var (want, have) in point.EnumerateArray().Select(number => number.GetDouble()).Zip(actual))
                Assert.Equal(want, have, 1e-8);
        }
    }

    private static LRScheduler Make(string name, JsonElement options, Optimizer optimizer) => name switch
    {
        "StepLR" => StepLR(optimizer, 3, options.Number("gamma", 0)),
        "MultiStepLR" => MultiStepLR(optimizer, [2, 5, 9], options.Number("gamma", 0)),
        "ExponentialLR" => ExponentialLR(optimizer, options.Number("gamma", 0)),
        "LambdaLR" => LambdaLR(optimizer, epoch => 1.0 / (1 + epoch)),
        "LinearLR" => LinearLR(
            optimizer, options.Number("start_factor", 1.0 / 3), options.Number("end_factor", 1), (int)options.Number("total_iters", 5)),
        "CosineAnnealingLR" => CosineAnnealingLR(optimizer, options.Number("T_max", 0), options.Number("eta_min", 0)),
        "OneCycleLR" => OneCycleLR(
            optimizer, options.Number("max_lr", 0), (int)options.Number("total_steps", -1), (int)options.Number("epochs", -1),
            (int)options.Number("steps_per_epoch", -1), options.Number("pct_start", 0.3),
            options.TryGetProperty("anneal_strategy", out _) ? impl.OneCycleLR.AnnealStrategy.Linear : impl.OneCycleLR.AnnealStrategy.Cos,
            !options.TryGetProperty("cycle_momentum", out _), options.Number("base_momentum", 0.85),
            options.Number("max_momentum", 0.95), options.Number("div_factor", 25), options.Number("final_div_factor", 1e4),
            options.Flag("three_phase")),
        "ReduceLROnPlateau" when options.TryGetProperty("mode", out _) =>
            ReduceLROnPlateau(optimizer, "max", 0.5, 2, 0.1, "abs", 2, [0.02]),
        "ReduceLROnPlateau" => ReduceLROnPlateau(optimizer, patience: 1),
        "SequentialLR" => SequentialLR(
            optimizer, [LinearLR(optimizer, total_iters: 4), ExponentialLR(optimizer, 0.8)], [5]),
        _ => throw new NotSupportedException(name),
    };
}
