using TorchSharp;

namespace Mtl.Tests;

public sealed class TrainingStepTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly TwoTaskModel _model = new();

    public void Dispose()
    {
        _model.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void A_batch_too_small_for_the_normalization_is_refused()
    {
        using var training = Begin();
        var error = Assert.Throws<ArgumentException>(() => training.Run(TwoTaskData.Create(1)));
        Assert.StartsWith(
            "Mtl.Tests.TwoTaskModel: the batch has 1 row, but batch normalization needs at least 2 rows in a step.",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_that_was_disposed_of_says_so()
    {
        var training = Begin();
        training.Run(TwoTaskData.Create(4));
        training.Dispose();
        Assert.Throws<ObjectDisposedException>(() => training.Run(TwoTaskData.Create(4)));
    }

    private TrainingStep<TwoTaskModel.Batch, TwoTaskModel.Metrics> Begin()
    {
        _model.train();
        return TrainingStep.Begin<TwoTaskModel, TwoTaskModel.Batch, TwoTaskModel.Metrics>(_model);
    }
}
