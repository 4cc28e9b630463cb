using TorchSharp;

namespace Mtl.EndToEnd.Tests;

/// <summary>A tagging model from rows to a loaded file: sentences of varying length, a task for every word and one for the whole.</summary>
[Collection(Alone.Name)]
public sealed class TaggingTests
{
    private static readonly IReadOnlyList<Sentence> _train = new SentenceGrammar(seed: 1).Sentences(1200);
    private static readonly IReadOnlyList<Sentence> _test = new SentenceGrammar(seed: 2).Sentences(300);

    [Fact]
    public void It_learns_what_only_the_neighbors_tell()
    {
        using var model = new Tagger(seed: 1);
        var history = model.Fit(_train, new() { Epochs = 6, BatchSize = 32, LearningRate = 0.01, Seed = 1, Validation = _test });
        using var alone = new WordByWordTagger(seed: 1);
        alone.Fit(_train, new() { Epochs = 6, BatchSize = 32, LearningRate = 0.01, Seed = 1 });
        var (metrics, baseline) = (model.Evaluate(_test), alone.Evaluate(_test));
        Assert.Equal(6, history.Epochs.Count);
        Assert.InRange(baseline.Tags.Accuracy, 0.4, 0.85);
        Assert.InRange(metrics.Tags.Accuracy, 0.98, 1);
        Assert.InRange(metrics.IsCommand.Accuracy, 0.97, 1);

        // Metrics count every word once and no padding: they agree with the predictions.
        var predictions = model.Predict(_test);
        var right = _test.Zip(predictions)
            .Sum(pair => pair.First.Tags!.Zip(pair.Second.Tags).Count(tags => tags.First == tags.Second.Value));
        Assert.Equal(metrics.Tags.Accuracy, right / (double)_test.Sum(sentence => sentence.Words.Length), 1e-9);
    }

    [Fact]
    public void A_prediction_has_one_entry_per_word_and_a_loaded_model_gives_the_same()
    {
        using var model = new Tagger(seed: 1);
        model.Fit(_train.Take(200), new() { Epochs = 1, Seed = 1 });
        var folder = Directory.CreateTempSubdirectory("mtl-tagger-");
        try
        {
            var path = Path.Combine(folder.FullName, "tagger.safetensors");
            model.Save(path);
            using var again = Tagger.Load(path);
            var (expected, found) = (model.Predict(_test), again.Predict(_test));
            Assert.Equal(_test.Select(sentence => sentence.Words.Length), found.Select(prediction => prediction.Tags.Count));
            for (int row = 0; row < _test.Count; row++)
            {
                Assert.Equal(expected[row].Tags.Select(tag => tag.Probability), found[row].Tags.Select(tag => tag.Probability));
                Assert.Equal(expected[row].IsCommand, found[row].IsCommand);
            }

            var single = again.Predict(_test[0]);
            Assert.Equal(_test[0].Words.Length, single.Tags.Count);
            Assert.Equal(expected[0].IsCommand.Probability, single.IsCommand.Probability, 1e-5);
            Assert.Equal(3, again.Predict(new Sentence(["nobody", "knows", "these"], null, null)).Tags.Count);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Encoded_rows_are_padded_to_the_longest_and_labels_follow()
    {
        using var scope = torch.NewDisposeScope();
        using var model = new Tagger(seed: 1);
        model.WordsVocabulary.EnsureFitted(["they", "run"]);
        var batch = model.Encode(
        [
            new Sentence(["they", "run", "they"], [Tag.Pronoun, null, Tag.Pronoun], true),
            new Sentence(["walk"], [Tag.Noun], null),
            new Sentence(["run", "they"], null, false),
        ]);
        Assert.Equal([2L, 1L, 2L, 0L, 0L, 0L, 1L, 2L, 0L], batch.Words.data<long>().ToArray());
        Assert.Equal([3L, 3L], batch.Words.shape);
        Assert.Equal([3L, 1L, 2L], batch.WordsLengths.data<long>().ToArray());
        Assert.Equal([1L, 0L, 1L, 2L, 0L, 0L, 0L, 0L, 0L], batch.Tags.Values.data<long>().ToArray());
        Assert.Equal([1f, 0f, 1f, 1f, 0f, 0f, 0f, 0f, 0f], batch.Tags.Present.data<float>().ToArray());
        Assert.Equal([1f, 0f, 1f], batch.IsCommand.Present.data<float>().ToArray());
    }

    [Fact]
    public void A_row_that_cannot_be_is_refused_with_its_number_and_member()
    {
        using var model = new Tagger(seed: 1);
        model.WordsVocabulary.EnsureFitted(["they", "run"]);
        Refused(new Sentence([], null, null), "row 1: feature 'Words' is empty; a sequence has at least one step");
        Refused(new Sentence(null!, null, null), "row 1: feature 'Words' is null; a sequence of 1 to 20 steps");
        Refused(new Sentence([.. Enumerable.Repeat("run", 21)], null, null), "row 1: feature 'Words' has 21 steps; at most 20");
        Refused(new Sentence(["run", "they"], [Tag.Verb], null), "row 1: label 'Tags' has 1 value; expected 2");
        Refused(new Sentence(["run", "they"], [Tag.Verb, (Tag)99], null), "row 1: label 'Tags'[1] is 99");

        void Refused(Sentence wrong, string message)
        {
            var refusal = Assert.Throws<InvalidRowException>(() => model.Encode([new Sentence(["they", "run"], null, true), wrong]));
            Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        }
    }
}
