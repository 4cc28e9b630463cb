using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests;

/// <summary>What is fitted to training data: each part when it first has values, and nothing by a training that is refused.</summary>
[Collection(Alone.Name)]
public sealed class FittingTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Flats _model = new(seed: 1);

    public void Dispose()
    {
        _model.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void Every_column_label_and_vocabulary_is_fitted_when_it_first_has_values()
    {
        Flat[] complete = [.. Rows()];
        Flat[] empty = [.. complete.Select(row => row with { Age = null, Town = null, Price = null })];
        _model.Fit(empty, new() { Epochs = 1 });
        Assert.Equal(0, _model.InputStandardization.Mean[1].item<double>());
        Assert.Empty(_model.TownVocabulary.Values);
        double size = _model.InputStandardization.Mean[0].item<double>();

        string path = Path.GetTempFileName();
        _model.Save(path);
        using var loaded = Flats.Load(path);
        File.Delete(path);
        foreach (var model in (Flats[])[_model, loaded])
        {
            model.Fit([.. complete.Select(row => row with { Size = row.Size + 5 })], new() { Epochs = 100, LearningRate = 0.01, Seed = 1 });
            Assert.Equal(size, model.InputStandardization.Mean[0].item<double>());
            Assert.Equal(complete.Average(row => row.Age!.Value), model.InputStandardization.Mean[1].item<double>(), 1e-9);
            Assert.Equal(complete.Average(row => row.Price!.Value), model.Price.Standardization!.Mean.item<double>(), 1e-6);
            Assert.Equal(["Bonn", "Ulm"], model.TownVocabulary.Values);
            double r2 = model.Evaluate(complete.Select(row => row with { Size = row.Size + 5 })).Price.R2;
            Assert.True(r2 > 0.9, $"R² {r2}");
        }
    }

    [Fact]
    public void Rows_that_are_refused_leave_nothing()
    {
        Flat[] wrong = [.. Rows().Select(row => row with { Town = "wrong" }), new(float.NaN, 1, "x", 1, null)];
        MustStay(() => Assert.Throws<InvalidRowException>(() => _model.Fit(wrong)));
        Flat[] dear = [.. Rows().Select(row => row with { Price = 1_000_000 }), new(1, 1, "x", 1, (Color)9)];
        MustStay(() => Assert.Throws<InvalidRowException>(() => _model.Fit(dear)));
        MustStay(() => Assert.Throws<InvalidRowException>(() => _model.Fit(Rows(), new() { Validation = wrong })));
        MustStay(() => Assert.Throws<ArgumentException>(() => _model.Fit(Rows().Take(1))));
        Flat[] unlabeled = [.. Rows().Select(row => row with { Town = "wrong", Price = null, Color = null })];
        MustStay(() => Assert.Throws<TrainingException>(() => _model.Fit(unlabeled)));
        _model.Fit(Rows(), new() { Epochs = 1 });
        Assert.Equal(["Bonn", "Ulm"], _model.TownVocabulary.Values);
    }

    [Fact]
    public void Tensors_that_are_refused_leave_nothing()
    {
        _model.TownVocabulary.EnsureFitted(["Bonn"]);
        var batch = _model.Encode(Rows());
        var narrow = batch with { Input = batch.Input.narrow(1, 0, 3) };
        var wide = batch with { Price = new(zeros(batch.Count, 2), ones(batch.Count, 2)) };
        var infinite = batch with { Price = batch.Price with { Values = batch.Price.Values * double.PositiveInfinity } };
        MustStay(() => Assert.Throws<ArgumentException>(() => _model.Fit(narrow)));
        MustStay(() => Assert.Throws<ArgumentException>(() => _model.Fit(wide)));
        MustStay(() => Assert.Throws<ArgumentException>(() => _model.Fit(infinite)));
        MustStay(() => Assert.Throws<ArgumentException>(() => _model.EnsureFitted(wide)));
        MustStay(() => _model.Fit(batch, cancellationToken: new(canceled: true)));
        var unable = new TrainingOptions { Optimizer = (_, _) => throw new NotSupportedException() };
        MustStay(() => Assert.Throws<NotSupportedException>(() => _model.Fit(batch, options: unable)));
        Assert.False(_model.InputStandardization.IsFitted);
    }

    [Fact]
    public void After_the_first_step_what_was_fitted_stays()
    {
        using var cancel = new CancellationTokenSource();
        var history = _model.Fit(Rows(), new() { BatchSize = 8, Progress = new CancelAfterAStep(cancel) }, cancel.Token);
        Assert.Equal(1, history.Steps);
        Assert.True(_model.InputStandardization.IsFitted);
        Assert.Equal(["Bonn", "Ulm"], _model.TownVocabulary.Values);
    }

    [Fact]
    public void A_model_that_was_never_fitted_does_not_predict()
    {
        const string Refusal = "InputStandardization has no mean and deviation yet.";
        _model.TownVocabulary.EnsureFitted(["Bonn"]);
        var batch = _model.Encode(Rows());
        Action[] questions =
        [
            () => _model.Evaluate(batch), () => _model.Evaluate(Rows()),
            () => _model.Predict(batch.Input), () => _model.Predict(Rows()), () => _model.Predict(Rows().First()),
        ];
        Assert.All(questions, question =>
            Assert.StartsWith(Refusal, Assert.Throws<InvalidOperationException>(question).Message, StringComparison.Ordinal));
        _model.EnsureFitted(batch);
        Assert.All(questions, question => question());
    }

    [Fact]
    public void A_task_without_a_label_so_far_is_named_by_predictions_and_learned_later()
    {
        using var model = new Journeys(seed: 1);
        Journey[] first = [new([1, 2], null, [1, 2], null), new([3], null, [0], null)];
        model.Fit(first, new() { Epochs = 1 });
        Assert.False(model.Costs.Standardization!.IsFitted);
        var refusal = Assert.Throws<InvalidOperationException>(() => model.Predict(first));
        Assert.StartsWith(
            "Costs has no mean and deviation yet, because no training data had a label of it", refusal.Message, StringComparison.Ordinal);

        model.Fit([new([1, 2], [10, 30], [1, 2], null)], new() { Epochs = 1 });
        Assert.Equal(20, model.Costs.Standardization.Mean.item<double>());
        Assert.Equal(2, model.Predict(first).Count);
    }

    [Fact]
    public void Preparing_is_reported_and_counted()
    {
        var reports = new List<TrainingProgress>();
        var history = _model.Fit(Rows(), new() { Epochs = 1, Progress = new Recorder(reports) });
        Assert.Equal((true, 0, 0, false), (reports[0].IsPreparing, reports[0].Epoch, reports[0].Step, reports[0].Ended));
        Assert.Equal("Preparing the training data.", reports[0].ToString());
        Assert.DoesNotContain(reports.Skip(1), report => report.IsPreparing);
        Assert.True(history.Preparation > TimeSpan.Zero);

        reports.Clear();
        Assert.Throws<InvalidRowException>(() => _model.Fit([new(float.NaN, 1, "x", 1, null)], new() { Progress = new Recorder(reports) }));
        Assert.Equal([(true, false), (true, true)], reports.Select(report => (report.IsPreparing, report.Ended)));
    }

    private void MustStay(Action training)
    {
        var before = State();
        var towns = (_model.TownVocabulary.IsFitted, string.Join(" ", _model.TownVocabulary.Values));
        training();
        Assert.All(before.Zip(State()), pair => Assert.Equal(pair.First, pair.Second));
        Assert.Equal(towns, (_model.TownVocabulary.IsFitted, string.Join(" ", _model.TownVocabulary.Values)));
    }

    private List<byte[]> State() => [.. _model.state_dict().Values.Select(tensor => tensor.detach().contiguous().bytes.ToArray())];

    private static IEnumerable<Flat> Rows()
    {
        for (int i = 0; i < 40; i++)
        {
            double price = 500_000 + (1000 * (i % 7)) + (300 * (i % 11));
            yield return new(i % 7, 1000 + (i % 11), i % 2 == 0 ? "Ulm" : "Bonn", price, i % 3 == 0 ? null : (Color)(i % 3));
        }
    }

    private sealed class Recorder(List<TrainingProgress> reports) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => reports.Add(value);
    }

    private sealed class CancelAfterAStep(CancellationTokenSource cancel) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Step == 1)
                cancel.Cancel();
        }
    }
}
