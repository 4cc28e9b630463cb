namespace Mtl.Tests;

/// <summary>The means of an epoch: of tasks over labeled rows, of everything else over steps.</summary>
public sealed class EpochLossesTests
{
    private static readonly ModelInfo _model = new("Model", [new("A", TaskKind.Binary, 1, []), new("B", TaskKind.Binary, 1, [])]);

    [Fact]
    public void Penalty_and_objective_are_means_over_the_steps()
    {
        var epoch = new EpochLosses(_model);
        foreach (double penalty in (double[])[0.25, 0.5, 1.5])
            epoch.Add(Step([2, 1], [3, 1], penalty));

        var result = epoch.Result(epoch: 1, TimeSpan.Zero, metrics: null);
        Assert.Equal(0.75, result.Penalty, 1e-12);
        Assert.Equal((2 * 1) + (1 * 0.5) + 0.75, result.Objective, 1e-12);
    }

    [Fact]
    public void The_loss_of_a_task_is_the_mean_over_its_labeled_rows()
    {
        var epoch = new EpochLosses(_model);
        epoch.Add(Step([2, 0], [3, 0], 0));
        epoch.Add(Step([6, 0], [1, 0], 0));

        Assert.Equal([3, double.NaN], epoch.TaskMeans());
    }

    [Fact]
    public void A_weight_is_the_mean_over_the_steps_in_which_the_task_had_labels()
    {
        using var method = new GeometricLossBalancing();
        method.Attach(_model);
        var epoch = new EpochLosses(_model);
        epoch.Add(Balanced([4, 1], [1, 1])); // √(4·1)/(2·4) = 1/4 and √(4·1)/(2·1) = 1.
        epoch.Add(Balanced([1, 4], [1, 1]));
        epoch.Add(Balanced([1, 0], [1, 0])); // One task alone has weight 1.

        Assert.Equal((0.25 + 1 + 1) / 3, MeanWeight(epoch, task: 0)!.Value, 1e-12);
        Assert.Equal((1 + 0.25) / 2, MeanWeight(epoch, task: 1)!.Value, 1e-12);
        var unbalanced = new EpochLosses(_model);
        unbalanced.Add(Step([4, 1], [1, 1], 0));
        Assert.Null(MeanWeight(unbalanced, task: 0));

        StepLosses Balanced(double[] losses, long[] labels)
        {
            method.Weigh(losses, labels);
            return Step(losses, labels, 0, method);
        }
    }

    private static double? MeanWeight(EpochLosses epoch, int task) =>
        epoch.Result(epoch: 1, TimeSpan.Zero, metrics: null).Tasks[task].Weight;

    private static StepLosses Step(double[] losses, long[] labels, double penalty, TaskBalancing? method = null)
    {
        var step = new BackwardPass(losses.Length, storage: null, taskGradients: null, model: null, chosen: null, declared: method);
        double[] weights = [1, 0.5];
        for (int task = 0; task < losses.Length; task++)
            step.Record(task, new MeasuredLoss(losses[task], labels[task]), weights[task]);
        step.End(penalty);
        return step.Losses;
    }
}
