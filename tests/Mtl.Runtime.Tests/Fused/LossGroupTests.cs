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
        MustAgree(0.7, labels => new(labels.Values.to(labels.Values.dtype == torch.int64 ? torch.int32 : torch.float64), labels.Present));

    [Fact]
    public void Heads_side_by_side_are_one_group_whatever_their_kind()
    {
        using var memory = new StepMemory();
        using var step = new Heads(memory);
        Assert.Equal([Heads.Count], LossGroup.Of(step.Losses).Select(group => group.Count));
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
        var labels = Heads.NewLabels(share: 1);
        labels[2] = new(torch.zeros(Rows + 1), torch.ones(Rows + 1));
        var error = Assert.Throws<ArgumentException>(() =>
            LossGroup.Of(step.Losses)[0].Run(labels, new BackwardPass(Heads.Count), byTask: false));
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
        step.Output.Values.copy_(torch.randn_like(step.Output.Values));
        step.Output.Gradients!.zero_(); // Nothing is written where there is no label.
        var labels = Array.ConvertAll(Heads.NewLabels(share), label => given(label));
        var together = new BackwardPass(Heads.Count);
        LossGroup.Of(step.Losses).ForEach(group => group.Run(labels, together, byTask: false));
        float[] found = step.Output.Gradients!.clone().Read();
        bool[] reached = [.. step.Losses.Select(loss => loss.Loss.Output.HasGradient)];

        memory.Begin(Rows);
        step.Output.Gradients!.zero_();
        for (int task = 0; task < Heads.Count; task++)
        {
            var alone = step.Losses[task].Loss.Run(labels[task], step.Losses[task].Weight);
            Assert.Equal(alone.Loss, together.Losses.Losses[task], 1e-6);
            Assert.Equal(alone.Labels, together.Losses.LabeledRows[task]);
            Assert.Equal(step.Losses[task].Loss.Output.HasGradient, reached[task]);
        }

        if (share > 0)
            StepProbe.MustBeClose(step.Output.Gradients!.clone().Read(), found, "gradients");
    }

    /// <summary>Heads of all kinds behind one matrix product. Nobody has labeled the second.</summary>
    private sealed class Heads : IDisposable
    {
        public const int Count = 11;

        private readonly TaskHead[] _heads;
        private readonly FlatParameters _parameters;
        private readonly LinearGroupOp _step;

        public Heads(StepMemory memory)
        {
            var binary = new BinaryHead("T0", 3);
            var weighted = new BinaryHead("T1", 3, labelSmoothing: 0.1, classWeights: [1, 3]);
            var number = new RegressionHead("T2", 3, loss: Loss.Huber);
            var kind = new ClassHead<Color>("T3", 3);
            var smoothed = new ClassHead<Symptoms>("T4", 3, labelSmoothing: 0.1, classWeights: [1, 3, 2, 1, 0.5]);
            var focal = new ClassHead<Color>("T5", 3, loss: Loss.Focal);
            var flags = new MultiLabelHead<Symptoms>("T6", 3, classWeights: [1, 2, 3]);
            var count = new CountHead("T7", 3);
            var rank = new OrdinalHead<Grade>("T8", 3, classWeights: [1, 2, 3]);
            var numbers = new RegressionHead("T9", 3, outputs: 3);
            var last = new RegressionHead("T10", 3, loss: Loss.AbsoluteError);
            _heads = [binary, weighted, number, kind, smoothed, focal, flags, count, rank, numbers, last];
            Linear[] layers = [.. _heads.Select(head => head.Output)];
            _parameters = new(new Parts(layers), linearGroups: [layers]);
            _step = new(memory, StepValue.New(memory, 3), _parameters, layers);
            Losses =
            [
                (binary.NewLossOp(_step[0]), 1), (weighted.NewLossOp(_step[1]), 0.3), (number.NewLossOp(_step[2]), 2),
                (kind.NewLossOp(_step[3]), 1), (smoothed.NewLossOp(_step[4]), 0.5), (focal.NewLossOp(_step[5]), 1),
                (flags.NewLossOp(_step[6]), 3), (count.NewLossOp(_step[7]), 1),
                (rank.NewLossOp(_step[8]), 0.1), (numbers.NewLossOp(_step[9]), 1), (last.NewLossOp(_step[10]), 1),
            ];
        }

        public IReadOnlyList<(LossOp Loss, double Weight)> Losses { get; }

        public StepValue Output => _step.Output;

        public static TaskLabels[] NewLabels(double share)
        {
            torch.Tensor[] values =
            [
                torch.randint(0, 2, Rows).to(torch.float32), torch.randint(0, 2, Rows).to(torch.float32), torch.randn(Rows),
                torch.randint(0, 3, Rows), torch.randint(0, 5, Rows), torch.randint(0, 3, Rows),
                torch.randint(0, 2, [Rows, 3]).to(torch.float32), torch.randint(0, 6, Rows).to(torch.float32),
                torch.randint(0, 3, Rows), torch.randn(Rows, 3), torch.randn(Rows),
            ];
            return [.. values.Select((labels, task) => new TaskLabels(
                labels, (task == 9 ? torch.rand(Rows, 3) : torch.rand(Rows)).lt(task == 1 ? 0 : share).to(torch.float32)))];
        }

        public void Dispose()
        {
            _step.Dispose();
            _parameters.Dispose();
            foreach (var head in _heads)
                head.Dispose();
        }
    }
}
