using System.Numerics.Tensors;

namespace Mtl.Emitted;

/// <summary>
/// The cross-entropy of one class out of several, with label smoothing ε (Szegedy et al. 2016) and class weights w:
/// <c>L = (1 − ε)·w_y·(−log p_y) + ε/C·Σ w_c·(−log p_c)</c>. The focal loss (Lin et al. 2017) multiplies it by <c>(1 − p_y)^γ</c>.
/// </summary>
internal sealed class ClassLossStep(StepValue output, double labelSmoothing, double[]? weights, double? focalGamma) : RowLossStep(output)
{
    private readonly float _spread = (float)labelSmoothing / output.Width;
    private readonly float _kept = (float)(1 - labelSmoothing);
    private readonly float[]? _weights = weights is null ? null : Array.ConvertAll(weights, weight => (float)weight);
    private readonly float _sumOfWeights = (float)(weights?.Sum() ?? output.Width);

    /// <inheritdoc/>
    protected override float Row(ReadOnlySpan<float> output, RowLabels labels, int row, Span<float> gradient)
    {
        int label = labels.Index(row);
        if ((uint)label >= (uint)output.Length)
            throw new ArgumentException($"{Task}: label {label} in row {row} is none of the {output.Length} classes 0 to {output.Length - 1}.", nameof(labels));
        var (largest, sum) = Exponentials.Of(output, gradient);
        float others = (sum - gradient[label]) / sum;
        float logOfSum = largest + MathF.Log(sum);
        float weight = _weights?[label] ?? 1;

        // With p in place: L = kept·w_y·(logΣ − z_y) + spread·Σ w_c·(logΣ − z_c), dL/dz_j = kept·w_y·(p_j − [j = y]) + spread·(p_j·Σw − w_j)
        float loss = _kept * weight * (logOfSum - output[label]);
        TensorPrimitives.Multiply(gradient, ((_kept * weight) + (_spread * _sumOfWeights)) / sum, gradient);
        gradient[label] -= _kept * weight;
        if (_spread > 0)
        {
            for (int i = 0; i < output.Length; i++)
            {
                float w = _weights?[i] ?? 1;
                loss += _spread * w * (logOfSum - output[i]);
                gradient[i] -= _spread * w;
            }
        }

        return focalGamma is { } gamma ? Focus(output, label, logOfSum, loss, gamma, others, gradient) : loss;
    }

    /// <summary>
    /// With <c>f = (1 − p_y)^γ</c>: <c>d(f·L) = f·dL + L·df</c>, <c>df/dz_j = −γ·(1 − p_y)^(γ−1)·p_y·([j = y] − p_j)</c>. The sum of the
    /// other probabilities is recomputed where the difference would cancel.
    /// </summary>
    private static float Focus(
        ReadOnlySpan<float> output, int label, float logOfSum, float loss, double gamma, float others, Span<float> gradient)
    {
        if (others < 1e-3f)
        {
            others = 0;
            for (int i = 0; i < output.Length; i++)
                others += i == label ? 0 : MathF.Exp(output[i] - logOfSum);
        }

        float factor = MathF.Pow(others, (float)gamma);
        float probability = MathF.Exp(output[label] - logOfSum);
        float slope = (float)gamma * MathF.Pow(others, (float)gamma - 1) * probability * loss;
        if (!float.IsFinite(slope))
            slope = 0;
        for (int i = 0; i < output.Length; i++)
        {
            float p = MathF.Exp(output[i] - logOfSum);
            gradient[i] = (factor * gradient[i]) - (i == label ? slope * others : -slope * p);
        }

        return factor * loss;
    }
}
