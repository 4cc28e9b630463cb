using TorchSharp;
using static TorchSharp.torch.nn;

namespace Mtl.Tests;

/// <summary>The losses over classes and binary, against closed forms and TorchSharp's own functions.</summary>
public sealed class ClassLossTests : IDisposable
{
    private static readonly double[] s_weights = [0.5, 2, 3];
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly torch.Tensor _logits = Tensors.Matrix(3, 1, 2, 3, 0, -1, 0, 9, 9, 9);
    private readonly TaskLabels _labels = Tensors.Colors(Color.Green, Color.Red, null);

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Weights_and_smoothing_are_those_of_TorchSharp_row_by_row()
    {
        using var head = new ClassHead<Color>("Kind", inputs: 1, labelSmoothing: 0.2, classWeights: s_weights);
        var rows = functional.cross_entropy(
            _logits.narrow(0, 0, 2), torch.tensor(new long[] { 1, 0 }), torch.tensor([0.5f, 2, 3]), reduction: Reduction.None,
            label_smoothing: 0.2);

        Assert.Equal(rows.mean().item<float>(), head.Loss(_logits, _labels).item<float>(), 1e-6f);
    }

    [Fact]
    public void Smoothing_spreads_the_label_over_all_classes()
    {
        using var head = new ClassHead<Color>("Kind", inputs: 1, labelSmoothing: 0.3);
        double all = Math.Log(Math.Exp(1) + Math.Exp(2) + Math.Exp(3));
        double[] surprise = [all - 1, all - 2, all - 3]; // −log p of each class

        double loss = head.Loss(_logits.narrow(0, 0, 1), Tensors.Colors(Color.Green)).item<float>();
        Assert.Equal((0.7 * surprise[1]) + (0.1 * surprise.Sum()), loss, 1e-6);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(2)]
    public void Focal_loss_is_the_formula(double gamma)
    {
        using var head = new ClassHead<Color>("Kind", inputs: 1, loss: Loss.Focal, focalGamma: gamma, classWeights: s_weights);
        double first = Math.Exp(2) / (Math.Exp(1) + Math.Exp(2) + Math.Exp(3));
        double second = 1 / (2 + Math.Exp(-1));

        double expected = ((2 * Focal(first, gamma)) + (0.5 * Focal(second, gamma))) / 2;
        Assert.Equal(expected, head.Loss(_logits, _labels).item<float>(), 1e-6);
    }

    [Theory]
    [InlineData(Loss.CrossEntropy)]
    [InlineData(Loss.Focal)]
    public void A_row_that_is_sure_has_a_finite_gradient_even_below_gamma_one(Loss loss)
    {
        using var classes = new ClassHead<Color>("Kind", inputs: 1, loss: loss, focalGamma: 0.5);
        using var binary = new BinaryHead("Likes", inputs: 1, loss: loss, focalGamma: 0.5);

        Assert.All(Gradients.Of(classes, Tensors.Matrix(3, -500, 500, -500), Tensors.Colors(Color.Green)), g => Assert.Equal(0, g, 1e-6f));
        Assert.All(Gradients.Of(binary, Tensors.Vector(500, -500), Tensors.BinaryLabels(true, false)), g => Assert.Equal(0, g, 1e-6f));
    }

    [Fact]
    public void The_gradient_of_the_focal_loss_is_the_derivative_of_the_formula()
    {
        using var head = new BinaryHead("Likes", inputs: 1, loss: Loss.Focal, focalGamma: 2);
        const double z = 0.7;
        const double step = 1e-5;
        double derivative = (Focal(Sigmoid(z + step), 2) - Focal(Sigmoid(z - step), 2)) / (2 * step);

        Assert.Equal(derivative, Gradients.Of(head, Tensors.Vector((float)z), Tensors.BinaryLabels(true))[0], 1e-5);
    }

    [Fact]
    public void Binary_losses_have_weights_and_smoothing()
    {
        using var head = new BinaryHead("Likes", inputs: 1, labelSmoothing: 0.2, classWeights: [0.5, 4]);
        double yes = (0.9 * 4 * -Math.Log(Sigmoid(1))) + (0.1 * 0.5 * -Math.Log(Sigmoid(-1)));
        double no = (0.1 * 4 * -Math.Log(Sigmoid(2))) + (0.9 * 0.5 * -Math.Log(Sigmoid(-2)));

        double loss = head.Loss(Tensors.Vector(1, 2, 5), Tensors.BinaryLabels(true, false, null)).item<float>();
        Assert.Equal((yes + no) / 2, loss, 1e-6);
    }

    public static TheoryData<Loss, double, double[]> Formulas => new()
    {
        { Loss.CrossEntropy, 0, [] },
        { Loss.CrossEntropy, 0.1, [] },
        { Loss.CrossEntropy, 0, [1, 4] },
        { Loss.CrossEntropy, 0.1, [1, 4] },
        { Loss.CrossEntropy, 0.3, [2.5, 0.5] },
        { Loss.Focal, 0, [1, 4] },
    };

    /// <summary>
    /// One formula for a yes-or-no binary, whatever head says it: in training by either way and in the metrics, with every label by itself.
    /// </summary>
    [Theory]
    [MemberData(nameof(Formulas))]
    public void A_binary_head_is_a_head_of_two_classes(Loss loss, double smoothing, double[] weights)
    {
        using var binary = new BinaryHead("Likes", inputs: 1, loss: loss, labelSmoothing: smoothing, classWeights: weights);
        using var classes = new ClassHead<Verdict>("Likes", inputs: 1, loss: loss, labelSmoothing: smoothing, classWeights: weights);
        var (no, yes) = weights is [var first, var second] ? (first, second) : (1, 1);
        float[] logits = [0.3f, -1.2f, 2, 0.7f];
        bool?[] labels = [true, false, false, null];
        for (int rows = 1; rows <= logits.Length; rows++)
        {
            var given = Tensors.BinaryLabels(labels[..rows]);
            var indices = new TaskLabels(given.Values.to(torch.int64), given.Present);
            var z = Tensors.Vector(logits[..rows]);
            var pairs = torch.stack([torch.zeros(rows), z], 1);
            int labeled = Math.Min(rows, 3);
            double expected = Enumerable.Range(0, labeled).Average(row => Expected(logits[row], labels[row]!.Value));

            Assert.Equal(expected, binary.Loss(z, given).item<float>(), 1e-5);
            Assert.Equal(expected, classes.Loss(pairs, indices).item<float>(), 1e-5);
            Assert.Equal(expected, StepLoss(binary.NewLossOp, z.unsqueeze(1), given), 1e-5);
            Assert.Equal(expected, StepLoss(classes.NewLossOp, pairs, indices), 1e-5);
            Assert.Equal(expected, Measured(binary, z, given), 1e-5);
            Assert.Equal(expected, Measured(classes, pairs, indices), 1e-5);
        }

        double Expected(double z, bool label)
        {
            double forYes = yes * Surprise(Sigmoid(z)), forNo = no * Surprise(Sigmoid(-z));
            return ((1 - smoothing) * (label ? forYes : forNo)) + (smoothing / 2 * (forYes + forNo));
        }

        double Surprise(double p) => loss == Loss.Focal ? Focal(p, 2) : -Math.Log(p);
    }

    [Fact]
    public void A_binary_head_at_every_step_is_a_head_of_two_classes()
    {
        using var binary = new BinaryHead("Likes", inputs: 1, labelSmoothing: 0.1, classWeights: [1, 4]);
        using var classes = new ClassHead<Verdict>("Likes", inputs: 1, labelSmoothing: 0.1, classWeights: [1, 4]);
        var z = Tensors.Matrix(3, 0.3f, -1.2f, 2, 0.7f, 1, -3);
        var labels = new TaskLabels(Tensors.Matrix(3, 1, 0, 1, 1, 0, 0), Tensors.Matrix(3, 1, 1, 1, 1, 0, 0)).Positions();
        var indices = new TaskLabels(labels.Values.to(torch.int64), labels.Present);
        var pairs = torch.stack([torch.zeros(2, 3), z], 2);

        float expected = binary.Loss(Tensors.Vector(0.3f, -1.2f, 2, 0.7f), Tensors.BinaryLabels(true, false, true, true)).item<float>();
        Assert.Equal(expected, binary.Loss(z.flatten(0, 1), labels).item<float>(), 1e-6f);
        Assert.Equal(expected, classes.Loss(pairs.flatten(0, 1), indices).item<float>(), 1e-5f);
    }

    [Fact]
    public void An_ordinal_head_of_two_ranks_is_a_binary_head()
    {
        using var binary = new BinaryHead("Likes", inputs: 1, classWeights: [1, 4]);
        using var ranks = new OrdinalHead<Verdict>("Likes", inputs: 1, classWeights: [1, 4]);
        var z = Tensors.Vector(0.3f, -1.2f, 2);
        var labels = Tensors.BinaryLabels(true, false, false);
        var indices = new TaskLabels(labels.Values.to(torch.int64), labels.Present);

        double expected = ((4 * Math.Log(1 + Math.Exp(-0.3))) + Math.Log(1 + Math.Exp(-1.2)) + Math.Log(1 + Math.Exp(2))) / 3;
        Assert.Equal(expected, binary.Loss(z, labels).item<float>(), 1e-6);
        Assert.Equal(expected, ranks.Loss(z.unsqueeze(1), indices).item<float>(), 1e-6);
        Assert.Equal(expected, StepLoss(ranks.NewLossOp, z.unsqueeze(1), indices), 1e-6);
    }

    [Theory]
    [InlineData(Loss.CrossEntropy, 0.2)]
    [InlineData(Loss.Focal, 0)]
    public void A_flag_is_a_binary_label_that_weighs_the_same_set_or_not(Loss loss, double smoothing)
    {
        double[] weights = [1, 2, 5];
        using var flags = new MultiLabelHead<Symptoms>("Symptoms", inputs: 1, loss: loss, labelSmoothing: smoothing, classWeights: weights);
        float[] logits = [1, -1, 0.5f];
        bool[] set = [false, true, true];
        double expected = Enumerable.Range(0, 3).Average(flag =>
        {
            double weight = weights[flag];
            using var binary = new BinaryHead("Flag", inputs: 1, loss: loss, labelSmoothing: smoothing, classWeights: [weight, weight]);
            return binary.Loss(Tensors.Vector(logits[flag]), Tensors.BinaryLabels(set[flag])).item<float>();
        });
        var labels = new TaskLabels(Tensors.Matrix(3, 0, 1, 1), torch.ones(1));

        Assert.Equal(expected, flags.Loss(Tensors.Matrix(3, logits), labels).item<float>(), 1e-6);
        Assert.Equal(expected, StepLoss(flags.NewLossOp, Tensors.Matrix(3, logits), labels), 1e-6);
        Assert.Equal(expected, Measured(flags, Tensors.Matrix(3, logits), labels), 1e-6);
    }

    [Theory]
    [InlineData(Loss.CrossEntropy, 0.1)]
    [InlineData(Loss.Focal, 0)]
    public void A_missing_label_contributes_exactly_zero_gradient(Loss loss, double smoothing)
    {
        using var classes = new ClassHead<Color>("Kind", inputs: 1, loss: loss, labelSmoothing: smoothing, classWeights: s_weights);
        using var binary = new BinaryHead("Likes", inputs: 1, loss: loss, labelSmoothing: smoothing, classWeights: [1, 2]);

        Assert.Equal([6, 7, 8], Gradients.Of(classes, _logits, _labels).Zeros());
        Assert.Equal([1], Gradients.Of(binary, Tensors.Vector(1, 2, 3), Tensors.BinaryLabels(true, null, false)).Zeros());
    }

    [Fact]
    public void The_metrics_report_the_loss_that_is_trained()
    {
        using var head = new ClassHead<Color>("Kind", inputs: 1, loss: Loss.Focal, classWeights: s_weights);
        var meter = head.NewMeter();
        meter.Add(_logits, _labels);

        Assert.Equal(head.Loss(_logits, _labels).item<float>(), meter.Result().Loss, 1e-6);
    }

    [Fact]
    public void Numbers_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ClassHead<Color>("Kind", 1, loss: Loss.Huber));
        Assert.Throws<ArgumentException>(() => new ClassHead<Color>("Kind", 1, classWeights: [1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClassHead<Color>("Kind", 1, classWeights: [1, 2, 0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClassHead<Color>("Kind", 1, labelSmoothing: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClassHead<Color>("Kind", 1, loss: Loss.Focal, labelSmoothing: 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BinaryHead("Likes", 1, loss: Loss.Focal, focalGamma: double.NaN));
    }

    private static double StepLoss(Func<StepValue, LossOp> newStep, torch.Tensor output, TaskLabels labels)
    {
        using var noGrad = torch.no_grad();
        using var memory = new StepMemory();
        var step = newStep(StepValue.New(memory, (int)output.shape[1]));
        memory.Begin(output.shape[0]);
        step.Output.Values.copy_(output);
        return step.Run(labels, 1).Loss;
    }

    private static double Measured<TLabel, TPrediction, TMetrics>(
        TaskHead<TLabel, TPrediction, TMetrics> head, torch.Tensor output, TaskLabels labels)
        where TMetrics : TaskMetrics
    {
        var meter = head.NewMeter();
        meter.Add(output, labels);
        return meter.Result().Loss;
    }

    private static double Focal(double p, double gamma) => -Math.Pow(1 - p, gamma) * Math.Log(p);

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    private enum Verdict
    {
        No,
        Yes,
    }
}
