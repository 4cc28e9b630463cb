using static Mtl.EndToEnd.Tests.ProcessSafety.BadTensors;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests.ProcessSafety;

/// <summary>Bad batches for a model whose training step is fused, which reads the memory of tensors as it is.</summary>
internal static class FusedCalls
{
    private static readonly Entrances<ThreeKinds.Batch> _entrances = Entrances<ThreeKinds.Batch>.Of<ThreeKinds, ThreeKinds.Metrics>(
        () => new(seed: 1),
        (model, batch) => model.Fit(batch, options: new() { Epochs = 1 }),
        (model, batch) => model.ComputeLosses(model.call(batch.Input), batch),
        (model, batch) => model.Predict(batch.Input));

    public static IEnumerable<BadCall> All() =>
    [
        .. _entrances.Accept("good", () => Batch()),
        .. _entrances.Accept("integers", () => Batch(ones([4, 7], ScalarType.Int64))),
        .. _entrances.Accept("half precision", () => Batch(ones([4, 7], ScalarType.Float16))),
        .. _entrances.Accept("other integers as classes", () => Batch(color: new(Indices(1, 4).to(ScalarType.Int32), ones(4)))),
        .. _entrances.Accept("integers as presence", () => Batch(amount: new(zeros(4), Indices(1, 4)))),
        .. _entrances.Accept("integers as numbers", () => Batch(amount: new(Indices(1, 4), ones(4)))),
        .. _entrances.Refuse<ArgumentException>(
            "too wide", "'Input' must have the shape [batch, 7], but the tensor given has [4, 8]", () => Batch(rand(4, 8))),
        .. _entrances.Refuse<ArgumentException>(
            "three dimensions", "'Input' must have the shape [batch, 7], but the tensor given has [4, 7, 1]", () => Batch(rand(4, 7, 1))),
        .. _entrances.Refuse<ArgumentException>("no dimension", "ThreeKinds: ", () => Batch(tensor(1f))),
        .. _entrances.Refuse<ArgumentException>(
            "complex", "must hold real numbers, but the tensor given is ComplexFloat32", () => Batch(Complex(4, 7))),
        .. _entrances.Refuse<ObjectDisposedException>("freed", WasFreed, () => Batch(Freed(rand(4, 7)))),
        .. _entrances.RefuseToStep<TrainingException>("NaN", "became NaN", () => Batch(full([4, 7], float.NaN))),
        .. _entrances.RefuseLabels<ArgumentException>(
            "NaN as label", "Amount: label NaN in row 0 is no finite number.", () => Batch(amount: new(full([4], float.NaN), ones(4)))),
        .. _entrances.RefuseLabels<ArgumentException>(
            "2 as a binary label", "Yes: label 2 in row 0 is neither 0 nor 1.", () => Batch(yes: new(full([4], 2f), ones(4)))),
        .. _entrances.RefuseLabels<ArgumentException>(
            "a negative presence", "Yes: presence of a label -1 in row 0 is neither 0 nor 1.", () => Batch(yes: new(ones(4), -ones(4)))),
        .. _entrances.RefuseInTraining<ArgumentException>(
            "no rows",
            "at least 2",
            () => new(zeros(0, 7), Classes(0), Labels(0), Labels(0))),
        .. _entrances.RefuseLabels<ArgumentException>(
            "a class too many", "Color: label 3 in row 0 is none of the 3 classes 0 to 2.", () => Batch(color: Classes(4, 3))),
        .. _entrances.RefuseLabels<ArgumentException>(
            "a negative class", "Color: label -1 in row 0 is none of the 3 classes 0 to 2.", () => Batch(color: Classes(4, -1))),
        .. _entrances.RefuseLabels<ArgumentException>(
            "fractions as classes", "Color: the labels are class indices and must be integers, Int64, but the tensor given is Float32",
            () => Batch(color: Labels(4))),
        .. _entrances.RefuseLabels<ArgumentException>(
            "classes in two columns", "Color: 'labels' must have the shape [batch], but the tensor given has [4, 2]",
            () => Batch(color: new(Indices(0, 4, 2), ones(4)))),
        .. _entrances.RefuseLabels<ArgumentException>(
            "numbers in a column", "Amount: 'labels' must have the shape [batch], but the tensor given has [4, 1]",
            () => Batch(amount: new(zeros(4, 1), ones(4)))),
        .. _entrances.RefuseLabels<ArgumentException>(
            "presence in two columns", "Amount: 'presence of labels' must have the shape [batch], but the tensor given has [4, 2]",
            () => Batch(amount: new(zeros(4), ones(4, 2)))),
        .. _entrances.RefuseLabels<ArgumentException>(
            "complex labels", "Amount: 'labels' must hold real numbers, but the tensor given is ComplexFloat32",
            () => Batch(amount: new(Complex(4), ones(4)))),
        .. _entrances.RefuseLabels<ArgumentException>("too few labels", "labels", () => Batch(amount: new(zeros(3), ones(4)))),
        .. _entrances.RefuseLabels<ArgumentException>("a single label", "labels", () => Batch(amount: new(tensor(1f), tensor(1f)))),
        .. _entrances.RefuseLabels<ObjectDisposedException>(
            "freed labels", $"Color: 'labels' {WasFreed}", () => Batch(color: new(Freed(Indices(0, 4)), ones(4)))),
        .. _entrances.RefuseLabels<ObjectDisposedException>(
            "freed presence", $"Color: 'presence of labels' {WasFreed}", () => Batch(color: new(Indices(0, 4), Freed(ones(4))))),
        .. _entrances.RefuseDevice<ArgumentException>(
            "labels elsewhere", "Amount: 'labels' is on meta, but the model is on cpu",
            () => Batch(amount: new(Elsewhere(zeros(4)), ones(4)))),
        .. _entrances.Refuse<ArgumentException>(
            "sparse", "' is sparse, but must be dense; call to_dense().", () => Batch(rand(4, 7).to_sparse())),
        .. _entrances.RefuseMany<ArgumentException>(
            "without numbers", "ThreeKinds: 'Input' is on the device meta, where tensors have no numbers.",
            () => Batch(Elsewhere(rand(4, 7)))),
        BadCall.Refused<ArgumentException>(
            "Evaluate, labels without numbers", "Amount: 'labels' is on the device meta, where tensors have no numbers.",
            () => new ThreeKinds(seed: 1).Evaluate(Batch(amount: new(Elsewhere(zeros(4)), ones(4))))),
        .. BatchCalls(),
    ];

    private static IEnumerable<BadCall> BatchCalls() =>
    [
        BadCall.Refused<ArgumentOutOfRangeException>(
            "rows beyond the last", "ThreeKinds: 10 rows from row 3 on were asked for, but there are 4, from row 0 on.",
            () => Batch().Slice(3, 10)),
        BadCall.Refused<ArgumentOutOfRangeException>(
            "rows before the first", "ThreeKinds: 1 row from row -1 on were asked for", () => Batch().Slice(-1, 1)),
        BadCall.Refused<ArgumentOutOfRangeException>("less than no rows", "ThreeKinds: -1 rows from row 1 on", () => Batch().Slice(1, -1)),
        BadCall.Refused<ArgumentOutOfRangeException>(
            "row numbers beyond the last", "ThreeKinds: there is no row 77 among 4 rows.", () => Batch().Rows(Indices(77, 1))),
        BadCall.Refused<ArgumentOutOfRangeException>(
            "negative row numbers", "ThreeKinds: there is no row -1 among 4 rows.", () => Batch().Rows(Indices(-1, 1))),
        BadCall.Refused<ArgumentException>(
            "fractions as row numbers", "ThreeKinds: row numbers must be Int64 of the shape [n], but the tensor given is Float32 [3].",
            () => Batch().Rows(rand(3))),
        BadCall.Refused<ArgumentException>(
            "a table of row numbers",
            "but the tensor given is Int64 [1, 2]",
            () => Batch().Rows(Indices(1, 1, 2))),
        BadCall.Refused<ArgumentNullException>("no row numbers", "'indices' is null", () => Batch().Rows(null!)),
        BadCall.Refused<ObjectDisposedException>("freed row numbers", WasFreed, () => Batch().Rows(Freed(Indices(1, 1)))),
        BadCall.Refused<ObjectDisposedException>("rows of what was freed", WasFreed, () => Batch(Freed(rand(4, 7))).Slice(0, 1)),
        BadCall.Refused<ArgumentNullException>("to no device", "device", () => Batch().ToDevice(null!)),
        BadCall.Refused<InvalidOperationException>("rows of nothing", "it is default(Batch)", () => default(ThreeKinds.Batch).Slice(0, 1)),
        BadCall.Refused<InvalidOperationException>(
            "row numbers of nothing",
            "it is default(Batch)",
            () => default(ThreeKinds.Batch).Rows(Indices(0, 1))),
        BadCall.Refused<InvalidOperationException>(
            "the device of nothing",
            "it is default(Batch)",
            () => _ = default(ThreeKinds.Batch).Device),
        BadCall.Fine("nothing to free", () => default(ThreeKinds.Batch).Dispose()),
        BadCall.Refused<ArgumentOutOfRangeException>(
            "labels before the first",
            "the labels of a task: 1 row from row -1 on",
            () => Labels(4).Slice(-1, 1)),
        BadCall.Refused<ArgumentOutOfRangeException>(
            "labels of no row",
            "the labels of a task: there is no row 9",
            () => Labels(4).Rows(Indices(9, 1))),
    ];

    private static ThreeKinds.Batch Batch(
        Tensor? input = null, TaskLabels? color = null, TaskLabels? yes = null, TaskLabels? amount = null) =>
        new(input ?? rand(4, 7), color ?? Classes(4), yes ?? Labels(4), amount ?? Labels(4));
}
