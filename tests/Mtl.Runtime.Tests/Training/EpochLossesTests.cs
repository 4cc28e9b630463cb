using Mtl.Emitted;

namespace Mtl.Tests;

/// <summary>The means of an epoch: of tasks over labelled rows, of everything else over steps.</summary>
public sealed class EpochLossesTests
{
    [Fact]
    public void Penalty_and_objective_are_means_over_the_steps()
    {
        var epoch = new EpochLosses(2);
        foreach (double penalty in (double[])[0.25, 0.5, 1.5])
            epoch.Add(Step([2, 1], [3, 1], penalty));

        Assert.Equal(0.75, epoch.Penalty, 1e-12);
        Assert.Equal((2 * 1) + (1 * 0.5) + 0.75, epoch.Objective, 1e-12);
    }

    [Fact]
    public void The_loss_of_a_task_is_the_mean_over_its_labelled_rows()
    {
        var epoch = new EpochLosses(2);
        epoch.Add(Step([2, 0], [3, 0], 0));
        epoch.Add(Step([6, 0], [1, 0], 0));

        Assert.Equal([3, double.NaN], epoch.TaskMeans());
        Assert.True(epoch.HasLabels);
    }

    [Fact]
    public void Without_any_label_there_is_nothing_to_learn()
    {
        var epoch = new EpochLosses(2);
        epoch.Add(Step([0, 0], [0, 0], 0));
        Assert.False(epoch.HasLabels);
        epoch.Add(Step([0, 1], [0, 1], 0));
        Assert.True(epoch.HasLabels);
    }

    [Fact]
    public void A_weight_is_the_mean_over_the_steps_in_which_the_task_had_labels()
    {
        using var method = new GeometricLossBalancing();
        method.Attach(new("Model", [new("A", TaskKind.Binary, 1, []), new("B", TaskKind.Binary, 1, [])]));
        var epoch = new EpochLosses(2);
        epoch.Add(Balanced([4, 1], [1, 1])); // √(4·1)/(2·4) = 1/4 and √(4·1)/(2·1) = 1.
        epoch.Add(Balanced([1, 4], [1, 1]));
        epoch.Add(Balanced([1, 0], [1, 0])); // One task alone has weight 1.

        Assert.Equal((0.25 + 1 + 1) / 3, epoch.MeanWeight(0)!.Value, 1e-12);
        Assert.Equal((1 + 0.25) / 2, epoch.MeanWeight(1)!.Value, 1e-12);
        Assert.Null(new EpochLosses(1).MeanWeight(0));

        StepLosses Balanced(double[] losses, long[] labels)
        {
            method.Weigh(losses, labels);
            return Step(losses, labels, 0, method);
        }
    }

    private static StepLosses Step(double[] losses, long[] labels, double penalty, TaskBalancing? method = null)
    {
        var step = new StepLosses(losses.Length) { Declared = method };
        double[] weights = [1, 0.5];
        for (int task = 0; task < losses.Length; task++)
            step.Record(task, new MeasuredLoss(losses[task], labels[task]), weights[task]);
        step.End(penalty);
        return step;
    }
}
