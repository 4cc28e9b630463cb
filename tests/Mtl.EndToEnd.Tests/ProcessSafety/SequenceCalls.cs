using Mtl.CompilerServices;
using static Mtl.EndToEnd.Tests.ProcessSafety.BadTensors;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests.ProcessSafety;

/// <summary>Bad batches for layers that libtorch computes as a whole: LSTM, GRU, attention, a transformer.</summary>
internal static class SequenceCalls
{
    private static readonly Entrances<PaddedModel.Batch> _entrances = Entrances<PaddedModel.Batch>.Of<PaddedModel, PaddedModel.Metrics>(
        () => new(seed: 1),
        (model, batch) => model.Fit(batch, options: new() { Epochs = 1 }),
        (model, batch) => model.ComputeLosses(model.call(batch.Frames, batch.Words, batch.Lengths), batch),
        (model, batch) => model.Predict(batch.Frames, batch.Words, batch.Lengths));

    public static IEnumerable<BadCall> All() =>
    [
        .. _entrances.Accept("good", () => Batch()),
        .. _entrances.Refuse<ArgumentException>(
            "too wide", "'Frames' must have the shape [batch, 1 to 9 steps, 3], but the tensor given has [4, 9, 4]",
            () => Batch(rand(4, 9, 4))),
        .. _entrances.Refuse<ArgumentException>(
            "too many steps", "'Frames' must have the shape [batch, 1 to 9 steps, 3], but the tensor given has [4, 10, 3]",
            () => Batch(rand(4, 10, 3))),
        .. _entrances.Refuse<ArgumentException>(
            "no steps", "'Frames' must have the shape [batch, 1 to 9 steps, 3], but the tensor given has [4, 0, 3]",
            () => Batch(rand(4, 0, 3))),
        .. _entrances.Refuse<ArgumentException>("no dimension", "PaddedModel: ", () => Batch(tensor(1f))),
        .. _entrances.Refuse<ArgumentException>(
            "complex", "must hold real numbers, but the tensor given is ComplexFloat32", () => Batch(Complex(4, 9, 3))),
        .. _entrances.Refuse<ObjectDisposedException>("freed", WasFreed, () => Batch(Freed(rand(4, 9, 3)))),
        .. _entrances.Refuse<ArgumentException>(
            "a word too many", "Vectors: index 7 has no vector; there are 7, for the indices 0 to 6.",
            () => Batch(words: Indices(7, 4, 8))),
        .. _entrances.Refuse<ArgumentException>(
            "too few words", "'Words' has 3 rows, but 4 were expected", () => Batch(words: Indices(0, 3, 8))),
        .. _entrances.Refuse<ArgumentException>(
            "a length of 0", "every length of 'Frames' must be in 1 … 9", () => Batch(lengths: Indices(0, 4, 2))),
        .. _entrances.Refuse<ArgumentException>(
            "a length too large", "every length of 'Frames' must be in 1 … 9", () => Batch(lengths: Indices(10, 4, 2))),
        .. _entrances.Refuse<ArgumentException>(
            "fractions as lengths", "'Lengths' holds numbers of steps and must be Int64, but the tensor given is Float32",
            () => Batch(lengths: ones(4, 2))),
        .. _entrances.Refuse<ObjectDisposedException>(
            "freed lengths", $"'Lengths' {WasFreed}", () => Batch(lengths: Freed(Indices(5, 4, 2)))),
        .. _entrances.RefuseToStep<TrainingException>("NaN", "became NaN", () => Batch(full([4, 9, 3], float.NaN))),
        .. _entrances.RefuseDevice<ArgumentException>(
            "elsewhere", "PaddedModel: 'Frames' is on meta, but the model is on cpu", () => Batch(Elsewhere(rand(4, 9, 3)))),
        .. _entrances.RefuseLabels<ArgumentException>(
            "labels for fewer steps", "EachFrame: the output has 36 rows, but there are labels for 28",
            () => Batch(eachFrame: Labels(4, 7))),
        .. _entrances.RefuseLabels<ArgumentException>(
            "a negative presence at a step", "EachFrame: presence of a label -1 in row 0",
            () => Batch(eachFrame: new(zeros(4, 9), -ones(4, 9)))),
        BadCall.Refused<ArgumentException>(
            "Evaluate, a negative presence at a step", "EachFrame: presence of a label -1 in row 2, step 3 is neither 0 nor 1.",
            () => new PaddedModel(seed: 1).Evaluate(Batch(eachFrame: new(zeros(4, 9), OneNegative(4, 9, row: 2, step: 3))))),
        BadCall.Fine(
            "Evaluate, a negative presence in padding",
            () => new PaddedModel(seed: 1).Evaluate(Batch(eachFrame: new(zeros(4, 9), OneNegative(4, 9, row: 2, step: 7))))),
        .. _entrances.RefuseLabels<ArgumentException>(
            "labels without steps",
            "A task with a label at every step has labels and their presence as [batch, steps], but these have [4] and [4]",
            () => Batch(eachFrame: Labels(4))),
        BadCall.Refused<ArgumentOutOfRangeException>(
            "a transformer without heads", "at least 1 head", () => SelfAttention.NewEncoder(4, heads: 0, 8, 1, 0, nn.Activations.ReLU)),
        BadCall.Refused<ArgumentOutOfRangeException>(
            "heads that do not divide", "must divide the 4 features",
            () => SelfAttention.NewEncoder(4, heads: 3, 8, 1, 0, nn.Activations.ReLU)),
    ];

    private static Tensor OneNegative(long rows, long steps, long row, long step)
    {
        var presence = ones(rows, steps);
        presence[row, step].fill_(-1);
        return presence;
    }

    private static PaddedModel.Batch Batch(
        Tensor? frames = null, Tensor? words = null, Tensor? lengths = null, TaskLabels? eachFrame = null) =>
        new(
            frames ?? rand(4, 9, 3), words ?? Indices(0, 4, 8), lengths ?? Indices(5, 4, 2), eachFrame ?? Labels(4, 9), Labels(4, 8),
            Labels(4));
}
