using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.Tests;

public sealed class GradientClipTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly TwoTaskModel _model = new();

    public void Dispose()
    {
        _model.Dispose();
        _model.Storage?.Dispose();
        _scope.Dispose();
    }

    [Theory]
    [InlineData(true, 0.01)]
    [InlineData(false, 0.01)]
    [InlineData(true, 1e6)]
    [InlineData(false, 1e6)]
    public void The_step_is_that_of_clip_grad_norm(bool isFlat, double largest)
    {
        using var reference = new TwoTaskModel();
        var batch = TwoTaskData.Create(16);
        torch.manual_seed(3);
        reference.ForwardBackward(batch, new BackwardPass(2));
        double norm = torch.nn.utils.clip_grad_norm_(reference.parameters(), largest);
        torch.optim.SGD(reference.parameters(), 0.5).step();

        using var training = Begin(isFlat, largest);
        torch.manual_seed(3);
        var step = training.Run(batch);
        Assert.Equal(norm, step.GradientNorm!.Value, 1e-5);
        foreach (var (name, expected) in reference.Snapshot())
            Assert.Equal(expected, _model.Snapshot()[name], (want, have) => Math.Abs(want - have) < 1e-6);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_frozen_does_not_count(bool isFlat)
    {
        Freezing.Freeze(_model.Trunk);
        Freezing.Freeze(_model.TrunkNorm);
        using var training = Begin(isFlat, 0.01);
        training.Run(TwoTaskData.Create(16));
        double square = _model.parameters()
            .Where(parameter => parameter.requires_grad)
            .Sum(parameter => (double)parameter.grad!.square().sum().item<float>());
        Assert.Equal(0.01, Math.Sqrt(square), 1e-6);
    }

    [Fact]
    public void Without_a_limit_nothing_is_measured()
    {
        using var training = TrainingStep.Begin<TwoTaskModel, TwoTaskModel.Batch, TwoTaskModel.Metrics>(_model);
        Assert.Null(training.Run(TwoTaskData.Create(16)).GradientNorm);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_gradient_that_is_not_finite_stops_the_training_before_the_step(bool isFlat)
    {
        _model.Storage = isFlat ? new(_model) : null;
        _model.OnStep = _ =>
        {
            using var infinite = torch.full_like(_model.Price.Output.bias!, float.PositiveInfinity);
            _model.Price.Output.bias!.grad?.copy_(infinite);
            if (_model.Price.Output.bias.grad is null)
                _model.Price.Output.bias.grad = infinite;
        };
        float[] before = _model.Price.Output.weight!.Read();
        var error = Assert.Throws<TrainingException>(() => _model.Fit(TwoTaskData.Create(16), new() { GradientClipNorm = 1 }));
        Assert.Contains(
            "the norm of the gradient became ∞",
            error.Message.Replace("Infinity", "∞", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.Equal(before, _model.Price.Output.weight.Read());
    }

    private TrainingStep<TwoTaskModel.Batch, TwoTaskModel.Metrics> Begin(bool isFlat, double largest)
    {
        _model.train();
        _model.Storage = isFlat ? new(_model) : null;
        return TrainingStep.Begin<TwoTaskModel, TwoTaskModel.Batch, TwoTaskModel.Metrics>(
            _model,
            new() { LearningRate = 0.5, GradientClipNorm = largest, Optimizer = (parameters, rate) => torch.optim.SGD(parameters, rate) });
    }
}
