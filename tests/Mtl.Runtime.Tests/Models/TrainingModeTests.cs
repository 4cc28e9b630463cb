using TorchSharp;

namespace Mtl.Tests;

/// <summary>The modes of a model and its parts, and parameters that stay as they are.</summary>
public sealed class TrainingModeTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_part_returns_to_its_own_mode(bool training)
    {
        using var kept = torch.nn.BatchNorm1d(2);
        using var inner = new Parts(torch.nn.Linear(2, 2), kept);
        using var model = new Parts(inner, torch.nn.Linear(2, 1));
        model.train(training);
        kept.train(!training);
        var mode = TrainingMode.Of(model);
        model.train(!training);
        mode.Restore();

        Assert.Equal(!training, kept.training);
        Assert.All(model.modules().Append(model).Except([kept]), module => Assert.Equal(training, module.training));
    }

    [Fact]
    public void What_is_frozen_needs_no_gradient_and_nothing_else_changes()
    {
        using var frozen = torch.nn.Linear(2, 2);
        using var model = new Parts(frozen, torch.nn.Linear(2, 1));
        var before = model.Snapshot();
        Freezing.Freeze(frozen);

        Assert.Equal([true, true, false, false], model.parameters().Select(parameter => !parameter.requires_grad));
        Assert.Equal(before, model.Snapshot());
    }

    [Fact]
    public void A_model_says_its_name_and_its_tasks()
    {
        var info = new ModelInfo("Samples.Houses", [new("Price", TaskKind.Regression, 0.5, []), new("IsSold", TaskKind.Binary, 1, [])]);
        Assert.Equal("Samples.Houses: Price (Regression), IsSold (Binary)", $"{info}");
        Assert.Equal(1, info.MinimumBatchSize);
        Assert.Equal([1, 1], info.Tasks.Select(task => task.ShownMetrics));
        Assert.Equal(2, (info.Tasks[1] with { Metrics = [Metric.Auc, Metric.F1] }).ShownMetrics);
    }
}
