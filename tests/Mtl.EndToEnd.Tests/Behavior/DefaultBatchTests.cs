using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests;

/// <summary>A batch is a struct, so <c>default</c> is one without tensors; it is distinguished from a batch without rows.</summary>
[Collection(Alone.Name)]
public sealed class DefaultBatchTests
{
    [Fact]
    public void A_default_batch_is_refused_wherever_it_comes_in()
    {
        using var model = new ThreeKinds(seed: 1);
        using var step = model.BeginTraining();
        Action[] entrances =
        [
            () => model.Fit(default(ThreeKinds.Batch)), () => model.Evaluate(default(ThreeKinds.Batch)), () => step.Run(default),
            () => model.ComputeTaskGradients(default), () => model.ComputeRepresentationGradients(default),
            () => _ = default(ThreeKinds.Batch).Count,
        ];
        Assert.All(entrances, entrance => Assert.Equal(
            "ThreeKinds: the batch has no tensors, because it is default(Batch). "
                + "A batch is made from rows, or of tensors by its constructor.",
            Assert.Throws<InvalidOperationException>(entrance).Message));
    }

    [Fact]
    public void Labels_that_were_left_out_are_refused_wherever_they_come_in()
    {
        using var scope = NewDisposeScope();
        using var model = new ThreeKinds(seed: 1);
        using var step = model.BeginTraining();
        var batch = new ThreeKinds.Batch(zeros(4, 7), default, default, default);
        Action[] entrances =
        [
            () => model.Fit(batch), () => model.Evaluate(batch), () => step.Run(batch), () => model.ComputeTaskGradients(batch),
            () => model.ComputeLosses(model.call(batch.Input), batch), () => batch.Slice(0, 2),
        ];
        Assert.All(entrances, entrance => Assert.StartsWith(
            "These labels have no tensors, because they are default(TaskLabels).",
            Assert.Throws<InvalidOperationException>(entrance).Message,
            StringComparison.Ordinal));
    }

    [Fact]
    public void A_tensor_that_is_null_is_named()
    {
        using var model = new ThreeKinds(seed: 1);
        var error = Assert.Throws<ArgumentNullException>(() => model.call(null!));
        Assert.StartsWith("ThreeKinds: 'Input' is null, where a tensor was expected.", error.Message, StringComparison.Ordinal);
    }
}
