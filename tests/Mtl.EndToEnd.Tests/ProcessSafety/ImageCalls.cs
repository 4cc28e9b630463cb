using static Mtl.EndToEnd.Tests.ProcessSafety.BadTensors;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests.ProcessSafety;

/// <summary>Bad batches for convolutions as experts, whose training step goes by autograd.</summary>
internal static class ImageCalls
{
    private static readonly Entrances<MixedImages.Batch> _entrances = Entrances<MixedImages.Batch>.Of<MixedImages, MixedImages.Metrics>(
        () => new(seed: 1),
        (model, batch) => model.Fit(batch, options: new() { Epochs = 1 }),
        (model, batch) => model.ComputeLosses(model.call(batch.Image), batch),
        (model, batch) => model.Predict(batch.Image));

    public static IEnumerable<BadCall> All() =>
    [
        .. _entrances.Accept("good", () => Batch()),
        .. _entrances.Accept("bytes", () => Batch(zeros([4, 2, 6, 6], ScalarType.Byte))),
        .. _entrances.Refuse<ArgumentException>(
            "another channel", "'Image' must have the shape [batch, 2, 6, 6], but the tensor given has [4, 3, 6, 6]",
            () => Batch(rand(4, 3, 6, 6))),
        .. _entrances.Refuse<ArgumentException>(
            "too small", "'Image' must have the shape [batch, 2, 6, 6], but the tensor given has [4, 2, 1, 1]",
            () => Batch(rand(4, 2, 1, 1))),
        .. _entrances.Refuse<ArgumentException>("no dimension", "MixedImages: ", () => Batch(tensor(1f))),
        .. _entrances.Refuse<ArgumentException>(
            "complex", "must hold real numbers, but the tensor given is ComplexFloat32", () => Batch(Complex(4, 2, 6, 6))),
        .. _entrances.Refuse<ObjectDisposedException>("freed", WasFreed, () => Batch(Freed(rand(4, 2, 6, 6)))),
        .. _entrances.RefuseToStep<TrainingException>("NaN", "became NaN", () => Batch(full([4, 2, 6, 6], float.NaN))),
        .. _entrances.RefuseDevice<ArgumentException>(
            "elsewhere", "MixedImages: 'Image' is on meta, but the model is on cpu", () => Batch(Elsewhere(rand(4, 2, 6, 6)))),
        .. _entrances.RefuseLabels<ArgumentException>(
            "labels in two columns", "IsCat: 'labels' must have the shape [batch], but the tensor given has [4, 2]",
            () => Batch(isCat: new(zeros(4, 2), ones(4)))),
        .. _entrances.RefuseLabels<ArgumentException>(
            "-1 as a binary label", "IsCat: label -1 in row 0 is neither 0 nor 1.", () => Batch(isCat: new(-ones(4), ones(4)))),
        .. _entrances.RefuseLabels<ArgumentException>(
            "a negative presence", "IsCat: presence of a label -1 in row 0 is neither 0 nor 1.",
            () => Batch(isCat: new(ones(4), -ones(4)))),
        .. _entrances.RefuseLabels<ArgumentException>("too few labels", "labels", () => Batch(isCat: new(zeros(3), ones(3)))),
        .. _entrances.RefuseLabels<ObjectDisposedException>(
            "freed labels", $"IsCat: 'labels' {WasFreed}", () => Batch(isCat: new(Freed(zeros(4)), ones(4)))),
        .. _entrances.RefuseDevice<ArgumentException>(
            "presence elsewhere", "IsCat: 'presence of labels' is on meta, but the model is on cpu",
            () => Batch(isCat: new(zeros(4), Elsewhere(ones(4))))),
    ];

    private static MixedImages.Batch Batch(Tensor? image = null, TaskLabels? isCat = null) =>
        new(image ?? rand(4, 2, 6, 6), isCat ?? Labels(4), Labels(4));
}
