using Mtl.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests;

/// <summary>What padding must never do: change a real step's values, gradients, losses, metrics or predictions.</summary>
[Collection(Alone.Name)]
public sealed class PaddingTests
{
    private const double Tolerance = 2e-5;

    private static readonly long[] _frames = [4, 9, 1, 6];
    private static readonly long[] _words = [8, 2, 5, 1];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_row_has_the_same_outputs_alone_and_beside_longer_rows(bool training)
    {
        using var scope = NewDisposeScope();
        using var model = new PaddedModel(seed: 1);
        model.train(training);
        var batch = Batch();
        var together = Outputs(model, batch);
        for (int row = 0; row < _frames.Length; row++)
        {
            var alone = Outputs(model, OnlyRow(batch, row));
            MustBeClose(alone.EachFrame, together.EachFrame.narrow(0, row, 1).narrow(1, 0, _frames[row]));
            MustBeClose(alone.EachWord, together.EachWord.narrow(0, row, 1).narrow(1, 0, _words[row]));
            MustBeClose(alone.Whole, together.Whole.narrow(0, row, 1));
        }
    }

    [Fact]
    public void Gradients_are_the_sum_of_those_of_the_rows_alone()
    {
        using var scope = NewDisposeScope();
        using var model = new PaddedModel(seed: 1);
        var batch = Batch();
        RealSum(Outputs(model, batch), batch).backward();
        var together = Gradients(model);
        model.zero_grad();
        for (int row = 0; row < _frames.Length; row++)
        {
            var alone = OnlyRow(batch, row);
            RealSum(Outputs(model, alone), alone).backward();
        }

        foreach (var (name, gradient) in Gradients(model))
            Assert.True((gradient - together[name]).abs().max().item<float>() < 1e-4 * (1 + gradient.abs().max().item<float>()), name);
    }

    [Fact]
    public void Whatever_stands_in_the_padding_changes_nothing()
    {
        using var scope = NewDisposeScope();
        using var model = new PaddedModel(seed: 1);
        var batch = Batch();
        var other = batch with
        {
            Frames = batch.Frames.masked_fill(Sequences.Padding(batch.FramesLengths, 9).unsqueeze(-1), 1000),
            Words = batch.Words.masked_fill(Sequences.Padding(batch.WordsLengths, 8), 6),
        };
        var (expected, found) = (model.ComputeLosses(Outputs(model, batch), batch), model.ComputeLosses(Outputs(model, other), other));
        MustBeClose(expected.EachFrame, found.EachFrame);
        MustBeClose(expected.EachWord, found.EachWord);
        MustBeClose(expected.Whole, found.Whole);
    }

    [Fact]
    public void Padding_has_no_label_even_where_one_is_stored()
    {
        using var scope = NewDisposeScope();
        using var model = new PaddedModel(seed: 1);
        var batch = Batch();
        var stored = batch with { EachFrame = new(batch.EachFrame.Values + 5, ones_like(batch.EachFrame.Present)) };
        var real = Sequences.Padding(batch.FramesLengths, 9).logical_not().to_type(ScalarType.Float32);
        var errors = (Outputs(model, batch).EachFrame - stored.EachFrame.Values).square() * real;
        MustBeClose(errors.sum() / 20, model.ComputeLosses(Outputs(model, stored), stored).EachFrame);
        Assert.Equal((errors.sum() / 20).item<float>(), model.Evaluate(stored).EachFrame.Loss, 1e-4);
    }

    [Fact]
    public void Labels_in_the_padding_are_not_counted()
    {
        using var scope = NewDisposeScope();
        using var model = new PaddedModel(seed: 1);
        var batch = Batch();
        var padding = Sequences.Padding(batch.FramesLengths, 9).to_type(ScalarType.Float32);
        var nobody = new TaskLabels(batch.Whole.Values, zeros_like(batch.Whole.Present));
        var stored = batch with { EachFrame = new(batch.EachFrame.Values, ones_like(batch.EachFrame.Present)) };
        using (var step = model.BeginTraining())
            Assert.Equal(20, step.Run(stored).LabeledRows[0]);
        var alone = batch with
        {
            EachFrame = new(batch.EachFrame.Values, padding),
            EachWord = new(batch.EachWord.Values, zeros_like(batch.EachWord.Present)),
            Whole = nobody,
        };
        var refusal = Assert.Throws<TrainingException>(() => model.Fit(alone));
        Assert.StartsWith("None of the 4 training rows has a label", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lengths_go_with_their_rows()
    {
        using var scope = NewDisposeScope();
        var batch = Batch();
        Assert.Equal([6L, 4L], batch.Rows(tensor(new long[] { 3, 0 })).FramesLengths.data<long>().ToArray());
        Assert.Equal([9L, 1L], batch.Slice(1, 2).ToDevice(CPU).FramesLengths.data<long>().ToArray());
        Assert.Equal([2L, 5L], batch.Slice(1, 2).WordsLengths.data<long>().ToArray());
    }

    [Fact]
    public void A_prediction_has_exactly_one_entry_per_real_step_whatever_the_batch_size()
    {
        using var scope = NewDisposeScope();
        using var model = new PaddedModel(seed: 1);
        var batch = Batch();
        foreach (int batchSize in new[] { 1, 3, 1024 })
        {
            var predictions = model.Predict(batch.Frames, batch.Words, batch.Lengths, batchSize);
            Assert.Equal(_frames, predictions.Select(prediction => (long)prediction.EachFrame.Count));
            Assert.Equal(_words, predictions.Select(prediction => (long)prediction.EachWord.Count));
        }
    }

    [Fact]
    public void Training_on_padded_sequences_lowers_every_loss()
    {
        using var scope = NewDisposeScope();
        using var model = new PaddedModel(seed: 1);
        var batch = Batch();
        var before = model.Evaluate(batch);
        var weights = model.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter.detach().clone());
        model.Fit(batch, options: new() { Epochs = 30, BatchSize = 2, LearningRate = 0.01, Seed = 1 });
        var after = model.Evaluate(batch);
        Assert.All(model.named_parameters(), entry => Assert.True(entry.parameter.ne(weights[entry.name]).any().item<bool>(), entry.name));

        // The labels are drawn at random: a word alone cannot tell all of its own.
        Assert.InRange(after.EachFrame.Loss / before.EachFrame.Loss, 0, 0.8);
        Assert.InRange(after.EachWord.Loss / before.EachWord.Loss, 0, 0.95);
        Assert.InRange(after.Whole.Loss / before.Whole.Loss, 0, 0.5);
    }

    [Theory]
    [InlineData(0, "every length of 'Frames' must be in 1 … 9")]
    [InlineData(10, "reach from 1 to 10")]
    public void A_length_that_cannot_be_is_refused(long length, string message)
    {
        using var scope = NewDisposeScope();
        using var model = new PaddedModel(seed: 1);
        var batch = Batch();
        var refusal = Assert.Throws<ArgumentException>(() => Outputs(model, batch with { Lengths = Lengths([4, length, 1, 6], _words) }));
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_of_another_shape_are_refused()
    {
        using var scope = NewDisposeScope();
        using var model = new PaddedModel(seed: 1);
        var batch = Batch();
        Refused(batch with { Frames = randn(4, 10, 3) }, "[batch, 1 to 9 steps, 3], but the tensor given has [4, 10, 3]");
        Refused(batch with { Frames = randn(4, 9) }, "[batch, 1 to 9 steps, 3]");
        Refused(batch with { Words = randn(4, 8) }, "must be Int64");
        Refused(batch with { Lengths = batch.Lengths.to_type(ScalarType.Float32) }, "'Lengths' holds numbers of steps and must be Int64");
        Refused(
            batch with { Lengths = batch.Lengths.narrow(1, 0, 1) },
            "'Lengths' must have the shape [batch, 2], but the tensor given has [4, 1]");
        Refused(
            batch with { Lengths = batch.Lengths.narrow(0, 0, 3) },
            "'Lengths' has 3 rows, but 4 were expected, as many as the first input has");

        void Refused(PaddedModel.Batch wrong, string message) =>
            Assert.Contains(message, Assert.Throws<ArgumentException>(() => Outputs(model, wrong)).Message, StringComparison.Ordinal);
    }

    private static PaddedModel.Batch Batch()
    {
        manual_seed(5);
        var rows = _frames.Length;
        return new PaddedModel.Batch(
            randn(rows, 9, 3), randint(0, 7, new long[] { rows, 8 }, dtype: ScalarType.Int64), Lengths(_frames, _words),
            new TaskLabels(randn(rows, 9), ones(rows, 9)),
            new TaskLabels(randint(0, 2, new long[] { rows, 8 }, dtype: ScalarType.Float32), ones(rows, 8)),
            new TaskLabels(randn(rows), ones(rows)));
    }

    private static Tensor Lengths(long[] frames, long[] words) => stack([tensor(frames), tensor(words)], 1);

    /// <summary>One row without padding.</summary>
    private static PaddedModel.Batch OnlyRow(PaddedModel.Batch batch, int row)
    {
        var slice = batch.Slice(row, 1);
        return slice with { Frames = slice.Frames.narrow(1, 0, _frames[row]), Words = slice.Words.narrow(1, 0, _words[row]) };
    }

    private static PaddedModel.Outputs Outputs(PaddedModel model, PaddedModel.Batch batch) =>
        model.call(batch.Frames, batch.Words, batch.Lengths);

    private static Tensor RealSum(PaddedModel.Outputs outputs, PaddedModel.Batch batch) =>
        outputs.EachFrame.masked_fill(Sequences.Padding(batch.FramesLengths, batch.Frames.shape[1]), 0).square().sum()
        + outputs.EachWord.masked_fill(Sequences.Padding(batch.WordsLengths, batch.Words.shape[1]), 0).square().sum()
        + outputs.Whole.square().sum();

    private static Dictionary<string, Tensor> Gradients(PaddedModel model) =>
        model.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter.grad!.clone());

    private static void MustBeClose(Tensor expected, Tensor found) =>
        Assert.True(expected.allclose(found, rtol: 1e-4, atol: Tolerance), $"{(expected - found).abs().max().item<float>()}");
}
