using System.Numerics;
using System.Runtime.CompilerServices;
using TorchSharp.Modules;

namespace Mtl;

/// <summary>
/// Adam (Kingma and Ba 2015) and AdamW (Loshchilov and Hutter 2019): <c>m ← β₁·m + (1 − β₁)·g</c>, <c>v ← β₂·v + (1 − β₂)·g²</c>,
/// <c>θ ← θ − η·m̂ / (√v̂ + ε)</c>. AMSGrad (Reddi et al. 2018) divides by the largest v so far. The state buffers are m, v and the
/// largest v.
/// </summary>
internal readonly struct AdamUpdate : IElementwiseUpdate
{
    private readonly float _beta1;
    private readonly float _beta2;
    private readonly float _gradientShare;
    private readonly float _squareShare;
    private readonly float _correction;
    private readonly float _epsilon;
    private readonly float _rate;
    private readonly float _decay;
    private readonly bool _isDecoupled;
    private readonly bool _keepsLargest;
    private readonly bool _maximizes;

    /// <summary>The update of a step of Adam.</summary>
    /// <param name="options">The options of the parameter group.</param>
    /// <param name="step">The number of this step, from 1.</param>
    public AdamUpdate(Adam.Options options, long step)
        : this(options.LearningRate!.Value, options.beta1!.Value, options.beta2!.Value, options.eps!.Value, step)
    {
        _decay = (float)options.weight_decay!.Value;
        _keepsLargest = options.amsgrad!.Value;
        _maximizes = options.maximize!.Value;
    }

    /// <summary>The update of a step of AdamW, whose weight decay does not enter the moments: <c>θ ← (1 − η·λ)·θ</c>.</summary>
    /// <param name="options">The options of the parameter group.</param>
    /// <param name="step">The number of this step, from 1.</param>
    public AdamUpdate(AdamW.Options options, long step)
        : this(options.LearningRate!.Value, options.beta1!.Value, options.beta2!.Value, options.eps!.Value, step)
    {
        _isDecoupled = true;
        _decay = (float)(1 - (options.LearningRate.Value * options.weight_decay!.Value));
        _keepsLargest = options.amsgrad!.Value;
        _maximizes = options.maximize!.Value;
    }

    private AdamUpdate(double rate, double beta1, double beta2, double epsilon, long step)
    {
        _beta1 = (float)beta1;
        _beta2 = (float)beta2;
        _gradientShare = (float)(1 - beta1);
        _squareShare = (float)(1 - beta2);
        _correction = (float)Math.Sqrt(1 - Math.Pow(beta2, step));
        _epsilon = (float)epsilon;
        _rate = (float)-(rate / (1 - Math.Pow(beta1, step)));
    }

    /// <inheritdoc/>
    public int StateBuffers => _keepsLargest ? 3 : 2;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(
        ref Vector<float> parameter,
        Vector<float> gradient,
        ref Vector<float> first,
        ref Vector<float> second,
        ref Vector<float> third)
    {
        if (_maximizes)
            gradient = -gradient;
        if (_isDecoupled)
            parameter *= _decay;
        else if (_decay != 0)
            gradient = Vector.MultiplyAddEstimate(parameter, new(_decay), gradient);
        first = Vector.MultiplyAddEstimate(gradient, new(_gradientShare), first * _beta1);
        second = Vector.MultiplyAddEstimate(gradient * _squareShare, gradient, second * _beta2);
        var square = second;
        if (_keepsLargest)
            square = third = Vector.Max(third, second);
        var denominator = (Vector.SquareRoot(square) / new Vector<float>(_correction)) + new Vector<float>(_epsilon);
        parameter += first * _rate / denominator;
    }
}
