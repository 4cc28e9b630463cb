using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.optim;
using static TorchSharp.torch.optim.lr_scheduler;

namespace Mtl.LibTorch.Tests.Optim;

public class ScheduleTests
{
    [Fact]
    public void An_epoch_can_be_named_where_the_rate_has_a_closed_form()
    {
        using var optimizer = Optimizer();
        LRScheduler[] schedules = [StepLR(optimizer, 2, 0.5), MultiStepLR(optimizer, [1, 3], 0.5), ExponentialLR(optimizer, 0.5)];
        double[] expected = [0.25, 0.25, 0.0625];
        foreach (var (schedule, rate) in schedules.Zip(expected))
        {
            schedule.step(4);
            Assert.Equal(rate, schedule.get_last_lr().Single(), 1e-12);
            Assert.Equal(rate, optimizer.ParamGroups.Single().LearningRate, 1e-12);
        }
    }

    [Fact]
    public void A_cycle_moves_the_first_beta_where_there_is_no_momentum()
    {
        using var optimizer = optim.Adam([Parameter(zeros(1))]);
        var schedule = OneCycleLR(optimizer, 1, total_steps: 10);
        var group = (Adam.ParamGroup)optimizer.ParamGroups.Single();
        Assert.Equal((0.95, 0.999), group.Betas);
        schedule.step();
        schedule.step();
        Assert.Equal(0.85, group.Betas.Item1, 1e-12);
    }

    [Fact]
    public void A_cycle_does_not_go_beyond_its_steps()
    {
        using var optimizer = Optimizer();
        var schedule = OneCycleLR(optimizer, 1, total_steps: 2, cycle_momentum: false);
        schedule.step();
        schedule.step();
        Assert.Throws<InvalidOperationException>(schedule.step);
    }

    [Fact]
    public void Impossible_schedules_are_refused()
    {
        using var optimizer = Optimizer();
        using var without = optim.Adagrad([Parameter(zeros(1))]);
        Assert.Throws<ArgumentException>(() => OneCycleLR(without, 1, total_steps: 2));
        Assert.Throws<ArgumentException>(() => OneCycleLR(optimizer, 1));
        Assert.Throws<ArgumentException>(() => OneCycleLR(optimizer, 1, total_steps: 2, pct_start: 2));
        Assert.Throws<ArgumentException>(() => ReduceLROnPlateau(optimizer, factor: 1));
        Assert.Throws<ArgumentException>(() => ReduceLROnPlateau(optimizer, "least"));
        Assert.Throws<ArgumentException>(() => ReduceLROnPlateau(optimizer, threshold_mode: "absolute"));
        Assert.Throws<ArgumentException>(() => SequentialLR(optimizer, [StepLR(optimizer, 1)], [1]));
        Assert.Throws<ArgumentException>(() => SequentialLR(optimizer, [StepLR(without, 1)], []));
        Assert.Throws<InvalidOperationException>(() => ReduceLROnPlateau(optimizer).step());
    }

    private static SGD Optimizer() => optim.SGD([Parameter(zeros(1))], 1, 0.5);
}
