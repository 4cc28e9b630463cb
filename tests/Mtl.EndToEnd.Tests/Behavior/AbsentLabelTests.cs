using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Mtl.EndToEnd.Tests;

/// <summary>What stands where a label is missing is not read: not by the fused step, by autograd, by losses or by meters.</summary>
[Collection(Alone.Name)]
public sealed class AbsentLabelTests : IDisposable
{
    private const int Rows = 6;

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void The_model_has_a_head_of_every_kind() =>
        Assert.Empty(Enum.GetValues<TaskKind>().Except([.. AnyHead.Info.Tasks.Select(task => task.Kind), TaskKind.Custom]));

    [Fact]
    public void A_fused_step_and_autograd_train_alike_whatever_stands_there()
    {
        var clean = Batch(number: 0, index: 0);
        foreach (var (number, index) in ((float, long)[])[(float.NaN, -1), (float.PositiveInfinity, 99), (-7, 999_999_999_999), (3, -100)])
        {
            var rows = Batch(number, index);
            using var model = new AnyHead(seed: 1);
            model.EnsureFitted(clean);
            model.train();
            Assert.Equal(Trained(clean), Trained(rows));

            using var expected = model.ComputeTaskGradients(clean);
            using var found = model.ComputeTaskGradients(rows);
            Assert.Equal(expected.data<float>().ToArray(), found.data<float>().ToArray());

            float[] losses = Losses(model, clean);
            Assert.Equal(losses, Losses(model, rows));
            Assert.All(losses, loss => Assert.True(float.IsFinite(loss)));
            Assert.Equal(Trained(clean, byAutograd: true), Trained(rows, byAutograd: true));
            Assert.Equal($"{model.Evaluate(clean)}", $"{model.Evaluate(rows)}");
        }
    }

    [Fact]
    public void A_head_of_one_s_own_reads_0_there()
    {
        var present = tensor((float[])[1, 0, 1]);
        var seen = new List<float[]>();
        using var head = new Seeing("Seen", inputs: 2, seen.Add);
        head.Loss(zeros(3, 1), new(tensor(new float[,] { { 1, 2 }, { float.NaN, 4 }, { 5, 6 } }), present));
        Assert.Equal([1, 2, 0, 0, 5, 6], seen[0]);
    }

    /// <summary>All parameters after three steps.</summary>
    private static float[] Trained(AnyHead.Batch rows, bool byAutograd = false)
    {
        using var model = new AnyHead(seed: 1);
        model.EnsureFitted(rows);
        model.train(!byAutograd); // In evaluation mode, which drops nothing here, a step takes the way of autograd.
        using var step = model.BeginTraining();
        for (int i = 0; i < 3; i++)
            step.Run(rows);
        return [.. model.parameters().SelectMany(parameter => parameter.data<float>().ToArray())];
    }

    private static float[] Losses(AnyHead model, AnyHead.Batch rows)
    {
        var losses = model.ComputeLosses(model.call(rows.Input), rows);
        Tensor[] all =
        [
            losses.Kind, losses.Focus, losses.Yes, losses.Signs, losses.Amount, losses.Pair, losses.Scaled, losses.Times, losses.Rank,
            losses.Spread, losses.ScaledSpread, losses.Total,
        ];
        return [.. all.Select(loss => loss.to(float32).item<float>())];
    }

    /// <summary>Rows of which the first two have no label, with a number or an index in their place.</summary>
    private static AnyHead.Batch Batch(float number, long index)
    {
        manual_seed(3);
        var input = rand(Rows, 4);
        var present = tensor((float[])[0, 0, 1, 1, 1, 1]);
        var classes = Labels(tensor((long[])[0, 0, 2, 1, 0, 1]), index);
        var labels = Labels(tensor((float[])[0, 0, 1, 0, 1, 1]), number);
        var numbers = Labels(tensor((float[])[0, 0, 2, 3, 5, 7]), number);
        var pairs = new TaskLabels(
            stack([numbers.Values, numbers.Values.flip(0)], 1), stack([numbers.Present, numbers.Present.flip(0)], 1));
        var flags = new TaskLabels(stack([labels.Values, labels.Values], 1), present);
        return new(input, classes, classes, labels, flags, numbers, pairs, numbers, numbers, classes, numbers, numbers);

        TaskLabels Labels(Tensor values, Scalar absent) => new(values.masked_fill(present.eq(0), absent), present);
    }
}

[Flags]
public enum Signs
{
    None = 0,
    Up = 1,
    Left = 2,
}

public enum Level
{
    Low,
    Middle,
    High,
}

/// <summary>A head of every kind.</summary>
[MultiTaskModel(Inputs = 4)]
public partial class AnyHead
{
    [SharedLayer(6)]
    public partial Linear Trunk { get; }

    [TaskHead]
    public partial ClassHead<Color> Kind { get; }

    [TaskHead(Loss = Loss.Focal)]
    public partial ClassHead<Color> Focus { get; }

    [TaskHead(LabelSmoothing = 0.1)]
    public partial BinaryHead Yes { get; }

    [TaskHead]
    public partial MultiLabelHead<Signs> Signs { get; }

    [TaskHead]
    public partial RegressionHead Amount { get; }

    [TaskHead(Outputs = 2, Loss = Loss.Huber)]
    public partial RegressionHead Pair { get; }

    [TaskHead, Standardize]
    public partial RegressionHead Scaled { get; }

    [TaskHead]
    public partial CountHead Times { get; }

    [TaskHead]
    public partial OrdinalHead<Level> Rank { get; }

    [TaskHead]
    public partial QuantileHead Spread { get; }

    [TaskHead, Standardize]
    public partial QuantileHead ScaledSpread { get; }
}

/// <summary>A head that tells what it sees.</summary>
internal sealed class Seeing(string task, long inputs, Action<float[]> see)
    : TaskHead<float, float, TaskMetrics>(task, inputs, [], HiddenNormalization.None, 1)
{
    protected override ReadOnlySpan<long> RowShape => (long[])[1];

    public override IReadOnlyList<float> Predict(Tensor output) => [];

    public override IMeter<TaskMetrics> NewMeter() => throw new NotSupportedException();

    protected override Tensor RowLosses(Tensor output, Tensor values)
    {
        see(values.data<float>().ToArray());
        return output.squeeze(1);
    }
}
