namespace Mtl.Tests;

/// <summary>What is not finite is named before it can spoil the parameters, also where every loss is.</summary>
public sealed class FiniteLossesTests
{
    private static readonly TaskInfo[] _tasks = [new("Kind", TaskKind.Binary, 1, []), new("Price", TaskKind.Binary, 1, [])];

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_loss_is_named_by_its_task(double value)
    {
        var error = Refused(Step([1, value], penalty: 0));
        Assert.Equal("Price", error.TaskName);
        Assert.StartsWith($"In epoch 3, step 7, the loss of task 'Price' became {value}.", error.Message, StringComparison.Ordinal);
        Assert.Equal((3, 7), (error.Epoch, error.Step));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_penalty_counts_where_all_losses_are_finite(double value)
    {
        var error = Refused(Step([1, 2], value));
        Assert.Null(error.TaskName);
        Assert.Contains($"step 7, the regularization penalty became {value}.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_objective_counts_where_losses_and_penalty_are_finite()
    {
        var error = Refused(Step([double.MaxValue, double.MaxValue], penalty: 0));
        Assert.Contains("the objective (weighted losses plus penalty) became", error.Message, StringComparison.Ordinal);
    }

    /// <summary>It is asked at every step: a message for each task would be most of what a small step allocates.</summary>
    [Fact]
    public void Finite_losses_cost_no_memory()
    {
        var step = Step([1, 2], penalty: 0.5);
        step.GradientNorm = 1;
        Ask();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Ask();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Ask()
        {
            FiniteLosses.Require(step, _tasks, epoch: 3, number: 7);
            FiniteLosses.RequireNorm(step, epoch: 3, number: 7);
        }
    }

    [Fact]
    public void The_length_of_the_gradient_counts_where_it_is_measured()
    {
        var step = Step([1, 2], penalty: 0);
        FiniteLosses.RequireNorm(step, epoch: 3, number: 7);
        step.GradientNorm = double.PositiveInfinity;
        var error = Assert.Throws<TrainingException>(() => FiniteLosses.RequireNorm(step, epoch: 3, number: 7));
        Assert.StartsWith("In epoch 3, step 7, the norm of the gradient became", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<TrainingException>(() => FiniteLosses.RequireNorm(step, epoch: 0, number: 7));
        Assert.StartsWith("In step 7, the norm", error.Message, StringComparison.Ordinal);
    }

    private static TrainingException Refused(StepLosses step) =>
        Assert.Throws<TrainingException>(() => FiniteLosses.Require(step, _tasks, epoch: 3, number: 7));

    private static StepLosses Step(double[] losses, double penalty)
    {
        var step = new BackwardPass(losses.Length);
        for (int task = 0; task < losses.Length; task++)
            step.Record(task, new MeasuredLoss(losses[task], 1), 1);
        step.End(penalty);
        return step.Losses;
    }
}
