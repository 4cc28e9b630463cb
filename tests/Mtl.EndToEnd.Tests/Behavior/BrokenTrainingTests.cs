using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests;

/// <summary>What is thrown in the generated loop says where, and leaves a model that can be trained on.</summary>
[Collection(Alone.Name)]
public sealed class BrokenTrainingTests
{
    [Fact]
    public void An_error_of_libtorch_in_a_module_of_one_s_own()
    {
        using var scope = NewDisposeScope();
        using var model = new Squared(seed: 1);
        var data = new Squared.Batch(randn(40, 4), new(randn(40), ones(40)));
        MustBreakOff<ExternalException>(
            model,
            () => model.Fit(data, options: new() { Epochs = 3, BatchSize = 10 }),
            breaks => model.Square.BreaksAt = breaks ? 7 : 0);
    }

    [Fact]
    public void A_balancing_method_in_a_step_that_is_fused()
    {
        using var scope = NewDisposeScope();
        using var model = new Balancing.Balanced(seed: 1);
        using var method = new BreakingMethod();
        var labels = new TaskLabels(zeros(40), ones(40));
        var data = new Balancing.Balanced.Batch(randn(40, 6), new(zeros(40, int64), ones(40)), labels, labels);
        MustBreakOff<TimeoutException>(
            model,
            () => model.Fit(data, options: new() { Epochs = 3, BatchSize = 10, Balancing = method }),
            breaks => method.BreaksAt = breaks ? 7 : 0);
    }

    [Fact]
    public void A_loop_of_one_s_own_is_a_changed_copy_of_the_generated_one()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var x = randn(200, 4);
        var data = new Squared.Batch(x, new(x.square().sum(1), ones(200)));
        var options = new TrainingOptions { Epochs = 30, BatchSize = 20, LearningRate = 0.01, Seed = 3 };
        using var model = new Squared(seed: 1);
        var history = model.FitUntil(1.5, data, options);
        Assert.True(history.Epochs[^1].Objective < 1.5);
        Assert.All(history.Epochs.SkipLast(1), epoch => Assert.True(epoch.Objective >= 1.5));

        using var same = new Squared(seed: 1);
        var whole = same.Fit(data, options: options).Epochs.Take(history.Epochs.Count);
        Assert.Equal(whole.Select(epoch => epoch.Objective), history.Epochs.Select(epoch => epoch.Objective));
    }

    /// <summary>Trains with an error in the third step of the second epoch, and then without.</summary>
    private static void MustBreakOff<TError>(nn.Module model, Func<TrainingHistory> fit, Action<bool> makeBreak)
        where TError : Exception
    {
        model.eval();
        fit();
        model.zero_grad();
        var (inThread, total) = (DisposeScopeManager.Statistics.ThreadTotalLiveCount, Tensor.TotalCount);
        makeBreak(true);
        var error = Assert.Throws<TrainingException>(fit);
        Assert.StartsWith("In epoch 2, step 3, training failed: ", error.Message, StringComparison.Ordinal);
        Assert.Equal((2, 3), (error.Epoch, error.Step));
        Assert.IsType<TError>(error.InnerException);
        Assert.False(model.training);
        model.zero_grad();
        Assert.Equal((inThread, total), (DisposeScopeManager.Statistics.ThreadTotalLiveCount, Tensor.TotalCount));

        makeBreak(false);
        Assert.Equal(12, fit().Steps);
    }

    private sealed class BreakingMethod : GradientBalancing
    {
        private int _calls;

        public int BreaksAt { get; set; }

        protected override void Weigh(Gramian gradients, Span<double> weights, Span<double> headWeights)
        {
            if (BreaksAt > 0 && ++_calls == BreaksAt)
                throw new TimeoutException("took too long");
            weights.Fill(1);
        }
    }
}

/// <summary>A model with a module of one's own, and a training loop of one's own beside the generated one.</summary>
[MultiTaskModel(Inputs = 4)]
public partial class Squared
{
    [SharedLayer(Output = [4])]
    private readonly Squares _square = new();

    [TaskHead(Hidden = [8])]
    public partial RegressionHead Sum { get; }

    /// <summary>Trains until the objective of an epoch is small enough.</summary>
    public TrainingHistory FitUntil(double objective, Batch train, TrainingOptions options)
    {
        using var session = TrainingSession.Begin<Squared, Batch, Metrics>(this, train, options: options);
        while (session.NextEpoch())
        {
            while (session.NextBatch(out var batch))
            {
                session.ZeroGradients();
                ForwardBackward(batch, session.Step);
                session.Update();
            }

            session.EndEpoch();
            if (session.History.Epochs[^1].Objective < objective)
                break;
        }

        return session.History;
    }
}

/// <summary>Squares numbers, and asks libtorch for something impossible at one of the calls in training.</summary>
public sealed class Squares : nn.Module<Tensor, Tensor>
{
    private int _calls;

    public Squares()
        : base(nameof(Squares))
    {
    }

    public int BreaksAt { get; set; }

    public override Tensor forward(Tensor input)
    {
        if (training && BreaksAt > 0 && ++_calls == BreaksAt)
            input.mm(input);
        return input.square();
    }
}
