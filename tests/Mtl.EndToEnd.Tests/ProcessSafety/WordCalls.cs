using static Mtl.EndToEnd.Tests.ProcessSafety.BadTensors;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests.ProcessSafety;

/// <summary>Bad batches for an embedding under experts, beside numbers: a second input.</summary>
internal static class WordCalls
{
    private static readonly Entrances<MixedWords.Batch> _entrances = Entrances<MixedWords.Batch>.Of<MixedWords, MixedWords.Metrics>(
        () => new(seed: 1),
        (model, batch) => model.Fit(batch, options: new() { Epochs = 1 }),
        (model, batch) => model.ComputeLosses(model.call(batch.Numbers, batch.Word), batch),
        (model, batch) => model.Predict(batch.Numbers, batch.Word));

    public static IEnumerable<BadCall> All() =>
    [
        .. _entrances.Accept("good", () => Batch(Indices(6, 4))),
        .. _entrances.Refuse<ArgumentException>(
            "an index too many", "Vectors: index 7 has no vector; there are 7, for the indices 0 to 6.", () => Batch(Indices(7, 4))),
        .. _entrances.Refuse<ArgumentException>(
            "a negative index", "Vectors: index -1 has no vector; there are 7, for the indices 0 to 6.", () => Batch(Indices(-1, 4))),
        .. _entrances.Refuse<ArgumentException>(
            "fractions as indices", "'Word' holds category indices and must be Int64, but the tensor given is Float32",
            () => Batch(zeros(4))),
        .. _entrances.Refuse<ArgumentException>(
            "indices in a column", "'Word' must have the shape [batch], but the tensor given has [4, 1]", () => Batch(Indices(0, 4, 1))),
        .. _entrances.Refuse<ArgumentException>("too few indices", "'Word' has 3 rows, but 4 were expected", () => Batch(Indices(0, 3))),
        .. _entrances.Refuse<ArgumentException>(
            "one row of numbers", "'Word' has 4 rows, but 1 were expected", () => Batch(Indices(0, 4), rand(1, 5))),
        .. _entrances.Refuse<ArgumentNullException>("null", "'Word' is null, where a tensor was expected", () => Batch(null!)),
        .. _entrances.Refuse<ObjectDisposedException>("freed", $"MixedWords: 'Word' {WasFreed}", () => Batch(Freed(Indices(0, 4)))),
    ];

    private static MixedWords.Batch Batch(Tensor word, Tensor? numbers = null) =>
        new(numbers ?? rand(4, 5), word, Labels(4), Labels(4), Labels(4));
}
