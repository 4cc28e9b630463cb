using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests;

/// <summary>
/// Threads that ask a model while another trains it, by the fused step (float32) and by autograd (float64): with batch
/// normalization and dropout, which another mode would change.
/// </summary>
[Collection(Alone.Name)]
public sealed class AskingWhileTrainingTests
{
    private const int Rows = 96;

    public static TheoryData<ScalarType> Ways => [ScalarType.Float32, ScalarType.Float64];

    [Theory]
    [MemberData(nameof(Ways))]
    public void Training_is_what_it_is_alone(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var rows = Batch();
        using var alone = NewModel(type);
        alone.Fit(rows, options: Options());

        using var asked = NewModel(type);
        using (new Asker(() => asked.Predict(rows.Input)))
        using (new Asker(() => asked.Evaluate(rows)))
            asked.Fit(rows, options: Options());

        Assert.Equal(120, asked.TrunkNorm.num_batches_tracked!.item<long>());
        Assert.Equal(State(alone), State(asked));
    }

    [Fact]
    public void What_is_saved_is_what_a_finished_step_left()
    {
        using var scope = NewDisposeScope();
        string path = Path.GetTempFileName();
        var rows = Batch();
        var (known, saved) = (new HashSet<string>(), new HashSet<string>());
        using var model = NewModel(ScalarType.Float32);
        known.Add(Predictions(model, rows));
        using (new Asker(Save))
            model.Fit(rows, options: Options(() => known.Add(Predictions(model, rows))));
        File.Delete(path);
        Assert.Subset(known, saved);

        void Save()
        {
            model.Save(path);
            using var stored = LookedAt.Load(path);
            saved.Add(Predictions(stored, rows));
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Predictions_are_those_of_a_finished_step(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var rows = Batch();
        using var reference = NewModel(type);
        HashSet<string> known = [Predictions(reference, rows)];
        reference.Fit(rows, options: Options(() => known.Add(Predictions(reference, rows))));

        using var model = NewModel(type);
        var predictions = new HashSet<string>();
        using (new Asker(() => predictions.Add(Predictions(model, rows))))
            model.Fit(rows, options: Options());
        Assert.Subset(known, predictions);
    }

    [Fact]
    public void A_second_training_at_once_is_refused_and_the_first_goes_on()
    {
        using var scope = NewDisposeScope();
        var rows = Batch();
        using var model = NewModel(ScalarType.Float32);
        var messages = new List<string>();
        var history = model.Fit(rows, options: new()
        {
            Epochs = 2,
            BatchSize = 48,
            Progress = new Synchronous(progress =>
            {
                if (!progress.Ended)
                    messages.Add(Assert.Throws<InvalidOperationException>(() => model.Fit(rows)).Message);
            }),
        });
        Assert.Equal(4, history.Steps);
        Assert.Equal(
            ["LookedAt: the model is being trained already. Wait until that Fit has ended, or dispose of that training session."],
            messages.Distinct());
        model.Fit(rows, options: new() { Epochs = 1 });
    }

    [Fact]
    public void Who_follows_the_progress_may_ask_on_another_thread_and_wait_for_it()
    {
        using var scope = NewDisposeScope();
        var rows = Batch();
        using var model = NewModel(ScalarType.Float32);
        int predictions = 0;
        model.Fit(rows, options: new()
        {
            Epochs = 2,
            BatchSize = 48,
            Progress = new Synchronous(_ => new Asker(() => predictions = model.Predict(rows.Input).Count).Dispose()),
        });
        Assert.Equal(Rows, predictions);
    }

    private static TrainingOptions Options(Action? afterStep = null) => new()
    {
        Epochs = 20,
        BatchSize = 16,
        Seed = 2,
        Progress = afterStep is null ? null : new Synchronous(_ => afterStep()),
    };

    private static string Predictions(LookedAt model, LookedAt.Batch rows) => string.Join(" ", model.Predict(rows.Input));

    private static LookedAt NewModel(ScalarType type)
    {
        var model = new LookedAt(seed: 1);
        model.to(type);
        return model;
    }

    private static double[] State(nn.Module model) =>
        [.. model.state_dict().Values.SelectMany(tensor => tensor.detach().to(float64).flatten().data<double>().ToArray())];

    private static LookedAt.Batch Batch()
    {
        using var random = new Generator(3);
        return new(
            randn([Rows, 5], generator: random),
            new(randn([Rows], generator: random), ones(Rows)),
            new(rand([Rows], generator: random).lt(0.5).to(float32), ones(Rows)));
    }

    private sealed class Synchronous(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }

    /// <summary>Asks on a thread of its own, once at least, until it is disposed of.</summary>
    private sealed class Asker : IDisposable
    {
        private readonly Thread _thread;
        private Exception? _error;
        private volatile bool _isEnd;

        public Asker(Action ask)
        {
            _thread = new(() => Run(ask));
            _thread.Start();
        }

        public void Dispose()
        {
            _isEnd = true;
            _thread.Join();
            Assert.Null(_error);
        }

        private void Run(Action ask)
        {
            try
            {
                do
                    ask();
                while (!_isEnd);
            }
            catch (Exception error)
            {
                _error = error;
            }
        }
    }
}
