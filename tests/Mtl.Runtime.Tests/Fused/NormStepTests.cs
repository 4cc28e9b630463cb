using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.Tests;

public sealed class NormStepTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(7, true)]
    [InlineData(8, false)]
    [InlineData(33, true)]
    public void Batch_normalization_agrees_with_autograd(int width, bool isPart)
    {
        torch.manual_seed(width);
        var module = BatchNorm(width);
        using var probe = new StepProbe(module);
        var source = probe.Source(width, isPart);
        using var step = new BatchNormOp(probe.Memory, source, probe.Parameters, module);
        foreach (int rows in (int[])[5, 2, 9, 3])
            // Of two rows x̂ is ±1, and the terms of dx cancel but for ε/variance of them.
            probe.MustAgree(rows == 2 ? 2e-4 : 2e-5, step, x => module.call(x[0]), rows, source);
        Assert.Equal(4, module.num_batches_tracked!.item<long>());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public void In_evaluation_mode_it_takes_the_running_statistics(int width)
    {
        torch.manual_seed(width);
        var module = BatchNorm(width);
        using (torch.no_grad())
        {
            module.running_mean!.copy_(StepProbe.Random(width));
            module.running_var!.copy_(StepProbe.Random(width).abs() + 0.1);
        }

        module.eval();
        using var probe = new StepProbe(module);
        var source = probe.Source(width);
        using var step = new BatchNormOp(probe.Memory, source, probe.Parameters, module);
        foreach (int rows in (int[])[4, 1])
            probe.MustAgree(step, x => module.call(x[0]), rows, source);
        Assert.Equal(0, module.num_batches_tracked!.item<long>());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_batch_without_variance_is_refused_and_spoils_nothing(int rows)
    {
        using var module = torch.nn.BatchNorm1d(4);
        using var probe = new StepProbe(module);
        using var step = new BatchNormOp(probe.Memory, probe.Source(4), probe.Parameters, module);
        probe.Memory.Begin(rows);
        var error = Assert.Throws<ArgumentException>(step.Forward);
        Assert.Contains($"at least 2 rows in a training step, but the batch has {rows}", error.Message, StringComparison.Ordinal);
        Assert.Equal([1, 1, 1, 1], module.running_var!.Read());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(33)]
    public void Layer_normalization_agrees_with_autograd(int width)
    {
        torch.manual_seed(width);
        var module = LayerNorm(width);
        using var probe = new StepProbe(module);
        var source = probe.Source(width, isPart: width % 2 == 1);
        using var step = new LayerNormOp(probe.Memory, source, probe.Parameters, module);

        // Of one feature all differences are 0, and 1/√ε magnifies what libtorch rounds.
        foreach (int rows in (int[])[4, 1, 9, 2])
            probe.MustAgree(width == 1 ? 2e-4 : 2e-5, step, x => module.call(x[0]), rows, source);
    }

    /// <summary>The sum of the row overflows, its mean does not.</summary>
    [Fact]
    public void Layer_normalization_of_large_numbers_is_that_of_libtorch()
    {
        using var scope = torch.NewDisposeScope();
        var module = LayerNorm(33);
        using var probe = new StepProbe(module);
        var source = probe.Source(33);
        using var step = new LayerNormOp(probe.Memory, source, probe.Parameters, module);
        foreach (float size in (float[])[1e38f, -1e38f, 3e37f])
        {
            var rows = torch.full([2, 33], size);
            var found = probe.ByStep(step, [source], [rows], torch.ones(2, 33));
            StepProbe.MustBeClose(module.call(rows).detach().clone().Read(), found[0].Numbers, $"{size}");
        }
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Only_what_is_trained_gets_a_gradient(bool scale, bool shift)
    {
        torch.manual_seed(3);
        var batch = BatchNorm(5);
        var layer = LayerNorm(5);
        using var probe = new StepProbe(batch, layer);
        var first = probe.Source(5);
        var second = probe.Source(5);
        using var batchStep = new BatchNormOp(probe.Memory, first, probe.Parameters, batch);
        using var layerStep = new LayerNormOp(probe.Memory, second, probe.Parameters, layer);
        (batch.weight!.requires_grad, batch.bias!.requires_grad) = (scale, shift);
        (layer.weight!.requires_grad, layer.bias!.requires_grad) = (scale, shift);
        probe.MustAgree(batchStep, x => batch.call(x[0]), 6, first);
        probe.MustAgree(layerStep, x => layer.call(x[0]), 6, second);
        Assert.Equal(scale, probe.Parameters[layer.weight!].Gradient.abs().sum().item<float>() > 0);
        Assert.Equal(shift, probe.Parameters[layer.bias!].Gradient.abs().sum().item<float>() > 0);
    }

    private static BatchNorm1d BatchNorm(int width)
    {
        var module = torch.nn.BatchNorm1d(width);
        using var noGrad = torch.no_grad();
        module.weight!.copy_(StepProbe.Random(width));
        module.bias!.copy_(StepProbe.Random(width));
        return module;
    }

    private static LayerNorm LayerNorm(int width)
    {
        var module = torch.nn.LayerNorm(width);
        using var noGrad = torch.no_grad();
        module.weight!.copy_(StepProbe.Random(width));
        module.bias!.copy_(StepProbe.Random(width));
        return module;
    }
}
