using System.Numerics;
using System.Runtime.CompilerServices;
using TorchSharp.Modules;

namespace Mtl;

/// <summary>
/// Stochastic gradient descent: <c>θ ← θ − η·g</c>; with momentum <c>b ← μ·b + (1 − τ)·g</c> and <c>θ ← θ − η·b</c>, with Nesterov's
/// momentum (Sutskever et al. 2013) <c>θ ← θ − η·(g + μ·b)</c>. The state buffer is b.
/// </summary>
internal readonly struct SgdUpdate : IElementwiseUpdate
{
    private readonly float _rate;
    private readonly float _decay;
    private readonly float _momentum;
    private readonly float _gradientShare;
    private readonly bool _isNesterov;
    private readonly bool _isFirst;

    /// <summary>The update of a step.</summary>
    /// <param name="options">The options of the parameter group.</param>
    /// <param name="isFirst">Whether b has no value yet: it becomes g.</param>
    public SgdUpdate(SGD.Options options, bool isFirst)
    {
        double rate = options.LearningRate!.Value;
        _rate = (float)(options.maximize!.Value ? rate : -rate);
        _decay = (float)options.weight_decay!.Value;
        _momentum = (float)options.momentum!.Value;
        _gradientShare = (float)(1 - options.dampening!.Value);
        _isNesterov = options.nesterov!.Value;
        _isFirst = isFirst;
    }

    /// <inheritdoc/>
    public int StateBuffers => _momentum == 0 ? 0 : 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(
        ref Vector<float> parameter,
        Vector<float> gradient,
        ref Vector<float> first,
        ref Vector<float> second,
        ref Vector<float> third)
    {
        if (_decay != 0)
            gradient = Vector.MultiplyAddEstimate(parameter, new(_decay), gradient);
        if (_momentum != 0)
        {
            first = _isFirst ? gradient : Vector.MultiplyAddEstimate(gradient, new(_gradientShare), first * _momentum);
            gradient = _isNesterov ? Vector.MultiplyAddEstimate(first, new(_momentum), gradient) : first;
        }

        parameter = Vector.MultiplyAddEstimate(gradient, new(_rate), parameter);
    }
}
