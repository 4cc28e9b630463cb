using System.Numerics.Tensors;
using TorchSharp;

namespace Mtl.Emitted;

/// <summary>
/// The binary cross-entropy of one answer, or its mean over several flags: <c>L = softplus(z) − t·z</c>, where the target t is the
/// answer y, smoothed by ε: <c>t = y·(1 − ε) + ε/2</c>. The focal loss (Lin et al. 2017) multiplies it by <c>(1 − p)^γ</c>, where p is
/// the probability of y.
/// </summary>
/// <remarks>It goes flag by flag and not row by row: a column of a batch is long enough for vector instructions, one answer is not.</remarks>
/// <param name="output">The logits.</param>
/// <param name="labelSmoothing">ε.</param>
/// <param name="weights">The factor of the loss of every flag, for no and for yes.</param>
/// <param name="focalGamma">γ, or null.</param>
internal sealed class AnswerLossStep(StepValue output, double labelSmoothing, (float No, float Yes)[] weights, double? focalGamma) : LossStep(output), IColumnLoss
{
    private readonly LossScratch _scratch = new();
    private readonly LossScratch _columns = new();

    /// <inheritdoc/>
    internal override IColumnLoss? Column => weights.Length == 1 ? this : null;

    /// <inheritdoc/>
    public double Run(Span<float> outputs, ReadOnlySpan<float> labels, ReadOnlySpan<float> present, float factor, Span<float> slopes, LossScratch scratch) =>
        Flag(0, outputs, labels, present, factor, slopes, scratch);

    /// <inheritdoc/>
    protected override double Run(torch.Tensor values, torch.Tensor present, double weight, double count)
    {
        var outputs = Output.Buffer.Rows;
        var gradients = Output.Gradient!.Buffer.Rows;
        var answers = new StepRows(TensorSpans.Floats(values), weights.Length, 0, weights.Length);
        ReadOnlySpan<float> exists = TensorSpans.Floats(present);
        int rows = exists.Length;
        var columns = _columns.Columns(3, rows);
        var logits = columns[..rows];
        var labels = columns[rows..(2 * rows)];
        var slopes = columns[(2 * rows)..];
        double sum = 0;
        for (int flag = 0; flag < weights.Length; flag++)
        {
            outputs.CopyColumn(flag, logits);
            answers.CopyColumn(flag, labels);
            sum += Flag(flag, logits, labels, exists, (float)(weight / count), slopes, _scratch);
            gradients.SetColumn(flag, slopes);
        }

        return sum / count;
    }

    private double Flag(int flag, Span<float> logits, ReadOnlySpan<float> answers, ReadOnlySpan<float> present, float factor, Span<float> slopes, LossScratch scratch)
    {
        int rows = logits.Length;
        var columns = scratch.Columns(3, rows);
        var targets = columns[..rows];
        var factors = columns[rows..(2 * rows)];
        var losses = columns[(2 * rows)..];
        answers.CopyTo(targets);
        TensorPrimitives.Multiply(answers, (weights[flag].Yes - weights[flag].No) / weights.Length, factors);
        TensorPrimitives.Add(factors, weights[flag].No / weights.Length, factors);
        TensorPrimitives.Multiply(factors, present, factors);
        Compute(logits, targets, losses, slopes);
        double sum = TensorPrimitives.Dot<float>(losses, factors);
        TensorPrimitives.Multiply(slopes, factors, slopes);
        TensorPrimitives.Multiply(slopes, factor, slopes);
        return sum;
    }

    /// <summary>Loss and derivative for logits and answers, which become targets: <c>max(z, 0) − z·t + log(1 + e^−|z|)</c>, <c>σ(z) − t</c>.</summary>
    private void Compute(Span<float> logits, Span<float> answers, Span<float> losses, Span<float> slopes)
    {
        if (focalGamma is { } gamma)
        {
            for (int i = 0; i < logits.Length; i++)
                (losses[i], slopes[i]) = Focal(logits[i], answers[i], (float)gamma);
            return;
        }

        TensorPrimitives.Multiply(answers, (float)(1 - labelSmoothing), answers);
        TensorPrimitives.Add(answers, (float)labelSmoothing / 2, answers);
        TensorPrimitives.Sigmoid(logits, slopes);
        TensorPrimitives.Subtract(slopes, answers, slopes);
        TensorPrimitives.Abs(logits, losses);
        TensorPrimitives.Negate(losses, losses);
        TensorPrimitives.Exp(losses, losses);
        TensorPrimitives.LogP1(losses, losses);
        TensorPrimitives.Multiply(logits, answers, answers);
        TensorPrimitives.Subtract(losses, answers, losses);
        TensorPrimitives.Max(logits, 0, logits);
        TensorPrimitives.Add(losses, logits, losses);
    }

    /// <summary>
    /// With <c>f = (1 − p)^γ</c>, <c>1 − p = σ(s)</c> and <c>s = z·(1 − 2y)</c>: <c>d(f·L) = f·(dL + L·γ·(1 − σ(s))·(1 − 2y))</c>. There is no smoothing.
    /// </summary>
    private static (float Loss, float Slope) Focal(float z, float answer, float gamma)
    {
        var (sigma, complement, bend) = Logistic.Of(z);
        float loss = MathF.Max(z, 0) - (z * answer) + bend;
        float sign = 1 - (2 * answer);
        float factor = MathF.Exp(gamma * (MathF.Min(z * sign, 0) - bend));
        float isRight = sign > 0 ? complement : sigma; // 1 − σ(s)
        return (factor * loss, factor * (sigma - answer + (loss * gamma * isRight * sign)));
    }
}
