using Mtl.Emitted;
using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.Tests;

/// <summary>Losses that are computed together against the same losses by themselves.</summary>
public sealed class LossGroupTests
{
    private const int Rows = 37;

    [Theory]
    [InlineData(1)]
    [InlineData(0.5)]
    [InlineData(0)]
    public void Losses_and_gradients_are_those_of_the_losses_by_themselves(double share) => MustAgree(share, labels => labels);

    [Fact]
    public void Labels_whose_memory_cannot_be_read_as_it_is_are_converted() =>
        MustAgree(0.7, labels => new(labels.Values.to(torch.float64), labels.Present));

    [Fact]
    public void Columns_side_by_side_are_one_group()
    {
        using var memory = new StepMemory();
        using var step = new Heads(memory);
        Assert.Equal([4], LossGroup.Of(step.Losses).Select(group => group.Count));
        var (first, second) = (step.Losses[0], step.Losses[1]);
        Assert.Equal([1, 1], LossGroup.Of([second, first]).Select(group => group.Count));
    }

    [Fact]
    public void Labels_of_another_number_of_rows_are_refused()
    {
        using var scope = torch.NewDisposeScope();
        using var memory = new StepMemory();
        using var step = new Heads(memory);
        memory.Begin(Rows);
        var labels = Enumerable.Repeat(new TaskLabels(torch.zeros(Rows), torch.ones(Rows)), 4).ToArray();
        labels[2] = new(torch.zeros(Rows + 1), torch.ones(Rows + 1));
        var error = Assert.Throws<ArgumentException>(() => LossGroup.Of(step.Losses)[0].Run(labels, new StepLosses(4), byTask: false));
        Assert.StartsWith($"T2: the output has {Rows} rows, but there are labels for {Rows + 1}.", error.Message, StringComparison.Ordinal);
    }

    private static void MustAgree(double share, Func<TaskLabels, TaskLabels> given)
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        torch.manual_seed(1);
        using var memory = new StepMemory();
        using var step = new Heads(memory);
        memory.Begin(Rows);
        step.Output.Values.copy_(torch.randn(Rows, 4));
        step.Output.Gradients!.zero_(); // Nothing is written where there is no label.
        var labels = Enumerable.Range(0, 4).Select(task => given(new(
            task < 2 ? torch.randint(0, 2, Rows).to(torch.float32) : torch.randn(Rows), torch.rand(Rows).lt(task == 1 ? 0 : share).to(torch.float32)))).ToArray();
        var together = new StepLosses(4);
        LossGroup.Of(step.Losses).ForEach(group => group.Run(labels, together, byTask: false));
        float[] found = step.Output.Gradients!.clone().Read();
        bool[] reached = [.. step.Losses.Select(loss => loss.Loss.Output.HasGradient)];

        memory.Begin(Rows);
        step.Output.Gradients!.zero_();
        for (int task = 0; task < 4; task++)
        {
            var alone = step.Losses[task].Loss.Run(labels[task], step.Losses[task].Weight);
            Assert.Equal(alone.Loss, together.Losses[task], 1e-6);
            Assert.Equal(alone.Labels, together.LabelledRows[task]);
            Assert.Equal(step.Losses[task].Loss.Output.HasGradient, reached[task]);
        }

        if (share > 0)
            StepProbe.MustBeClose(step.Output.Gradients!.clone().Read(), found, "gradients");
    }

    /// <summary>Four heads of one output each behind one matrix product.</summary>
    private sealed class Heads : IDisposable
    {
        private readonly BinaryHead _first = new("T0", 3);
        private readonly BinaryHead _second = new("T1", 3, labelSmoothing: 0.1, classWeights: [1, 3]);
        private readonly RegressionHead _third = new("T2", 3, loss: Loss.Huber);
        private readonly RegressionHead _fourth = new("T3", 3);
        private readonly FlatParameters _parameters;
        private readonly LinearGroupStep _step;

        public Heads(StepMemory memory)
        {
            Linear[] layers = [_first.Output, _second.Output, _third.Output, _fourth.Output];
            _parameters = new(new Parts(layers), together: [layers]);
            _step = new(memory, StepValue.New(memory, 3), _parameters, layers);
            Losses =
            [
                (_first.NewLossStep(_step[0]), 1), (_second.NewLossStep(_step[1]), 0.3), (_third.NewLossStep(_step[2]), 2), (_fourth.NewLossStep(_step[3]), 1),
            ];
        }

        public IReadOnlyList<(LossStep Loss, double Weight)> Losses { get; }

        public StepValue Output => _step.Output;

        public void Dispose()
        {
            _step.Dispose();
            _parameters.Dispose();
        }
    }
}
