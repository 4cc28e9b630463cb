using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.Tests;

/// <summary>Trainings that break off: what is thrown, and the state of the model afterwards.</summary>
public sealed class TrainingFailureTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly TwoTaskModel _model = new();

    public void Dispose()
    {
        _model.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void A_loss_that_is_no_number_names_task_epoch_and_step_and_spares_the_parameters()
    {
        var data = TwoTaskData.Create(50) with { Price = Tensors.Numbers([.. Enumerable.Repeat<float?>(1e30f, 50)]) };
        var before = _model.Snapshot();
        var e = Assert.Throws<TrainingException>(() => _model.Fit(data, new() { BatchSize = 10 }));

        Assert.Equal("Price", e.TaskName);
        Assert.Equal(1, e.Epoch);
        Assert.Equal(1, e.Step);
        Assert.StartsWith("In epoch 1, step 1, the loss of task 'Price' became ", e.Message, StringComparison.Ordinal);
        Assert.Contains("LearningRate", e.Message, StringComparison.Ordinal);
        Assert.All(_model.named_parameters(), parameter => Assert.Equal(before[parameter.name], parameter.parameter.Read()));
    }

    [Fact]
    public void The_end_is_reported_for_a_run_that_breaks_off_too()
    {
        var reports = new List<TrainingProgress>();
        int steps = 0;
        _model.OnStep = _ =>
        {
            if (++steps == 3)
                throw new InvalidOperationException("out of memory, say");
        };
        Assert.Throws<TrainingException>(
            () => _model.Fit(TwoTaskData.Create(30), new() { Epochs = 2, BatchSize = 10, Progress = new ProgressRecorder(reports) }));

        Assert.Equal([false, false, true], reports.Select(report => report.Ended));
    }

    public enum Place
    {
        Forward,
        Optimizer,
        Progress,
        Validation,
    }

    [Theory]
    [InlineData(Place.Forward, "In epoch 2, step 3, training failed: out of memory, say")]
    [InlineData(Place.Optimizer, "In epoch 2, step 3, training failed: out of memory, say")]
    [InlineData(Place.Progress, "In epoch 2, step 3, training failed: out of memory, say")]
    [InlineData(Place.Validation, "In epoch 2, after step 4, training failed: out of memory, say")]
    public void What_is_thrown_in_the_loop_names_epoch_and_step_and_leaves_the_model_usable(Place place, string message)
    {
        _model.eval();
        var reference = new InvalidOperationException("out of memory, say");
        var (data, validation) = (TwoTaskData.Create(40), TwoTaskData.Create(10));
        var options =
            new TrainingOptions { Epochs = 3, BatchSize = 10, Optimizer = (parameters, rate) => torch.optim.SGD(parameters, rate) };
        _model.Fit(data, options);
        _model.zero_grad();
        (long inThread, long inScope) = (DisposeScopeManager.Statistics.ThreadTotalLiveCount, _scope.DisposablesCount);

        int calls = 0;
        void Break(Place at, int call)
        {
            if (at == place && ++calls == call)
                throw reference;
        }

        _model.OnStep = _ => Break(Place.Forward, 7);
        _model.OnEvaluate = () => Break(Place.Validation, 2);
        var broken = new TrainingOptions
        {
            Epochs = 3,
            BatchSize = 10,
            Optimizer = (parameters, rate) => new ToldSgd(parameters, rate, () => Break(Place.Optimizer, 7)),
            Progress = new Listener(_ => Break(Place.Progress, 7)),
        };
        var error = Assert.Throws<TrainingException>(() => _model.Fit(data, broken, validation));

        Assert.Equal(message, error.Message);
        Assert.Equal((2, place == Place.Validation ? 4 : 3, (string?)null), (error.Epoch, error.Step, error.TaskName));
        Assert.Same(reference, error.InnerException);
        Assert.False(_model.training);
        _model.zero_grad();
        Assert.Equal(inThread, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.Equal(inScope, _scope.DisposablesCount);
        using (var tensor = torch.zeros(1))
            Assert.Equal(inScope + 1, _scope.DisposablesCount); // No scope is open but this test's own.
        Assert.Equal(12, _model.Fit(data, options, validation).Steps);
    }

    [Fact]
    public void What_cancels_from_within_is_thrown_as_it_is()
    {
        var canceled = new OperationCanceledException();
        _model.OnStep = _ => throw canceled;
        Assert.Same(canceled, Assert.Throws<OperationCanceledException>(() => _model.Fit(TwoTaskData.Create(20))));
    }

    [Fact]
    public void What_is_thrown_before_the_first_step_stays_what_it_is_and_leaves_nothing_behind()
    {
        _model.eval();
        using var method = new UncertaintyBalancing(tasks: 3);
        var data = TwoTaskData.Create(20);
        (long inThread, long inScope) = (DisposeScopeManager.Statistics.ThreadTotalLiveCount, _scope.DisposablesCount);
        Assert.Throws<NotSupportedException>(() => _model.Fit(data, new() { Optimizer = (_, _) => throw new NotSupportedException() }));
        Assert.Throws<ArgumentException>(() => _model.Fit(data, new() { Balancing = method }));

        Assert.False(_model.training);
        Assert.Equal(inThread, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.Equal(inScope, _scope.DisposablesCount);
        _model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => _model.Fit(data));
    }

    /// <summary>Plain descent that tells of every step.</summary>
    private sealed class ToldSgd(IEnumerable<Parameter> parameters, double rate, Action onStep) : SGD(parameters, rate)
    {
        public override torch.Tensor step(Func<torch.Tensor>? closure = null)
        {
            onStep();
            return base.step(closure);
        }
    }

    private sealed class Listener(Action<TrainingProgress> hear) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => hear(value);
    }
}
