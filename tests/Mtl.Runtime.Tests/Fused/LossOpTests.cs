using TorchSharp;

namespace Mtl.Tests;

/// <summary>Every fused loss against the head's own loss by autograd, on the same outputs and labels.</summary>
public sealed class LossOpTests
{
    private const double TaskWeight = 0.7;

    private static readonly Dictionary<string, Func<LossProbe>> s_heads = new()
    {
        ["classes"] = () => Classes(new("Task", 4)),
        ["classes, smoothed"] = () => Classes(new("Task", 4, labelSmoothing: 0.1)),
        ["classes, weighted"] = () => Classes(new("Task", 4, classWeights: [0.5, 2, 1])),
        ["classes, smoothed and weighted"] = () => Classes(new("Task", 4, labelSmoothing: 0.2, classWeights: [0.5, 2, 1])),
        ["classes, focal"] = () => Classes(new("Task", 4, loss: Loss.Focal)),
        ["classes, focal of exponent 0.5"] = () => Classes(new("Task", 4, loss: Loss.Focal, focalGamma: 0.5)),
        ["classes, focal of exponent 0"] = () => Classes(new("Task", 4, loss: Loss.Focal, focalGamma: 0)),
        ["classes, focal, weighted"] = () => Classes(new("Task", 4, loss: Loss.Focal, classWeights: [0.5, 2, 1])),
        ["binary"] = () => Binary(new("Task", 4)),
        ["binary, smoothed"] = () => Binary(new("Task", 4, labelSmoothing: 0.1)),
        ["binary, weighted"] = () => Binary(new("Task", 4, classWeights: [0.5, 3])),
        ["binary, smoothed and weighted"] = () => Binary(new("Task", 4, labelSmoothing: 0.1, classWeights: [1, 4])),
        ["binary, focal"] = () => Binary(new("Task", 4, loss: Loss.Focal)),
        ["binary, focal of exponent 0.5, weighted"] = () =>
            Binary(new("Task", 4, loss: Loss.Focal, focalGamma: 0.5, classWeights: [1, 4])),
        ["flags"] = () => Flags(new("Task", 4)),
        ["flags, smoothed and weighted"] = () => Flags(new("Task", 4, labelSmoothing: 0.1, classWeights: [1, 2, 3])),
        ["flags, focal"] = () => Flags(new("Task", 4, loss: Loss.Focal)),
        ["flags, focal, weighted"] = () => Flags(new("Task", 4, loss: Loss.Focal, focalGamma: 0.5, classWeights: [1, 2, 3])),
        ["ranks"] = () => Ranks(new("Task", 4)),
        ["ranks, weighted"] = () => Ranks(new("Task", 4, classWeights: [0.5, 2, 1])),
        ["counts"] = () => Counts(new("Task", 4)),
        ["numbers"] = () => Numbers(new("Task", 4)),
        ["numbers, absolute"] = () => Numbers(new("Task", 4, loss: Loss.AbsoluteError)),
        ["numbers, Huber"] = () => Numbers(new("Task", 4, loss: Loss.Huber, huberDelta: 0.7)),
        ["numbers, standardized"] = () => Numbers(Fitted(new("Task", 4, standardize: true))),
        ["several numbers"] = () => Numbers(new("Task", 4, outputs: 3)),
        ["several numbers, Huber, standardized"] = () => Numbers(Fitted(new("Task", 4, outputs: 3, loss: Loss.Huber, standardize: true))),
        ["quantiles"] = () => Quantiles(new("Task", 4)),
        ["one quantile"] = () => Quantiles(new("Task", 4, quantiles: [0.3])),
        ["quantiles, standardized"] = () => Quantiles(FittedQuantiles(new("Task", 4, standardize: true))),
        ["a loss of one's own"] = () => Numbers(new CubicHead("Task", 4)),
    };

    public static TheoryData<string, double> HeadsAndShares()
    {
        var rows = new TheoryData<string, double>();
        foreach (string head in s_heads.Keys)
        {
            foreach (double share in (double[])[1, 0.5, 0])
                rows.Add(head, share);
        }

        return rows;
    }

    public static TheoryData<string, float> HeadsAndExtremes()
    {
        var rows = new TheoryData<string, float>();
        foreach (string head in s_heads.Keys)
        {
            foreach (float extreme in (float[])[100, 30, -30, -100])
                rows.Add(head, extreme);
        }

        return rows;
    }

    public static TheoryData<string> Heads() => [.. s_heads.Keys];

    [Fact]
    public void Every_kind_of_head_is_compared()
    {
        LossProbe[] probes = [.. s_heads.Values.Select(probe => probe())];
        EveryHead.Complete([.. probes.Select(probe => probe.Head)]);
        foreach (var probe in probes)
            probe.Dispose();
    }

    [Theory]
    [MemberData(nameof(HeadsAndShares))]
    public void Loss_and_gradient_are_those_of_autograd_whatever_labels_are_missing(string head, double share)
    {
        torch.manual_seed(1);
        using var probe = s_heads[head]();
        foreach (int rows in (int[])[6, 1, 11])
            probe.MustAgree(rows, share, scale: 1);
    }

    [Theory]
    [MemberData(nameof(HeadsAndExtremes))]
    public void Outputs_far_out_give_what_autograd_gives(string head, float extreme)
    {
        torch.manual_seed(2);
        using var probe = s_heads[head]();
        probe.MustAgree(rows: 12, share: 1, scale: extreme);
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public void Heads_that_are_computed_together_keep_to_their_columns(string head)
    {
        torch.manual_seed(3);
        using var probe = s_heads[head]();
        probe.MustAgree(rows: 5, share: 0.8, scale: 1, isPart: true);
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public void What_is_no_number_shows_in_the_loss(string head)
    {
        using var probe = s_heads[head]();
        Assert.True(double.IsNaN(probe.LossOfNaN()));
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public void Labels_of_another_number_of_rows_are_refused(string head)
    {
        using var probe = s_heads[head]();
        var error = Assert.Throws<ArgumentException>(() => probe.Run(outputRows: 3, labelRows: 4));
        Assert.StartsWith("Task: the output has 3 rows, but there are labels for 4.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public void A_class_that_does_not_exist_is_refused(long label)
    {
        using var scope = torch.NewDisposeScope();
        using var head = new ClassHead<Color>("Task", 4);
        using var memory = new StepMemory();
        var step = head.NewLossOp(StepValue.New(memory, 3));
        memory.Begin(2);
        step.Output.Values.zero_();
        var error = Assert.Throws<ArgumentException>(() => step.Run(new(torch.tensor(new long[] { 0, label }), torch.ones(2)), 1));
        Assert.StartsWith($"Task: label {label} in row 1 is none of the 3 classes 0 to 2.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public void A_rank_that_does_not_exist_is_refused(long label)
    {
        using var scope = torch.NewDisposeScope();
        using var head = new OrdinalHead<Grade>("Task", 4);
        using var memory = new StepMemory();
        var step = head.NewLossOp(StepValue.New(memory, 2));
        memory.Begin(2);
        step.Output.Values.zero_();
        var error = Assert.Throws<ArgumentException>(() => step.Run(new(torch.tensor(new long[] { 0, label }), torch.ones(2)), 1));
        Assert.StartsWith($"Task: label {label} in row 1 is none of the 3 classes 0 to 2.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 400)]
    [InlineData(2, 250)]
    public void Logits_hundreds_apart_give_exact_losses_and_gradients(long label, double expected)
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        using var head = new ClassHead<Color>("Task", 4);
        using var memory = new StepMemory();
        var step = head.NewLossOp(StepValue.New(memory, 3));
        memory.Begin(1);
        step.Output.Values.copy_(Tensors.Matrix(3, 200, -200, -50));
        var labels = new TaskLabels(torch.tensor(new[] { label }), torch.ones(1));

        Assert.Equal(expected, step.Run(labels, 1).Loss);
        Assert.Equal(expected, head.Loss(Tensors.Matrix(3, 200, -200, -50), labels).item<float>());
        float[] certain = [1, 0, 0];
        Assert.Equal(certain.Select((p, i) => p - (i == label ? 1 : 0)), step.Output.Gradients!.Read());
    }

    [Theory]
    [InlineData(30)] // 1 − p is far below the precision of p, and yet it is known.
    [InlineData(200)] // Here it is 0.
    public void The_focal_loss_of_a_row_that_is_certain_is_what_autograd_gives(float margin)
    {
        using var scope = torch.NewDisposeScope();
        using var head = new ClassHead<Color>("Task", 4, loss: Loss.Focal, focalGamma: 0.5);
        using var memory = new StepMemory();
        var step = head.NewLossOp(StepValue.New(memory, 3));
        memory.Begin(1);
        var output = Tensors.Matrix(3, 0, margin, 1);
        var labels = Tensors.Colors(Color.Green);
        using (torch.no_grad())
            step.Output.Values.copy_(output);

        Assert.Equal(0, step.Run(labels, 1).Loss);
        float[] expected = Gradients.Of(head, output, labels), found = step.Output.Gradients!.Read();
        double others = Math.Exp(-margin) * (1 + Math.E); // 1 − p; with a loss of 0 the slope is √(1 − p)·p of the class.
        float first = (float)(Math.Sqrt(others) * Math.Exp(-margin)), last = (float)(Math.Sqrt(others) * Math.Exp(1 - margin));
        Assert.Equal(first, found[0], 1e-4f * first);
        Assert.Equal(last, found[2], 1e-4f * last);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-4f * Math.Abs(pair.First)));
    }

    private static LossProbe Classes(ClassHead<Color> head) =>
        new(head.NewLossOp, head.Loss, 3, [3], rows => torch.randint(0, 3, rows), [], head);

    private static LossProbe Binary(BinaryHead head) =>
        new(head.NewLossOp, head.Loss, 1, [], rows => torch.randint(0, 2, rows).to(torch.float32), [], head);

    private static LossProbe Flags(MultiLabelHead<Symptoms> head) => new(
        head.NewLossOp, head.Loss, head.Flags.Count, [head.Flags.Count],
        rows => torch.randint(0, 2, [rows, head.Flags.Count]).to(torch.float32), [], head);

    private static LossProbe Ranks(OrdinalHead<Grade> head) =>
        new(head.NewLossOp, head.Loss, 2, [2], rows => torch.randint(0, 3, rows), [], head);

    private static LossProbe Counts(CountHead head) =>
        new(head.NewLossOp, head.Loss, 1, [], rows => torch.randint(0, 6, rows).to(torch.float32), [], head);

    private static LossProbe Numbers(RegressionHead head)
    {
        long[] several = head.Outputs == 1 ? [] : [head.Outputs];
        return new(head.NewLossOp, Loss, head.Outputs, several, rows => torch.randn([rows, .. several]), several, head);

        torch.Tensor Loss(torch.Tensor computed, TaskLabels labels) => head.Loss(head.Destandardize(computed), labels);
    }

    private static LossProbe Quantiles(QuantileHead head) => new(
        head.NewLossOp, (computed, labels) => head.Loss(head.Destandardize(computed), labels),
        head.Quantiles.Count, [head.Quantiles.Count], rows => torch.randn(rows), [], head);

    private static QuantileHead FittedQuantiles(QuantileHead head)
    {
        using var scope = torch.NewDisposeScope();
        head.EnsureFitted(new((torch.randn(20) * 4) + 3, torch.ones(20)));
        return head;
    }

    private static RegressionHead Fitted(RegressionHead head)
    {
        using var scope = torch.NewDisposeScope();
        long[] shape = head.Outputs == 1 ? [20] : [20, head.Outputs];
        head.EnsureFitted(new((torch.randn(shape) * 4) + 3, torch.ones(shape)));
        return head;
    }

    /// <summary>A head whose derivative nobody wrote out.</summary>
    private sealed class CubicHead(string task, long inputs) : RegressionHead(task, inputs)
    {
        protected override torch.Tensor RowLosses(torch.Tensor output, torch.Tensor values) => (output - values).abs().pow(3);
    }

    /// <summary>The two ways to one loss.</summary>
    private sealed class LossProbe(
        Func<StepValue, LossOp> newStep,
        Func<torch.Tensor, TaskLabels, torch.Tensor> loss,
        int width,
        long[] outputShape,
        Func<int, torch.Tensor> labels,
        long[] presentShape,
        TaskHead head) : IDisposable
    {
        private readonly StepMemory _memory = new();
        private LossOp? _step;

        public TaskHead Head => head;

        public void MustAgree(int rows, double share, float scale, bool isPart = false)
        {
            using var scope = torch.NewDisposeScope();
            _step ??= newStep(isPart ? StepValue.New(_memory, width + 3).Columns(2, width) : StepValue.New(_memory, width));
            var present = torch.rand([rows, .. presentShape]).lt(share).to(torch.float32);
            var given = new TaskLabels(labels(rows) * (present.dim() == 1 && presentShape.Length == 0 ? 1 : present), present);
            var output = scale == 1 ? torch.randn(rows, width) : scale * (1 - (0.2 * torch.rand(rows, width)));
            var leaf = output.clone().requires_grad_();
            var expected = loss(leaf.reshape([rows, .. outputShape]), given);
            torch.autograd.backward(TaskWeight * expected);

            using var noGrad = torch.no_grad();
            _memory.Begin(rows);
            _step.Output.Values.copy_(output);
            var (found, count) = _step.Run(given, TaskWeight);
            long wanted = (long)present.sum().item<float>();
            Assert.Equal(wanted, count);
            StepProbe.MustBeClose([expected.item<float>()], [(float)found], "loss");
            Assert.Equal(wanted > 0, _step.Output.HasGradient);
            if (wanted > 0)
                StepProbe.MustBeClose(leaf.grad!.Read(), _step.Output.Gradients!.clone().Read(), "gradient");
        }

        public double LossOfNaN()
        {
            using var scope = torch.NewDisposeScope();
            _step ??= newStep(StepValue.New(_memory, width));
            _memory.Begin(3);
            _step.Output.Values.fill_(float.NaN);
            return _step.Run(new(labels(3), torch.ones([3, .. presentShape])), TaskWeight).Loss;
        }

        public void Run(int outputRows, int labelRows)
        {
            using var scope = torch.NewDisposeScope();
            _step ??= newStep(StepValue.New(_memory, width));
            _memory.Begin(outputRows);
            _step.Output.Values.zero_();
            _step.Run(new(labels(labelRows), torch.ones([labelRows, .. presentShape])), TaskWeight);
        }

        public void Dispose()
        {
            _memory.Dispose();
            head.Dispose();
        }
    }
}
