using TorchSharp;

namespace Mtl.Tests;

/// <summary>Trainings that end badly: who follows them throws, or disposes of the model.</summary>
public sealed class TrainingEndTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly TwoTaskModel _model = new();
    private readonly TwoTaskModel.Batch _rows = TwoTaskData.Create(40);

    public void Dispose()
    {
        _model.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void What_the_last_report_throws_hides_no_error()
    {
        var always = new SynchronousProgress(report =>
            throw new IOException($"console closed, {(report.Ended ? "at the end" : "in the loop")}"));
        var inLoop = Assert.Throws<TrainingException>(() => Fit(_rows, always));
        Assert.Equal("In epoch 1, step 1, training failed: console closed, in the loop", inLoop.Message);

        int steps = 0;
        _model.OnStep = _ =>
        {
            if (++steps == 3)
                throw new InvalidOperationException("out of memory, say");
        };
        bool wasCalled = false;
        var atEnd = new SynchronousProgress(report =>
        {
            wasCalled = report.Ended;
            if (report.Ended)
                throw new IOException("console closed");
        });
        var error = Assert.Throws<TrainingException>(() => Fit(_rows, atEnd));
        Assert.Equal("In epoch 1, step 3, training failed: out of memory, say", error.Message);
        Assert.True(wasCalled);
    }

    [Fact]
    public void What_the_last_report_throws_costs_no_history()
    {
        bool wasCalled = false;
        var history = Fit(_rows, new SynchronousProgress(report =>
        {
            wasCalled = report.Ended;
            if (report.Ended)
                throw new IOException("console closed");
        }));
        Assert.True(wasCalled);
        Assert.Equal(2, history.Epochs.Count);
    }

    [Fact]
    public void A_model_that_is_disposed_of_by_a_report_is_named_with_epoch_and_step()
    {
        var error = Assert.Throws<TrainingException>(() => Fit(_rows, new SynchronousProgress(report =>
        {
            if (report is { Epoch: 2, Step: 1 })
                _model.Dispose();
        })));
        Assert.Equal("In epoch 2, step 1, training failed: The model was disposed of while it was trained.", error.Message);
        Assert.Equal((2, 1), (error.Epoch, error.Step));
    }

    [Fact]
    public void A_model_that_another_thread_disposes_of_ends_its_step_first()
    {
        var disposal = new Thread(_model.Dispose);
        int steps = 0;
        _model.OnStep = _ =>
        {
            if (++steps != 3)
                return;
            disposal.Start();
            Assert.False(disposal.Join(200));
        };
        var error = Assert.Throws<TrainingException>(() => Fit(_rows, progress: null));
        Assert.True(disposal.Join(TimeSpan.FromSeconds(20)));
        Assert.Contains("training failed: The model was disposed of while it was trained.", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, error.Epoch);
        Assert.InRange(steps, 3, 4);
    }

    [Fact]
    public void Within_a_step_the_model_is_not_disposed_of()
    {
        _model.OnStep = _ => _model.Dispose();
        var error = Assert.Throws<TrainingException>(() => Fit(_rows, progress: null));
        Assert.Contains("TwoTaskModel: within a training step the model cannot be disposed of.", error.Message, StringComparison.Ordinal);
        _model.OnStep = null;
        Assert.Equal(2, Fit(_rows, progress: null).Epochs.Count);
    }

    [Fact]
    public void A_model_waits_with_its_end_for_who_reads_it()
    {
        var disposal = new Thread(_model.Dispose);
        using (var inference = new InferenceScope(_model))
        {
            disposal.Start();
            Assert.False(disposal.Join(200));
            Assert.Throws<InvalidOperationException>(_model.Dispose);
        }

        Assert.True(disposal.Join(TimeSpan.FromSeconds(20)));
        Assert.Throws<ObjectDisposedException>(() => new InferenceScope(_model));
    }

    [Fact]
    public void A_step_says_that_its_model_was_disposed_of()
    {
        using var step = TrainingStep.Begin<TwoTaskModel, TwoTaskModel.Batch, TwoTaskModel.Metrics>(_model);
        _model.Dispose();
        var error = Assert.Throws<ObjectDisposedException>(() => step.Run(_rows));
        Assert.Equal("The model was disposed of while it was trained.", error.Message);
    }

    [Fact]
    public void A_step_refuses_losses_that_are_no_numbers_before_it_moves_a_parameter()
    {
        using var step = TrainingStep.Begin<TwoTaskModel, TwoTaskModel.Batch, TwoTaskModel.Metrics>(_model);
        step.Run(_rows);
        float[][] before = [.. _model.parameters().Select(parameter => parameter.Read())];
        var bad = _rows with { Input = torch.full_like(_rows.Input, float.NaN) };
        var error = Assert.Throws<TrainingException>(() => step.Run(bad));
        Assert.StartsWith("In step 2, the loss of task 'Kind' became NaN.", error.Message, StringComparison.Ordinal);
        Assert.Equal(("Kind", 0, 2), (error.TaskName, error.Epoch, error.Step));
        Assert.Equal(before, _model.parameters().Select(parameter => parameter.Read()));
    }

    [Fact]
    public void Synchronous_progress_meets_the_model_of_its_report()
    {
        int here = Environment.CurrentManagedThreadId;
        var losses = new List<double>();
        var validation = TwoTaskData.Create(20);
        var history = _model.Fit(
            _rows,
            new()
            {
                Epochs = 3,
                Progress = new SynchronousProgress(report =>
                {
                    Assert.Equal(here, Environment.CurrentManagedThreadId);
                    if (report.Finished is not null)
                        losses.Add(_model.Evaluate(validation).Price.Loss);
                }),
            },
            validation);
        Assert.Equal(history.Epochs.Select(epoch => epoch.Tasks[1].Validation!.Loss), losses);
    }

    [Fact]
    public void A_step_needs_a_row()
    {
        using var step = TrainingStep.Begin<TwoTaskModel, TwoTaskModel.Batch, TwoTaskModel.Metrics>(_model);
        var error = Assert.Throws<ArgumentException>(() => step.Run(_rows.Slice(0, 0)));
        Assert.Contains(
            "the batch has 0 rows, but batch normalization needs at least 2 rows in a step.",
            error.Message,
            StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>(() => step.Run(_rows.Slice(0, 1)));
        Assert.Contains(
            "the batch has 1 row, but batch normalization needs at least 2 rows in a step.",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void In_inference_mode_nothing_is_trained()
    {
        using var mode = torch.inference_mode();
        var error = Assert.Throws<InvalidOperationException>(() => Fit(_rows, progress: null));
        Assert.Contains("within torch.inference_mode() there are no gradients", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_made_in_inference_mode_is_not_trained()
    {
        TwoTaskModel model;
        using (torch.inference_mode())
            model = new();
        using (model)
        {
            var error = Assert.Throws<InvalidOperationException>(() => model.Fit(_rows));
            Assert.Equal(
                "TwoTaskModel: 'Trunk.weight' was made within torch.inference_mode(), so it can never be trained. Make it outside.",
                error.Message);
        }
    }

    private TrainingHistory Fit(TwoTaskModel.Batch rows, IProgress<TrainingProgress>? progress) =>
        _model.Fit(rows, new() { Epochs = 2, BatchSize = 10, Seed = 1, Progress = progress });
}
