using TorchSharp;

namespace Mtl.Tests;

/// <summary>The learning rates of a run against the formulas of the schedules.</summary>
public sealed class ScheduleTests : IDisposable
{
    private const double Rate = 0.01;
    private const int Epochs = 4;
    private const int Steps = 5; // Of an epoch.

    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void A_constant_rate_warms_up()
    {
        Require(Schedule.Constant(), _ => 1);
        Require(Schedule.Constant(warmupSteps: 8), step => step < 8 ? (step + 1) / 8.0 : 1);
        Require(Schedule.Constant(warmupEpochs: 2), step => step < 10 ? (step + 1) / 10.0 : 1);
    }

    [Fact]
    public void A_line_and_a_cosine_end_at_their_end()
    {
        Require(Schedule.Linear(), step => 1 - (step / 20.0));
        Require(Schedule.Linear(end: 0.2, warmupSteps: 4), step => step < 4 ? (step + 1) / 4.0 : 1 - (0.8 * (step - 4) / 16));
        Require(Schedule.Cosine(), step => (1 + Math.Cos(Math.PI * step / 20)) / 2);
        Require(
            Schedule.Cosine(end: 0.2, warmupEpochs: 1),
            step => step < 5 ? (step + 1) / 5.0 : 0.2 + (0.8 * (1 + Math.Cos(Math.PI * (step - 5) / 15)) / 2));
    }

    [Fact]
    public void A_rate_falls_with_the_epochs()
    {
        Require(Schedule.Exponential(0.5), step => Math.Pow(0.5, step / Steps));
        Require(Schedule.Step(epochs: 2, factor: 0.1), step => step < 10 ? 1 : 0.1);
        Require(Schedule.Of(at => at.Epoch + (at.Step / (double)at.TotalSteps)), step => (step / Steps) + (step / 20.0));
    }

    [Fact]
    public void A_scheduler_of_TorchSharp_is_stepped_after_epochs_or_steps()
    {
        Require(
            Schedule.FromTorch(optimizer => torch.optim.lr_scheduler.StepLR(optimizer, 2, 0.1)), step => step < 10 ? 1 : 0.1);
        Require(
            Schedule.FromTorch(optimizer => torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.9), everyStep: true),
            step => Math.Pow(0.9, step));
    }

    /// <summary>Nothing is learned, so the metric stays, and no epoch is better than the first.</summary>
    [Fact]
    public void On_a_plateau_the_rate_falls_to_its_minimum()
    {
        var schedule = Schedule.OnPlateau(factor: 0.1, patience: 1, minimum: 0.05);
        Require(schedule, step => step < 10 ? 1 : step < 15 ? 0.1 : 0.05, rate: 1e-30); // Nothing is learned.
    }

    [Fact]
    public void A_schedule_says_what_it_is()
    {
        Assert.Equal("cosine to 0 after a warm-up of 100 steps", Schedule.Cosine(warmupSteps: 100).ToString());
        Assert.Equal("times 0.1 every 1 epoch", Schedule.Exponential(0.1).ToString());
        Assert.Equal("times 0.1 after 5 epochs without an improvement", Schedule.OnPlateau().ToString());
    }

    [Fact]
    public void Wrong_numbers_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Cosine(end: 1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Cosine(end: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Linear(warmupSteps: -1));
        Assert.Throws<ArgumentException>(() => Schedule.Linear(warmupSteps: 1, warmupEpochs: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Exponential(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Step(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.OnPlateau(patience: 0));
        var error = Assert.Throws<TrainingException>(() => Rates(Schedule.Of(_ => -1), Rate));
        Assert.EndsWith(
            "The schedule returned the factor -1, but a finite number of at least 0 was expected.",
            error.Message,
            StringComparison.Ordinal);
    }

    private static void Require(Schedule schedule, Func<int, double> factor, double rate = Rate)
    {
        var rates = Rates(schedule, rate);
        Assert.Equal(Epochs * Steps, rates.Count);
        for (int step = 0; step < rates.Count; step++)
            Assert.Equal(factor(step), rates[step] / rate, 1e-12);
    }

    private static List<double> Rates(Schedule schedule, double rate)
    {
        using var model = new TwoTaskModel();
        var callback = new RateReader();
        model.Fit(
            TwoTaskData.Create(Steps * 10),
            new() { Epochs = Epochs, BatchSize = 10, LearningRate = rate, Schedule = schedule, Callbacks = [callback], Watch = Accuracy },
            TwoTaskData.Create(20, seed: 8));
        return callback.Rates;
    }

    private static TaskWatch<TwoTaskModel> Accuracy => Watches.Task<TwoTaskModel>(0);

    private sealed class RateReader : TrainingCallback
    {
        public List<double> Rates { get; } = [];

        public override void StepEnded(TrainingRun run) => Rates.Add(run.LearningRate);
    }
}
